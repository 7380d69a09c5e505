/// Finds how the camera was held (EXIF tag 0x0112) in the bytes of a picture file.
///
/// Whatever is missing, odd or hostile counts as upright: 1. Nothing else of the EXIF block is
/// looked at. Source: Exif 2.32, section 4.6.4; TIFF 6.0, section 2.
enum EXIFOrientation {
    private static let tag = 0x0112
    private static let upright = 1

    /// The orientation in a JPEG file: the first APP1 segment that begins with `Exif`.
    static func ofJPEG(_ bytes: [UInt8]) -> Int {
        var offset = 2
        while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
            let marker = bytes[offset + 1]
            // 0xFF may be repeated before a marker.
            if marker == 0xFF {
                offset += 1
                continue
            }
            // Start of scan or end of image: no more headers.
            if marker == 0xDA || marker == 0xD9 { return upright }
            let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
            guard length >= 2, offset + 2 + length <= bytes.count else { return upright }
            if marker == 0xE1, bytes.holds("Exif\0\0", at: offset + 4) {
                return ofBlock(bytes[(offset + 4)..<(offset + 2 + length)])
            }
            offset += 2 + length
        }
        return upright
    }

    /// The orientation in a PNG file: the chunk `eXIf`.
    static func ofPNG(_ bytes: [UInt8]) -> Int {
        var offset = 8
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { return upright }
            if bytes.holds("eXIf", at: offset + 4) {
                return ofBlock(bytes[(offset + 8)..<(offset + 8 + length)])
            }
            offset += 12 + length
        }
        return upright
    }

    /// The orientation in a WebP file: the chunk `EXIF`.
    static func ofWebP(_ bytes: [UInt8]) -> Int {
        var offset = 12
        while offset + 8 <= bytes.count {
            let length = bytes[offset + 4..<offset + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 8 else { return upright }
            if bytes.holds("EXIF", at: offset) {
                return ofBlock(bytes[(offset + 8)..<(offset + 8 + length)])
            }
            offset += 8 + length + length % 2
        }
        return upright
    }

    /// The orientation in an EXIF block: an optional `Exif` heading, then a TIFF structure.
    private static func ofBlock(_ block: ArraySlice<UInt8>) -> Int {
        var tiff = Array(block)
        if tiff.holds("Exif\0\0", at: 0) {
            tiff.removeFirst(6)
        }
        guard tiff.holds("II", at: 0) || tiff.holds("MM", at: 0) else { return upright }
        let reader = TIFFReader(bytes: tiff, isLittleEndian: tiff.holds("II", at: 0))
        guard reader.short(at: 2) == 42, let directory = reader.long(at: 4),
            let entries = reader.short(at: directory)
        else { return upright }
        for index in 0..<entries {
            let entry = directory + 2 + index * 12
            // Entries beyond the end of the block end the search.
            guard let found = reader.short(at: entry) else { return upright }
            guard found == tag else { continue }
            // A SHORT; some writers use LONG.
            let value =
                switch reader.short(at: entry + 2) {
                case 3: reader.short(at: entry + 8)
                case 4: reader.long(at: entry + 8)
                default: nil as Int?
                }
            guard let value, 1...8 ~= value else { return upright }
            return value
        }
        return upright
    }
}

/// Reads numbers of a TIFF structure, never outside of it.
private struct TIFFReader {
    let bytes: [UInt8]
    let isLittleEndian: Bool

    /// The 16-bit number at an offset.
    func short(at offset: Int) -> Int? { number(at: offset, length: 2) }

    /// The 32-bit number at an offset.
    func long(at offset: Int) -> Int? { number(at: offset, length: 4) }

    private func number(at offset: Int, length: Int) -> Int? {
        guard offset >= 0, offset + length <= bytes.count else { return nil }
        let part = bytes[offset..<offset + length]
        return isLittleEndian
            ? part.reversed().reduce(0) { $0 << 8 | Int($1) }
            : part.reduce(0) { $0 << 8 | Int($1) }
    }
}
