import Foundation

/// What Cairo drew, without its file's frame, and with identifiers that depend on the drawing alone.
///
/// Cairo counts pictures through the life of the program, so that the second sheet of a run would differ
/// from the same sheet drawn first.
struct SVGFragment {
    /// The elements between the opening and the closing tag of the file.
    let body: String

    /// The beginnings of attributes that name or mention an identifier, with what ends it.
    private static let marks: [(start: [UInt8], end: UInt8)] = [
        (Array(" id=\"".utf8), UInt8(ascii: "\"")),
        (Array("href=\"#".utf8), UInt8(ascii: "\"")),
        (Array("url(#".utf8), UInt8(ascii: ")")),
    ]

    /// Takes a file of Cairo's apart.
    ///
    /// - Parameter file: A whole SVG file.
    init(_ file: Data) {
        let bytes = Array(file)
        var names: [ArraySlice<UInt8>: Int] = [:]
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = Self.bodyStart(of: bytes)
        let end = Self.bodyEnd(of: bytes)
        while place < end {
            guard
                let mark = Self.marks.first(where: { mark in
                    bytes[place] == mark.start[0] && bytes[place..<end].starts(with: mark.start)
                }),
                let close = bytes[(place + mark.start.count)..<end].firstIndex(of: mark.end)
            else {
                output.append(bytes[place])
                place += 1
                continue
            }
            let name = bytes[(place + mark.start.count)..<close]
            let number = names[name] ?? names.count + 1
            names[name] = number
            output += mark.start
            output += Array("drawn-\(number)".utf8)
            place = close
        }
        body = String(decoding: output, as: UTF8.self)
    }

    /// Behind the opening tag.
    private static func bodyStart(of bytes: [UInt8]) -> Int {
        guard let tag = bytes.firstRange(of: Array("<svg".utf8)),
            let end = bytes[tag.upperBound...].firstIndex(of: UInt8(ascii: ">"))
        else { return bytes.count }
        return bytes[(end + 1)...].first == UInt8(ascii: "\n") ? end + 2 : end + 1
    }

    /// Before the closing tag.
    private static func bodyEnd(of bytes: [UInt8]) -> Int {
        bytes.lastIndex(of: UInt8(ascii: "<")) ?? bytes.count
    }
}
