/// Takes PNG files apart into their chunks (ISO/IEC 15948, section 5).
enum PNGChunks {
    /// What the pixels depend on; everything else is somebody's note.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD",
    ]

    /// The file with nothing but its picture; nil if its parts do not fit.
    static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        var result = Array(bytes[..<8])
        result.reserveCapacity(bytes.count)
        let orientation = EXIFOrientation.ofPNG(bytes)
        var needsOrientation = orientation != 1
        var offset = 8
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { return nil }
            let name = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
            if needsOrientation, name == "IDAT" {
                result += chunk("eXIf", OrientationBlock.tiff(orientation))
                needsOrientation = false
            }
            if kept.contains(name) { result += bytes[offset..<offset + 12 + length] }
            offset += 12 + length
            if name == "IEND" { return result }
        }
        return nil
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(checksum(body))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    /// CRC-32 (ISO 3309), bit by bit: the chunk has 30 bytes.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
                sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
            }
        }
    }
}
