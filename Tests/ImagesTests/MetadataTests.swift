import Foundation
import Images
import Testing

/// What a camera writes beside the picture goes, the picture stays.
@Suite struct MetadataTests {
    /// The names of all picture files among the fixtures that can be read.
    static let files: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: Fixture("decoding").url.path
        )
        return (names ?? []).filter { name in
            ["jpg", "png", "webp"].contains { name.hasSuffix(".\($0)") }
                && (names ?? []).contains("\(name).rgb")
        }.sorted()
    }()

    @Test("Every kind of picture looks the same without it", arguments: files)
    func samePicture(file: String) throws {
        let bytes = try Fixture("decoding/\(file)").bytes()
        let cleaned = try PictureFile.withoutMetadata(bytes: bytes, origin: file)
        let before = try PictureFile.read(bytes: bytes, origin: file)
        #expect(try PictureFile.read(bytes: cleaned, origin: file) == before)
        // Nothing is left to take out.
        #expect(try PictureFile.withoutMetadata(bytes: cleaned, origin: file) == cleaned)
    }

    @Test("There are turned pictures of every format among them")
    func turned() throws {
        #expect(Self.files.count > 20)
        for ending in ["jpg", "png", "webp"] {
            let name = try #require(
                Self.files.first { $0.hasPrefix("orientation-") && $0.hasSuffix("6.\(ending)") }
                    ?? Self.files.first {
                        $0.hasPrefix("orientation-8") && $0.hasSuffix(ending)
                    }
            )
            let bytes = try Fixture("decoding/\(name)").bytes()
            let cleaned = try PictureFile.withoutMetadata(bytes: bytes, origin: name)
            #expect(try PictureFile.read(bytes: cleaned, origin: name).orientation != 1)
        }
    }

    // MARK: Planted notes

    private static let secret = Array("GPS 50.0755 N 14.4378 E, Anna Novak".utf8)

    private func picture() -> Picture {
        Picture(width: 24, height: 16, pixels: (0..<24 * 16 * 3).map { UInt8($0 % 251) })
    }

    private func holdsSecret(_ bytes: [UInt8]) -> Bool {
        let secret = Self.secret
        guard bytes.count >= secret.count else { return false }
        return (0...bytes.count - secret.count).contains {
            bytes[$0..<$0 + secret.count].elementsEqual(secret)
        }
    }

    @Test("Application data, comments, thumbnails and trailers of a JPEG go")
    func jpeg() throws {
        var bytes = [UInt8](try picture().jpegData())
        let plain = try PictureFile.withoutMetadata(bytes: bytes, origin: "photo.jpg")
        func segment(_ marker: UInt8, _ head: String) -> [UInt8] {
            let body = Array(head.utf8) + Self.secret
            return [0xFF, marker, 0, UInt8(body.count + 2)] + body
        }
        let planted =
            segment(0xE1, "http://ns.adobe.com/xap/1.0/\0")
            + segment(0xE2, "ICC_PROFILE\0\u{1}\u{1}")
            + segment(0xE2, "MPF\0") + segment(0xED, "Photoshop 3.0\0") + segment(0xFE, "")
            + segment(0xE0, "JFXX\0\u{10}") + segment(0xE4, "")
        bytes.insert(contentsOf: planted, at: 20)
        bytes += Self.secret
        #expect(holdsSecret(bytes))
        let cleaned = try PictureFile.withoutMetadata(bytes: bytes, origin: "photo.jpg")
        #expect(!holdsSecret(cleaned))
        #expect(cleaned == plain)
    }

    @Test("Text, EXIF, profiles, times and trailers of a PNG go; its orientation stays")
    func png() throws {
        let bytes = [UInt8](try picture().pngData())
        let exif: [UInt8] = [
            0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0,
            0, 0, 0, 0,
        ]
        var planted = bytes
        planted.insert(
            contentsOf: pngChunk("tEXt", Array("Comment\0".utf8) + Self.secret)
                + pngChunk("iTXt", Self.secret) + pngChunk("prVt", Self.secret)
                + pngChunk("eXIf", exif + Self.secret),
            at: 33
        )
        planted += Self.secret
        let cleaned = try PictureFile.withoutMetadata(bytes: planted, origin: "photo.png")
        #expect(holdsSecret(planted) && !holdsSecret(cleaned))
        let read = try PictureFile.read(bytes: cleaned, origin: "photo.png")
        #expect(read.orientation == 3)
        #expect(read == (try PictureFile.read(bytes: planted, origin: "photo.png")))
        // One chunk was added: length, name, checksum, and a block of one entry.
        #expect(cleaned.count == bytes.count + 12 + 26)
    }

    @Test("EXIF, XMP, profiles and trailers of a WebP go")
    func webp() throws {
        let plain = try Fixture("decoding/lossy-alpha.webp").bytes()
        var planted = plain
        for name in ["EXIF", "XMP ", "ICCP", "abcd"] {
            let body = Self.secret + (Self.secret.count % 2 == 1 ? [0] : [])
            planted += Array(name.utf8) + [UInt8(Self.secret.count), 0, 0, 0] + body
        }
        let size = planted.count - 8
        for place in 0..<4 { planted[4 + place] = UInt8(truncatingIfNeeded: size >> (8 * place)) }
        // The flags say so.
        planted[20] |= 0x2C
        planted += Self.secret
        let cleaned = try PictureFile.withoutMetadata(bytes: planted, origin: "photo.webp")
        #expect(holdsSecret(planted) && !holdsSecret(cleaned))
        #expect(cleaned[20] & 0x2C == 0)
        let before = try PictureFile.read(bytes: plain, origin: "photo.webp")
        #expect(
            try PictureFile.read(bytes: cleaned, origin: "photo.webp").picture == before.picture
        )
    }

    @Test("What is no picture, or cut off within its head, is refused by name")
    func refused() throws {
        #expect {
            try PictureFile.withoutMetadata(bytes: Array("text".utf8), origin: "note.txt")
        } throws: {
            "\($0)".contains("note.txt")
        }
        let png = [UInt8](try picture().pngData().prefix(60))
        #expect(throws: ImagesError.self) {
            try PictureFile.withoutMetadata(bytes: png, origin: "cut.png")
        }
        let jpeg = [UInt8](try picture().jpegData().prefix(30))
        #expect(throws: ImagesError.self) {
            try PictureFile.withoutMetadata(bytes: jpeg, origin: "cut.jpg")
        }
    }
}

/// A PNG chunk, sound to the last byte.
private func pngChunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    func bytes(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    var sum = ~UInt32(0)
    for byte in body {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return bytes(UInt32(content.count)) + body + bytes(~sum)
}
