import CPNG
public import Foundation
import Tensors

/// Writes PNG files: pixels and nothing else, no metadata of the photo they came from.
public enum PNGEncoding {
    /// What the bytes of a pixel mean.
    public enum Layout: Int, Sendable {
        /// One byte: grey.
        case grey = 1
        /// Three bytes: red, green, blue.
        case rgb = 3
        /// Four bytes: red, green, blue, straight alpha.
        case rgba = 4

        /// Bytes per pixel.
        public var components: Int { rawValue }

        fileprivate var format: UInt32 {
            switch self {
            case .grey: UInt32(PNG_FORMAT_GRAY)
            case .rgb: UInt32(PNG_FORMAT_RGB)
            case .rgba: UInt32(PNG_FORMAT_RGB) | UInt32(PNG_FORMAT_FLAG_ALPHA)
            }
        }
    }

    /// The bytes of a PNG file.
    ///
    /// - Parameters:
    ///   - bytes: `[height, width, components]`, sRGB.
    ///   - width: The width in pixels, at least 1.
    ///   - height: The height in pixels, at least 1.
    ///   - layout: What the bytes of a pixel mean.
    /// - Returns: A whole file. Equal pixels give equal bytes.
    /// - Throws: `ImagesError` if libpng cannot encode it (too large or out of memory).
    public static func encode(
        _ bytes: [UInt8],
        width: Int,
        height: Int,
        layout: Layout
    ) throws(ImagesError) -> Data {
        precondition(
            width > 0 && height > 0 && bytes.count == width * height * layout.components,
            "\(width) x \(height) pixels do not fit \(bytes.count) bytes"
        )
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = layout.format
        var size = png_alloc_size_t(bytes.count + bytes.count / 100 + height + 4096)
        var encoded = Data(count: size)
        var done = write(&image, to: &encoded, &size, bytes)
        if done == 0, size > encoded.count {
            // The guess was too small; libpng has left the size that it needs.
            encoded = Data(count: size)
            done = write(&image, to: &encoded, &size, bytes)
        }
        guard done != 0 else {
            let reason = String(cMessage: image.message)
            throw ImagesError("cannot encode \(width) x \(height) pixels as PNG: \(reason)")
        }
        return encoded.prefix(size)
    }

    private static func write(
        _ image: inout png_image,
        to data: inout Data,
        _ size: inout png_alloc_size_t,
        _ bytes: [UInt8]
    ) -> Int32 {
        size = png_alloc_size_t(data.count)
        return data.withUnsafeMutableBytes { output in
            bytes.withUnsafeBytes { input in
                png_image_write_to_memory(
                    &image,
                    output.baseAddress,
                    &size,
                    0,
                    input.baseAddress,
                    0,
                    nil
                )
            }
        }
    }
}

extension Picture {
    /// The picture as the bytes of a PNG file, without any metadata.
    ///
    /// - Throws: `ImagesError` if libpng cannot encode it.
    public func pngData() throws(ImagesError) -> Data {
        try PNGEncoding.encode(pixels, width: width, height: height, layout: .rgb)
    }

    /// Writes the picture as a PNG file, without any metadata.
    ///
    /// The file appears whole or not at all, as `WholeFile` does it.
    ///
    /// - Parameter url: Where to; an existing file is replaced.
    /// - Throws: `ImagesError` if the folder is missing or may not be written to.
    public func writePNG(to url: URL) throws(ImagesError) {
        let bytes = try pngData()
        do throws(TensorsError) {
            try WholeFile.write(bytes, to: url)
        } catch {
            throw ImagesError(error.message, hint: error.hint)
        }
    }
}
