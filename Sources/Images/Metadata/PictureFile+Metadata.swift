extension PictureFile {
    /// The bytes of a picture file without what a camera or an editor wrote beside the picture.
    ///
    /// Nothing is compressed again: the compressed pixels are copied as they are. EXIF with its position and
    /// times, XMP, IPTC, colour profiles, comments, thumbnails, further pictures and whatever stands behind
    /// the picture's end are left out. A turned camera's orientation stays, as a block of that one number, so
    /// that the picture is still upright.
    ///
    /// - Parameters:
    ///   - bytes: The whole content of the file.
    ///   - origin: What to call it in error messages.
    /// - Returns: A file of the same format; equal to `bytes` if there was nothing to leave out.
    /// - Throws: `ImagesError` if it is no PNG, JPEG or WebP picture, or its parts cannot be told apart.
    public static func withoutMetadata(
        bytes: [UInt8],
        origin: String
    ) throws(ImagesError) -> [UInt8] {
        let stripped: [UInt8]?
        switch PictureFormat(signatureOf: bytes) {
        case .jpeg: stripped = JPEGSegments.stripped(bytes)
        case .png: stripped = PNGChunks.stripped(bytes)
        case .webp: stripped = WebPChunks.stripped(bytes)
        case nil: throw ImagesError("\(origin) is not a PNG, JPEG or WebP picture")
        }
        guard let stripped else {
            throw ImagesError("\(origin) is a damaged or incomplete file: its parts do not fit")
        }
        return stripped
    }
}

/// An EXIF block that says how the camera was held, and nothing else.
enum OrientationBlock {
    /// The TIFF structure: one directory with the one entry 0x0112, a SHORT.
    static func tiff(_ orientation: Int) -> [UInt8] {
        [
            0x4D, 0x4D, 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x01, 0x12, 0x00, 0x03,
            0x00, 0x00, 0x00, 0x01, 0x00, UInt8(orientation), 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        ]
    }
}
