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
        var pixels = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            done = source.bytes.withUnsafeBufferPointer { bytes in
                llexicorp_jpeg_read(bytes.baseAddress, bytes.count, output.baseAddress, size, &info)
            }
            count = done == 1 ? size : 0
        }
        guard done == 1 else {
            throw source.damaged(.jpeg, String(cMessage: info.message))
        }
        if components == 4 { makeRGB(ofInvertedCMYK: &pixels) }
        return RawPicture(width: width, height: height, bytes: pixels, hasAlpha: false)
    }

    /// Turns printing inks to RGB as Pillow does, in place.
    ///
    /// JPEG files store inks inverted (Adobe's convention, taken for granted here as in Pillow):
    /// 255 is no ink. With `k` the inverted black, each channel is
    /// `k - ink * k / 255`, the quotient rounded to nearest.
    private static func makeRGB(ofInvertedCMYK values: inout [UInt8]) {
        let count = values.count / 4
        values.withUnsafeMutableBufferPointer { values in
            // A pixel is written at or before the place it is read from.
            for pixel in 0..<count {
                let black = UInt32(values[pixel * 4 + 3])
                for channel in 0..<3 {
                    let ink = 255 - UInt32(values[pixel * 4 + channel])
                    let product = ink * black + 128
                    let light = black - ((product >> 8) + product) >> 8
                    values[pixel * 3 + channel] = UInt8(truncatingIfNeeded: light)
                }
            }
        }
        values.removeLast(count)
    }

}
