/// A well-known file format that is not read here, with the command that converts it.
struct ForeignFormat: Equatable {
    /// What to call it, with an article: "a GIF picture".
    let title: String
    /// The command that makes a readable file of it.
    let conversion: String

    /// The format whose signature the bytes begin with.
    ///
    /// Gives `nil` if the format is not known.
    ///
    /// - Parameter bytes: A whole file.
    init?(signatureOf bytes: [UInt8]) {
        let match =
            Self.byPrefix(bytes) ?? Self.byMediaBrand(bytes) ?? Self.byOffset(bytes)
            ?? Self.byText(bytes)
        guard let match else { return nil }
        self = match
    }

    private init(_ title: String, _ conversion: String) {
        self.title = title
        self.conversion = conversion
    }

    // MARK: Signatures

    private static let prefixes: [([UInt8], ForeignFormat)] = [
        (Array("GIF8".utf8), .init("a GIF picture", "convert 'in.gif[0]' out.png")),
        ([0x49, 0x49, 0x2A, 0x00], tiff),
        ([0x4D, 0x4D, 0x00, 0x2A], tiff),
        ([0x49, 0x49, 0x2B, 0x00], tiff),
        ([0x4D, 0x4D, 0x00, 0x2B], tiff),
        (Array("%PDF-".utf8), .init("a PDF document", "pdftoppm -png -r 150 in.pdf out")),
        ([0xFF, 0x0A], jpegXL),
        ([0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20], jpegXL),
        ([0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20], jpeg2000),
        ([0xFF, 0x4F, 0xFF, 0x51], jpeg2000),
        (Array("8BPS".utf8), .init("a Photoshop file", "convert 'in.psd[0]' out.png")),
        ([0x00, 0x00, 0x01, 0x00], .init("an icon file", "convert 'in.ico[0]' out.png")),
    ]

    private static let tiff = ForeignFormat("a TIFF picture", "convert 'in.tif[0]' out.png")
    private static let jpegXL = ForeignFormat("a JPEG XL picture", "djxl in.jxl out.png")
    private static let jpeg2000 = ForeignFormat(
        "a JPEG 2000 picture",
        "opj_decompress -i in.jp2 -o out.png"
    )

    private static func byPrefix(_ bytes: [UInt8]) -> ForeignFormat? {
        prefixes.first { bytes.starts(with: $0.0) }?.1
    }

    /// HEIF and AVIF are ISO media files: a box named `ftyp`, then a brand.
    private static func byMediaBrand(_ bytes: [UInt8]) -> ForeignFormat? {
        guard bytes.holds("ftyp", at: 4), bytes.count >= 12 else { return nil }
        let brand = String(decoding: bytes[8..<12], as: UTF8.self)
        switch brand {
        case "avif", "avis":
            return .init("an AVIF picture", "heif-convert in.avif out.png")
        case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
            return .init("a HEIC picture", "heif-convert in.heic out.jpg")
        default:
            return .init("a film", "ffmpeg -i in.mp4 -frames:v 1 out.png")
        }
    }

    private static func byOffset(_ bytes: [UInt8]) -> ForeignFormat? {
        if bytes.holds("DICM", at: 128) {
            return .init(
                "a DICOM file",
                "dcmj2pnm --write-png in.dcm out.png (newer DCMTK: dcm2img in.dcm out.png)"
            )
        }
        // "BM" alone could begin a text; the reserved fields behind the size are zero.
        if bytes.holds("BM", at: 0), bytes.count >= 14, bytes[6..<10].allSatisfy({ $0 == 0 }) {
            return .init("a BMP picture", "convert in.bmp out.png")
        }
        let isNetpbm =
            bytes.count >= 3 && bytes[0] == 0x50 && (0x31...0x37).contains(bytes[1])
            && [0x0A, 0x0D, 0x20, 0x09].contains(bytes[2])
        return isNetpbm ? .init("a Netpbm picture", "convert in.ppm out.png") : nil
    }

    private static func byText(_ bytes: [UInt8]) -> ForeignFormat? {
        let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
        let trimmed = start.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let isDrawing =
            trimmed.hasPrefix("<svg")
            || (trimmed.hasPrefix("<?xml") || trimmed.hasPrefix("<!"))
                && trimmed.contains("<svg")
        return isDrawing ? .init("an SVG drawing", "rsvg-convert -o out.png in.svg") : nil
    }
}
