import CPNG

/// Decodes PNG files through libpng.
enum PNGDecoding {
    /// Decodes a PNG file of any colour type and depth.
    static func decode(_ source: EncodedPicture) throws(ImagesError) -> RawPicture {
        var info = llexicorp_png_info()
        let header = source.bytes.withUnsafeBufferPointer { bytes in
            llexicorp_png_read(bytes.baseAddress, bytes.count, nil, 0, &info)
        }
        guard header == 1 else {
            throw source.damaged(.png, String(cMessage: info.message))
        }
        let (width, height) = (Int(info.width), Int(info.height))
        try source.check(width: width, height: height)
        let size = width * height * Int(info.components)
        let hasAlpha = info.components == 4
        var done: Int32 = 0
        let pixels = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            done = source.bytes.withUnsafeBufferPointer { bytes in
                llexicorp_png_read(bytes.baseAddress, bytes.count, output.baseAddress, size, &info)
            }
            count = done == 1 ? size : 0
        }
        guard done == 1 else {
            throw source.damaged(.png, String(cMessage: info.message))
        }
        return RawPicture(width: width, height: height, bytes: pixels, hasAlpha: hasAlpha)
    }
}
