/// The bytes of a picture file, with what is needed to talk about it.
struct EncodedPicture {
    /// The whole file.
    let bytes: [UInt8]
    /// What to call it in error messages.
    let origin: String
    /// The most pixels allowed.
    let limit: Int

    /// The longest side of a picture, in pixels: as libpng's own default, and far below 2^24, up to which
    /// the resampling's 32-bit floats count every pixel.
    static let longestSide = 1_000_000

    /// Refuses sizes of zero, sizes over the limit, and endless strips.
    func check(width: Int, height: Int) throws(ImagesError) {
        guard width > 0, height > 0 else {
            throw ImagesError("\(origin) has no pixels (\(width) x \(height))")
        }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= limit else {
            throw ImagesError(
                "\(origin) has \(width) x \(height) pixels, "
                    + "more than the limit of \(limit) pixels",
                hint: "make it smaller first: convert in.png -resize 4000x4000 out.png"
            )
        }
        guard max(width, height) <= Self.longestSide else {
            throw ImagesError(
                "\(origin) has \(width) x \(height) pixels; "
                    + "no side may be longer than \(Self.longestSide)",
                hint: "cut a part out of it first: convert in.png -crop 4000x4000+0+0 out.png"
            )
        }
    }

    /// The error for a file whose content does not decode.
    ///
    /// - Parameters:
    ///   - format: The format that the file claims to have.
    ///   - reason: The decoder's own words.
    /// - Returns: One line with the file's name.
    func damaged(_ format: PictureFormat, _ reason: String) -> ImagesError {
        ImagesError("\(origin) is a damaged or incomplete \(format.title) file: \(reason)")
    }
}

/// Pixels as a decoder gives them.
struct RawPicture {
    /// The width in pixels.
    let width: Int
    /// The height in pixels.
    let height: Int
    /// RGB, or RGB with straight alpha, interleaved: `[height, width, hasAlpha ? 4 : 3]`.
    private(set) var bytes: [UInt8]
    /// Whether every pixel has an alpha byte.
    private(set) var hasAlpha: Bool

    /// Lays the picture over a colour, in place: a second copy of a large picture would take as much
    /// memory again.
    ///
    /// Each byte is `(colour * alpha + background * (255 - alpha)) / 255`, rounded to nearest.
    ///
    /// - Returns: Whether any pixel was not opaque before.
    mutating func flatten(over background: Color) -> Bool {
        guard hasAlpha else { return false }
        var hadTransparency = false
        let count = width * height
        bytes.withUnsafeMutableBufferPointer { values in
            // A pixel is written at or before the place it is read from.
            for pixel in 0..<count {
                let alpha = UInt32(values[pixel * 4 + 3])
                hadTransparency = hadTransparency || alpha != 255
                let red = Self.blend(values[pixel * 4], background.red, alpha)
                let green = Self.blend(values[pixel * 4 + 1], background.green, alpha)
                let blue = Self.blend(values[pixel * 4 + 2], background.blue, alpha)
                values[pixel * 3] = red
                values[pixel * 3 + 1] = green
                values[pixel * 3 + 2] = blue
            }
        }
        bytes.removeLast(count)
        hasAlpha = false
        return hadTransparency
    }

    private static func blend(_ front: UInt8, _ back: UInt8, _ alpha: UInt32) -> UInt8 {
        let sum = UInt32(front) * alpha + UInt32(back) * (255 - alpha) + 128
        return UInt8(truncatingIfNeeded: ((sum >> 8) + sum) >> 8)
    }
}
