import Foundation
import Images
import Testing

@Suite("Encoding")
struct EncodingTests {
    @Test("what is written is read back")
    func roundTrip() throws {
        let picture = try PictureFile.read(Fixture("decoding/444.jpg").url).picture
        let data = try picture.pngData()
        let again = try PictureFile.read(bytes: [UInt8](data), origin: "memory")
        #expect(again.picture == picture)
        #expect(again.format == .png)
        #expect(try picture.pngData() == data)
    }

    @Test("grey and transparent pictures are written too")
    func layouts() throws {
        let grey = try PNGEncoding.encode([0, 99, 255, 7], width: 2, height: 2, layout: .grey)
        let greyAgain = try PictureFile.read(bytes: [UInt8](grey), origin: "grey")
        #expect(greyAgain.picture.pixels == [0, 0, 0, 99, 99, 99, 255, 255, 255, 7, 7, 7])
        let clear = try PNGEncoding.encode(
            [10, 20, 30, 255, 10, 20, 30, 0],
            width: 2,
            height: 1,
            layout: .rgba
        )
        let clearAgain = try PictureFile.read(bytes: [UInt8](clear), origin: "clear")
        #expect(clearAgain.picture.pixels == [10, 20, 30, 255, 255, 255])
        #expect(clearAgain.hadTransparency)
    }

    @Test("noise, which does not compress, fits")
    func noise() throws {
        var random = SeededGenerator(seed: 1)
        let pixels = (0..<100 * 90 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
        let picture = Picture(width: 100, height: 90, pixels: pixels)
        let again = try PictureFile.read(bytes: [UInt8](picture.pngData()), origin: "noise")
        #expect(again.picture == picture)
    }

    @Test("no metadata of the photo gets into the file")
    func metadata() throws {
        let photo = try PictureFile.read(Fixture("decoding/orientation-6.jpg").url)
        #expect(photo.orientation == 6)
        let bytes = [UInt8](try photo.picture.pngData())
        var chunks = [String]()
        var offset = 8
        while offset + 8 <= bytes.count {
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            chunks.append(String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self))
            offset += 12 + length
        }
        // Pixels and what their numbers mean (sRGB), nothing about where they come from.
        let allowed: Set = ["IHDR", "sRGB", "gAMA", "cHRM", "IDAT", "IEND"]
        #expect(Set(chunks).isSubset(of: allowed), "\(chunks)")
    }

    @Test("files appear whole, replace old ones and leave nothing beside them")
    func writing() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("out.png")
            try Data([1, 2, 3]).write(to: url)
            let picture = Picture(width: 2, height: 3, filledWith: .white)
            try picture.writePNG(to: url)
            #expect(try PictureFile.read(url).picture == picture)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.png"])
            let nowhere = folder.appendingPathComponent("no/such/out.png")
            let error = #expect(throws: ImagesError.self) { try picture.writePNG(to: nowhere) }
            #expect(error?.hint == "make its folder first")
        }
    }
}
