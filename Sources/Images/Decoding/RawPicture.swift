/// The bytes of a picture file, with what is needed to talk about it.
struct EncodedPicture {
    /// The whole file.
    let bytes: [UInt8]
    /// What to call it in error messages.
    let origin: String
    /// The most pixels allowed.
    let limit: Int

    /// Refuses sizes of zero and sizes over the limit.
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
    let bytes: [UInt8]
    /// Whether every pixel has an alpha byte.
    let hasAlpha: Bool

    /// Lays the picture over a colour.
    ///
    /// Each byte is `(colour * alpha + background * (255 - alpha)) / 255`, rounded to nearest.
    ///
    /// - Returns: The opaque picture, and whether any pixel was not opaque before.
    func flattened(over background: Color) -> (picture: Picture, hadTransparency: Bool) {
        guard hasAlpha else {
            return (Picture(width: width, height: height, pixels: bytes), false)
        }
        var hadTransparency = false
        let count = width * height
        let pixels = [UInt8](unsafeUninitializedCapacity: count * 3) { output, initialized in
            bytes.withUnsafeBufferPointer { input in
                for pixel in 0..<count {
                    let alpha = UInt32(input[pixel * 4 + 3])
                    hadTransparency = hadTransparency || alpha != 255
                    let red = blend(input[pixel * 4], background.red, alpha)
                    let green = blend(input[pixel * 4 + 1], background.green, alpha)
                    let blue = blend(input[pixel * 4 + 2], background.blue, alpha)
                    output[pixel * 3] = red
                    output[pixel * 3 + 1] = green
                    output[pixel * 3 + 2] = blue
                }
            }
            initialized = count * 3
        }
        return (Picture(width: width, height: height, pixels: pixels), hadTransparency)
    }

    private func blend(_ front: UInt8, _ back: UInt8, _ alpha: UInt32) -> UInt8 {
        let sum = UInt32(front) * alpha + UInt32(back) * (255 - alpha) + 128
        return UInt8(truncatingIfNeeded: ((sum >> 8) + sum) >> 8)
    }
}
