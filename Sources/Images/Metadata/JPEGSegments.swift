/// Takes JPEG files apart into their segments (ITU-T T.81, annex B).
enum JPEGSegments {
    private static let startOfScan: UInt8 = 0xDA
    private static let endOfImage: UInt8 = 0xD9

    /// The file without application data and comments; nil if its parts do not fit.
    ///
    /// Kept are the tables, frames and scans, JFIF's header without a thumbnail, and Adobe's, which tells how
    /// colours are coded.
    static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = [0xFF, 0xD8]
        result.reserveCapacity(bytes.count)
        let orientation = EXIFOrientation.ofJPEG(bytes)
        var needsOrientation = orientation != 1
        var offset = 2
        while offset + 1 < bytes.count {
            guard bytes[offset] == 0xFF else { return nil }
            let marker = bytes[offset + 1]
            switch marker {
            case 0xFF:
                // Fill bytes may stand before a marker.
                offset += 1
                continue
            case endOfImage:
                return result + [0xFF, endOfImage]
            case 0x01, 0xD0...0xD8:
                // Markers without a segment.
                result += [0xFF, marker]
                offset += 2
                continue
            default: break
            }
            guard offset + 4 <= bytes.count else { return nil }
            let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
            let end = offset + 2 + length
            guard length >= 2, end <= bytes.count else { return nil }
            if needsOrientation, marker != 0xE0 {
                result += orientationSegment(orientation)
                needsOrientation = false
            }
            if let segment = kept(marker, bytes[offset..<end]) { result += segment }
            offset = end
            guard marker == startOfScan else { continue }
            let scanEnd = endOfScan(bytes, from: offset)
            result += bytes[offset..<scanEnd]
            offset = scanEnd
        }
        // Decoders accept a file that was cut off behind its last scan; so does this, and ends it.
        return result + [0xFF, endOfImage]
    }

    /// What is kept of a segment, which begins with its marker; nil for nothing.
    private static func kept(_ marker: UInt8, _ segment: ArraySlice<UInt8>) -> [UInt8]? {
        let body = Array(segment.dropFirst(4))
        switch marker {
        case 0xE0:
            guard body.holds("JFIF\0", at: 0), body.count >= 14 else { return nil }
            // The thumbnail's width and height, then its pixels.
            return [0xFF, 0xE0, 0x00, 0x10] + body[..<12] + [0, 0]
        case 0xEE:
            guard body.holds("Adobe", at: 0), body.count >= 12 else { return nil }
            return [0xFF, 0xEE, 0x00, 0x0E] + body[..<12]
        case 0xE1...0xEF, 0xFE: return nil
        default: return Array(segment)
        }
    }

    /// Where the compressed data of a scan ends: at the next marker that is neither a restart nor a stuffed
    /// byte.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var offset = start
        while offset + 1 < bytes.count {
            if bytes[offset] == 0xFF {
                switch bytes[offset + 1] {
                case 0x00, 0xD0...0xD7: offset += 2
                case 0xFF: offset += 1
                default: return offset
                }
            } else {
                offset += 1
            }
        }
        return bytes.count
    }

    private static func orientationSegment(_ orientation: Int) -> [UInt8] {
        let block = Array("Exif\0\0".utf8) + OrientationBlock.tiff(orientation)
        return [0xFF, 0xE1, 0x00, UInt8(block.count + 2)] + block
    }
}
