public import Foundation

/// JSON with one spelling per value: keys sorted by their bytes, no white space, the fewest escapes.
///
/// Requests, cache names and transcripts are compared by their bytes, so the spelling must not
/// depend on the version of Foundation. Numbers that JSON cannot hold (infinite, not a number)
/// become `null`.
public enum CanonicalJSON {
    /// The bytes of a value, in UTF-8.
    public static func data(_ value: JSONValue) -> Data {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return Data(bytes)
    }

    /// The text of a value.
    public static func text(_ value: JSONValue) -> String {
        String(decoding: data(value), as: UTF8.self)
    }

    // MARK: Pieces

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let truth): bytes += (truth ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .number(let number): bytes += spelling(of: number).utf8
        case .string(let text): append(text, to: &bytes)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (place, item) in items.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                append(item, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let values):
            bytes.append(UInt8(ascii: "{"))
            let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (place, pair) in sorted.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                append(pair.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(pair.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Swift prints the shortest digits that give the number back, on every platform alike.
    private static func spelling(of number: Double) -> String {
        number.isFinite ? "\(number)" : "null"
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\\"): bytes += [byte, byte]
            case 0x0A: bytes += Array(#"\n"#.utf8)
            case 0x0D: bytes += Array(#"\r"#.utf8)
            case 0x09: bytes += Array(#"\t"#.utf8)
            case 0..<0x20:
                bytes += Array(#"\u00"#.utf8)
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
