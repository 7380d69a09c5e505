import CWebP

/// Decodes WebP files through libwebp.
enum WebPDecoding {
    /// Decodes a still WebP file: lossy or lossless, with or without alpha.
    static func decode(_ source: EncodedPicture) throws(ImagesError) -> RawPicture {
        try checkLength(source)
        var config = WebPDecoderConfig()
        guard WebPInitDecoderConfig(&config) != 0 else {
            throw ImagesError("the installed libwebp has another interface than this was built for")
        }
        let header = source.bytes.withUnsafeBufferPointer { bytes in
            WebPGetFeatures(bytes.baseAddress, bytes.count, &config.input)
        }
        guard header == VP8_STATUS_OK else {
            throw source.damaged(.webp, text(header))
        }
        guard config.input.has_animation == 0 else {
            throw ImagesError(
                "\(source.origin) is an animated WebP; only still pictures are explained",
                hint: "take one frame first: webpmux -get frame 1 in.webp -o out.webp"
            )
        }
        let (width, height) = (Int(config.input.width), Int(config.input.height))
        try source.check(width: width, height: height)
        let hasAlpha = config.input.has_alpha != 0
        let components = hasAlpha ? 4 : 3
        let size = width * height * components
        var status = VP8_STATUS_OK
        let pixels = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            config.output.colorspace = hasAlpha ? MODE_RGBA : MODE_RGB
            config.output.is_external_memory = 1
            config.output.u.RGBA.rgba = output.baseAddress
            config.output.u.RGBA.stride = Int32(width * components)
            config.output.u.RGBA.size = size
            status = source.bytes.withUnsafeBufferPointer { bytes in
                WebPDecode(bytes.baseAddress, bytes.count, &config)
            }
            count = status == VP8_STATUS_OK ? size : 0
        }
        guard status == VP8_STATUS_OK else {
            throw source.damaged(.webp, text(status))
        }
        return RawPicture(width: width, height: height, bytes: pixels, hasAlpha: hasAlpha)
    }

    /// Compares the length in the file's own header with the real one.
    private static func checkLength(_ source: EncodedPicture) throws(ImagesError) {
        let bytes = source.bytes
        let stated = (4..<8).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) } + 8
        guard bytes.count >= stated else {
            throw source.damaged(
                .webp,
                "\(bytes.count) of \(stated) bytes are there"
            )
        }
    }

    private static func text(_ status: VP8StatusCode) -> String {
        switch status {
        case VP8_STATUS_OUT_OF_MEMORY: "not enough memory"
        case VP8_STATUS_BITSTREAM_ERROR: "the data make no sense"
        case VP8_STATUS_UNSUPPORTED_FEATURE: "an unsupported feature"
        case VP8_STATUS_NOT_ENOUGH_DATA, VP8_STATUS_SUSPENDED: "the file ends too early"
        default: "decoding failed (status \(status.rawValue))"
        }
    }
}
