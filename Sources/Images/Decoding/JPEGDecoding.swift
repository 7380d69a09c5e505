import CJPEG

/// Decodes JPEG files through libjpeg.
enum JPEGDecoding {
    /// Decodes a JPEG file: grey, YCbCr, RGB, CMYK or YCCK, baseline or progressive.
    static func decode(_ source: EncodedPicture) throws(ImagesError) -> RawPicture {
        var info = llexicorp_jpeg_info()
        let header = source.bytes.withUnsafeBufferPointer { bytes in
            llexicorp_jpeg_read(bytes.baseAddress, bytes.count, nil, 0, &info)
        }
        guard header == 1 else {
            throw source.damaged(.jpeg, String(cMessage: info.message))
        }
        let (width, height) = (Int(info.width), Int(info.height))
        let components = Int(info.components)
        try source.check(width: width, height: height)
        let size = width * height * components
        var done: Int32 = 0
        let pixels = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            done = source.bytes.withUnsafeBufferPointer { bytes in
                llexicorp_jpeg_read(bytes.baseAddress, bytes.count, output.baseAddress, size, &info)
            }
            count = done == 1 ? size : 0
        }
        guard done == 1 else {
            throw source.damaged(.jpeg, String(cMessage: info.message))
        }
        return RawPicture(
            width: width,
            height: height,
            bytes: components == 4 ? rgb(fromInvertedCMYK: pixels) : pixels,
            hasAlpha: false
        )
    }

    /// Turns printing inks to RGB as Pillow does.
    ///
    /// JPEG files store inks inverted (Adobe's convention, taken for granted here as in Pillow):
    /// 255 is no ink. With `k` the inverted black, each channel is
    /// `k - ink * k / 255`, the quotient rounded to nearest.
    private static func rgb(fromInvertedCMYK inks: [UInt8]) -> [UInt8] {
        let count = inks.count / 4
        return [UInt8](unsafeUninitializedCapacity: count * 3) { output, initialized in
            inks.withUnsafeBufferPointer { input in
                for pixel in 0..<count {
                    let black = UInt32(input[pixel * 4 + 3])
                    for channel in 0..<3 {
                        let ink = 255 - UInt32(input[pixel * 4 + channel])
                        let product = ink * black + 128
                        let light = black - ((product >> 8) + product) >> 8
                        output[pixel * 3 + channel] = UInt8(truncatingIfNeeded: light)
                    }
                }
            }
            initialized = count * 3
        }
    }
}
