/// A file format that pictures are read from, told by the file's content.
public enum PictureFormat: String, Sendable, Codable, CaseIterable {
    /// Portable Network Graphics.
    case png
    /// JPEG, baseline or progressive.
    case jpeg
    /// WebP, lossy or lossless, not animated.
    case webp

    /// The format whose signature the bytes begin with.
    ///
    /// Gives `nil` if the file is none of the readable formats.
    ///
    /// - Parameter bytes: A whole file or its first bytes.
    public init?(signatureOf bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes.holds("WEBP", at: 8) {
            self = .webp
        } else {
            return nil
        }
    }

    /// The name as people write it.
    public var title: String {
        switch self {
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .webp: "WebP"
        }
    }
}

extension [UInt8] {
    /// Whether the ASCII text stands at an offset.
    func holds(_ text: String, at offset: Int) -> Bool {
        let wanted = Array(text.utf8)
        return count >= offset + wanted.count
            && self[offset..<offset + wanted.count].elementsEqual(wanted)
    }
}
