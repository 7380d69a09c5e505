/// Takes WebP files apart into their chunks (RFC 9649, section 2).
enum WebPChunks {
    private static let kept: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH"]
    /// The flags of VP8X: colour profile, EXIF and XMP.
    private static let profileFlag: UInt8 = 0x20
    private static let exifFlag: UInt8 = 0x08
    private static let xmpFlag: UInt8 = 0x04

    /// The file with nothing but its picture; nil if its parts do not fit.
    static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 12 else { return nil }
        let orientation = EXIFOrientation.ofWebP(bytes)
        // The format's own length; what stands behind it is none of the picture.
        let end = min(8 + number(bytes[4..<8]), bytes.count)
        var body = Array("WEBP".utf8)
        body.reserveCapacity(bytes.count)
        var isExtended = false
        var offset = 12
        while offset + 8 <= end {
            let name = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
            let length = number(bytes[offset + 4..<offset + 8])
            guard length <= end - offset - 8 else { return nil }
            var content = Array(bytes[offset + 8..<offset + 8 + length])
            if name == "VP8X" {
                guard length >= 10 else { return nil }
                isExtended = true
                content[0] &= ~(profileFlag | exifFlag | xmpFlag)
                if orientation != 1 { content[0] |= exifFlag }
            }
            if kept.contains(name) { body += chunk(name, content) }
            offset += 8 + length + length % 2
        }
        if isExtended, orientation != 1 {
            body += chunk("EXIF", OrientationBlock.tiff(orientation))
        }
        return Array("RIFF".utf8) + littleEndian(body.count) + body
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let padding: [UInt8] = content.count % 2 == 1 ? [0] : []
        return Array(name.utf8) + littleEndian(content.count) + content + padding
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func littleEndian(_ value: Int) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
