import Foundation
import Images
import Testing

@Suite("Bad picture files")
struct BadFileTests {
    static let files = [
        "grey.jpg", "420.jpg", "progressive.jpg", "ycck.jpg", "orientation-6.jpg", "rgba.png",
        "palette-alpha.png", "interlaced.png", "rgb-16-bit.png", "orientation-6.png",
        "lossy-alpha.webp", "lossless.webp", "orientation-8.webp",
    ]

    @Test("no beginning of a file is taken for the whole", arguments: files)
    func truncated(_ name: String) throws {
        let bytes = try Fixture("decoding/\(name)").bytes()
        for length in 0..<bytes.count {
            let error = #expect(throws: ImagesError.self, "\(length) of \(bytes.count) bytes") {
                try PictureFile.read(bytes: Array(bytes[..<length]), origin: name)
            }
            #expect(error?.description.contains("\n") == false)
        }
    }

    @Test("changed bytes never crash", arguments: files)
    func changed(_ name: String) throws {
        let original = try Fixture("decoding/\(name)").bytes()
        var random = SeededGenerator(seed: 42)
        var refused = 0
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Headers are where the harm is done: half of the changes go there.
                let end = Bool.random(using: &random) ? bytes.count : min(200, bytes.count)
                bytes[Int.random(in: 0..<end, using: &random)] = .random(
                    in: 0...255,
                    using: &random
                )
            }
            do {
                let photo = try PictureFile.read(bytes: bytes, origin: name, limit: 4_000_000)
                #expect(
                    photo.picture.pixels.count == photo.picture.width * photo.picture.height * 3
                )
            } catch {
                refused += 1
                #expect(!error.description.isEmpty)
            }
        }
        #expect(refused > 0)
    }

    @Test("random bytes behind a signature never crash")
    func garbage() throws {
        var random = SeededGenerator(seed: 7)
        for start in try ["420.jpg", "rgb.png", "lossy.webp"].map({
            try Fixture("decoding/\($0)").bytes().prefix(16)
        }) {
            for _ in 0..<200 {
                let rest = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                #expect(throws: ImagesError.self) {
                    try PictureFile.read(bytes: start + rest, origin: "garbage")
                }
            }
        }
    }

    @Test("hostile EXIF blocks count as upright")
    func hostileEXIF() throws {
        let jpeg = try Fixture("decoding/444.jpg").bytes()
        let plain = try PictureFile.read(bytes: jpeg, origin: "plain").picture
        let far: [UInt8] = [0xFF, 0xFF, 0xFF, 0xF0]
        let one: [UInt8] = [0, 1]
        let entry: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1]
        let blocks: [[UInt8]] = [
            [], [0x4D], Array("MM".utf8), Array("MM\0*".utf8),
            Array("MM\0*".utf8) + far,
            Array("MM\0*".utf8) + [0, 0, 0, 8],
            Array("MM\0*".utf8) + [0, 0, 0, 8, 0xFF, 0xFF],
            Array("MM\0*".utf8) + [0, 0, 0, 8] + one + entry,
            Array("MM\0*".utf8) + [0, 0, 0, 8] + one + entry + [0, 9, 0, 0],
            Array("MM\0*".utf8) + [0, 0, 0, 8] + one + entry + [0, 0, 0, 0],
            Array("MM\0*".utf8) + [0, 0, 0, 8] + one + [0x01, 0x12, 0, 2] + far + far,
            Array("II\0*".utf8) + [0, 0, 0, 8] + one + entry + [0, 6, 0, 0],
            [UInt8](repeating: 0xFF, count: 400),
        ]
        for (index, block) in blocks.enumerated() {
            let photo = try PictureFile.read(bytes: with(exif: block, in: jpeg), origin: "hostile")
            #expect(photo.orientation == 1, "block \(index)")
            #expect(photo.picture == plain, "block \(index)")
        }
        // The same block with an honest value works, so the above were read at all.
        let honest = Array("MM\0*".utf8) + [0, 0, 0, 8] + one + entry + [0, 3, 0, 0]
        let photo = try PictureFile.read(bytes: with(exif: honest, in: jpeg), origin: "honest")
        #expect(photo.orientation == 3)
    }

    @Test("too many pixels are refused by the header alone")
    func tooLarge() throws {
        // A header that promises 60 000 x 60 000 pixels, and nothing behind it.
        var jpeg = try Fixture("decoding/grey.jpg").bytes()
        let frame = try #require(
            jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 }
        )
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xEA, 0x60, 0xEA, 0x60])
        let error = #expect(throws: ImagesError.self) {
            try PictureFile.read(bytes: jpeg, origin: "huge.jpg")
        }
        #expect(error?.message.contains("60000 x 60000") == true)
        #expect(error?.message.contains("limit of 100000000") == true)

        for name in ["rgb.png", "420.jpg", "lossy.webp"] {
            let bytes = try Fixture("decoding/\(name)").bytes()
            #expect(throws: ImagesError.self) {
                try PictureFile.read(bytes: bytes, origin: name, limit: 37 * 29 - 1)
            }
            _ = try PictureFile.read(bytes: bytes, origin: name, limit: 37 * 29)
        }
    }

    @Test("a strip without end is refused, though it has few pixels")
    func endlessStrip() throws {
        let longest = try Picture(
            width: 1_000_000,
            height: 1,
            pixels: [UInt8](repeating: 7, count: 3_000_000)
        ).pngData()
        #expect(try PictureFile.read(bytes: Array(longest), origin: "strip").picture.height == 1)
        // The same with a width of one more in its header, whose check sum is at byte 29.
        var longer = Array(longest)
        longer.replaceSubrange(16..<20, with: [0, 0x0F, 0x42, 0x41])
        var sum = UInt32.max
        for byte in longer[12..<29] {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        longer.replaceSubrange(
            29..<33,
            with: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~sum >> $0) }
        )
        let error = try #require(throws: ImagesError.self) {
            try PictureFile.read(bytes: longer, origin: "strip")
        }
        #expect(error.message.contains("1000001 x 1"))
    }

    @Test("other formats are named, with the command that converts them")
    func foreign() throws {
        let text = { (text: String) in Array(text.utf8) }
        let cases: [([UInt8], String, String)] = [
            (text("GIF89a......"), "GIF", "convert"),
            (text("II*\0........"), "TIFF", "convert"),
            (text("MM\0*........"), "TIFF", "convert"),
            (text("BM") + [UInt8](repeating: 0, count: 60), "BMP", "convert"),
            (text("\0\0\0\u{18}ftypheic...."), "HEIC", "heif-convert in.heic out.jpg"),
            (text("\0\0\0\u{18}ftypmif1...."), "HEIC", "heif-convert"),
            (text("\0\0\0\u{18}ftypavif...."), "AVIF", "heif-convert"),
            (text("\0\0\0\u{18}ftypisom...."), "film", "ffmpeg"),
            ([UInt8](repeating: 0, count: 128) + text("DICM"), "DICOM", "dcmj2pnm"),
            (text("%PDF-1.7"), "PDF", "pdftoppm"),
            (text("  <svg xmlns='x'>"), "SVG", "rsvg-convert"),
            (text("\u{FEFF}<?xml version='1.0'?>\n<svg>"), "SVG", "rsvg-convert"),
            (text("8BPS...."), "Photoshop", "convert"),
            ([0xFF, 0x0A, 0, 0], "JPEG XL", "djxl"),
            (text("P6\n3 3 255\n"), "Netpbm", "convert"),
        ]
        for (bytes, name, command) in cases {
            let error = #expect(throws: ImagesError.self) {
                try PictureFile.read(bytes: bytes, origin: "file")
            }
            #expect(error?.message.contains(name) == true, "\(name)")
            #expect(error?.hint?.contains(command) == true, "\(name)")
        }
        let animated = try Fixture("decoding/animated.webp").bytes()
        let error = #expect(throws: ImagesError.self) {
            try PictureFile.read(bytes: animated, origin: "animated.webp")
        }
        #expect(error?.message.contains("animated") == true)
    }

    @Test("what is no picture is told with its first bytes")
    func noPicture() {
        let empty = #expect(throws: ImagesError.self) {
            try PictureFile.read(bytes: [], origin: "a.png")
        }
        #expect(empty?.message == "a.png is empty (0 bytes)")
        for text in ["hello", "<html>", "BMW is a car maker, this is a text", "P", "<?xml?>"] {
            let error = #expect(throws: ImagesError.self) {
                try PictureFile.read(bytes: Array(text.utf8), origin: "a.txt")
            }
            #expect(error?.message.hasPrefix("a.txt is not a PNG, JPEG or WebP") == true)
        }
    }

    @Test("missing files, folders, pipes and locked files are told apart")
    func places() throws {
        try withTemporaryFolder { folder in
            let missing = #expect(throws: ImagesError.self) {
                try PictureFile.read(folder.appendingPathComponent("none.png"))
            }
            #expect(missing?.message.hasSuffix("none.png does not exist") == true)
            let directory = #expect(throws: ImagesError.self) {
                try PictureFile.read(folder)
            }
            #expect(directory?.message.contains("is a folder") == true)
            let pipe = folder.appendingPathComponent("pipe")
            #expect(mkfifo(pipe.path, 0o600) == 0)
            let notRegular = #expect(throws: ImagesError.self) { try PictureFile.read(pipe) }
            #expect(notRegular?.message.contains("not a regular file") == true)
            let web = try #require(URL(string: "https://example.org/a.png"))
            #expect(throws: ImagesError.self) { try PictureFile.read(web) }
            // The superuser may read everything, so there is nothing to see then.
            guard geteuid() != 0 else { return }
            let locked = folder.appendingPathComponent("locked.png")
            try Data([1]).write(to: locked)
            #expect(chmod(locked.path, 0) == 0)
            let refused = #expect(throws: ImagesError.self) { try PictureFile.read(locked) }
            #expect(refused?.message.contains("may not be read") == true)
        }
    }

    /// A JPEG file with an APP1 segment right behind its start.
    private func with(exif block: [UInt8], in jpeg: [UInt8]) -> [UInt8] {
        let content = Array("Exif\0\0".utf8) + block
        let length = content.count + 2
        let head: [UInt8] = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)]
        return jpeg[..<2] + head + content + jpeg[2...]
    }
}
