public import Foundation

/// Reads PNG, JPEG and WebP files, whatever they are called, as upright opaque RGB pictures.
///
/// Pixel values are those that Pillow's `Image.open(file).convert("RGB")` gives (colour profiles
/// and gamma are not applied), as the models' preprocessing expects. Two differences: transparent
/// parts show the background instead of hidden colours, and 16-bit grey keeps its high byte like
/// every other 16-bit file instead of being cut off at 255.
public enum PictureFile {
    /// The largest picture read by default: 100 megapixels.
    public static let defaultLimit = 100_000_000

    /// Reads a picture file.
    ///
    /// - Parameters:
    ///   - url: The file. Its name does not matter, its content does.
    ///   - background: What shows through transparent parts.
    ///   - limit: The most pixels allowed, checked before memory is taken.
    /// - Returns: The picture, turned upright by the file's EXIF orientation.
    /// - Throws: `ImagesError` if the file is missing, empty, cut off, damaged, too large or of
    ///   another format; for well-known formats with the command that converts them.
    public static func read(
        _ url: URL,
        background: Color = .white,
        limit: Int = defaultLimit
    ) throws(ImagesError) -> DecodedPhoto {
        guard url.isFileURL else {
            throw ImagesError(
                "\(url.absoluteString) is not a file",
                hint: "download the picture and name the file"
            )
        }
        return try read(
            bytes: FileBytes.read(url.path),
            origin: url.path,
            background: background,
            limit: limit
        )
    }

    /// Reads a picture from the bytes of a file.
    ///
    /// - Parameters:
    ///   - bytes: The whole content of the file.
    ///   - origin: What to call it in error messages, such as its path.
    ///   - background: What shows through transparent parts.
    ///   - limit: The most pixels allowed, checked before memory is taken.
    /// - Returns: The picture, turned upright by the file's EXIF orientation.
    /// - Throws: `ImagesError` as for files.
    public static func read(
        bytes: [UInt8],
        origin: String,
        background: Color = .white,
        limit: Int = defaultLimit
    ) throws(ImagesError) -> DecodedPhoto {
        guard !bytes.isEmpty else {
            throw ImagesError("\(origin) is empty (0 bytes)")
        }
        guard let format = PictureFormat(signatureOf: bytes) else {
            throw notReadable(bytes, origin)
        }
        let source = EncodedPicture(bytes: bytes, origin: origin, limit: limit)
        var raw: RawPicture
        let orientation: Int
        switch format {
        case .png:
            raw = try PNGDecoding.decode(source)
            orientation = EXIFOrientation.ofPNG(bytes)
        case .jpeg:
            raw = try JPEGDecoding.decode(source)
            orientation = EXIFOrientation.ofJPEG(bytes)
        case .webp:
            raw = try WebPDecoding.decode(source)
            orientation = EXIFOrientation.ofWebP(bytes)
        }
        let hadTransparency = raw.flatten(over: background)
        let picture = Picture(width: raw.width, height: raw.height, pixels: raw.bytes)
        return DecodedPhoto(
            picture: picture.upright(from: orientation),
            hadTransparency: hadTransparency,
            format: format,
            orientation: orientation
        )
    }

    private static func notReadable(_ bytes: [UInt8], _ origin: String) -> ImagesError {
        if let foreign = ForeignFormat(signatureOf: bytes) {
            return ImagesError(
                "\(origin) is \(foreign.title); PNG, JPEG and WebP are read",
                hint: "convert it first: \(foreign.conversion)"
            )
        }
        let start = bytes.prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return ImagesError(
            "\(origin) is not a PNG, JPEG or WebP picture "
                + "(it begins with the bytes \(start.joined(separator: " ")))"
        )
    }
}
