import Foundation

/// Reads what servers call JSON.
///
/// Beyond the standard it forgives a byte-order mark, bytes that are no UTF-8, and halves of
/// surrogate pairs written as escapes: servers that cut a text between tokens cut it in the middle
/// of a character. Each becomes U+FFFD.
enum ServerJSON {
    /// The value in a body.
    ///
    /// - Parameter data: The body; white space around the value does not matter.
    /// - Returns: The value; nil where the bytes are no JSON.
    static func value(in data: Data) -> JSONValue? {
        let body = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data[...]
        let decoder = JSONDecoder()
        if let value = try? decoder.decode(JSONValue.self, from: Data(body)) { return value }
        let mended = mendingSurrogates(in: String(decoding: body, as: UTF8.self))
        return try? decoder.decode(JSONValue.self, from: Data(mended.utf8))
    }

    /// What a body that is no JSON looks like, without quoting it: bodies stay out of messages.
    static func looks(of data: Data) -> String {
        let first = data.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        switch first {
        case nil: return "nothing"
        case UInt8(ascii: "<"): return "a web page of \(data.count) bytes"
        default: return "\(data.count) bytes that are no JSON"
        }
    }

    // MARK: Surrogates

    /// The text with every escaped surrogate that has no partner replaced by `\ufffd`.
    private static func mendingSurrogates(in text: String) -> String {
        let bytes = Array(text.utf8)
        var mended: [UInt8] = []
        mended.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "\\") else {
                mended.append(bytes[place])
                place += 1
                continue
            }
            guard let unit = escapedUnit(bytes, at: place) else {
                // Some other escape: copy both bytes, so that `\\u` is not taken for an escape.
                mended += bytes[place..<min(place + 2, bytes.count)]
                place += 2
                continue
            }
            if (0xD800..<0xDC00).contains(unit), let next = escapedUnit(bytes, at: place + 6),
                (0xDC00..<0xE000).contains(next)
            {
                mended += bytes[place..<place + 12]
                place += 12
            } else {
                let alone = (0xD800..<0xE000).contains(unit)
                mended += alone ? Array(#"\ufffd"#.utf8) : Array(bytes[place..<place + 6])
                place += 6
            }
        }
        return String(decoding: mended, as: UTF8.self)
    }

    private static func escapedUnit(_ bytes: [UInt8], at place: Int) -> UInt32? {
        guard place + 6 <= bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt32(String(decoding: bytes[place + 2..<place + 6], as: UTF8.self), radix: 16)
    }
}
