import Foundation
import Images
import Testing

@Suite struct PNGRowsTests {
    /// Words as Cairo keeps them, with noise in the byte that does not count.
    private func words(_ picture: Picture) -> [UInt32] {
        stride(from: 0, to: picture.pixels.count, by: 3).map { start in
            let parts = picture.pixels[start..<start + 3].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return parts | UInt32(start % 251) << 24
        }
    }

    private func picture(_ width: Int, _ height: Int) -> Picture {
        var state: UInt32 = 7
        let pixels = (0..<width * height * 3).map { place -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return place % 5 == 0 ? UInt8(state >> 24) : UInt8(place / 3 % 256)
        }
        return Picture(width: width, height: height, pixels: pixels)
    }

    private func file(_ picture: Picture, rows: Int, dotsPerInch: Double = 96) throws -> Data {
        let file = try PNGRows(
            width: picture.width,
            height: picture.height,
            dotsPerInch: dotsPerInch
        )
        try words(picture).withUnsafeBytes { bytes in
            let stride = picture.width * 4
            for top in Swift.stride(from: 0, to: picture.height, by: rows) {
                let count = min(rows, picture.height - top)
                let part = UnsafeRawBufferPointer(rebasing: bytes[(top * stride)...])
                try file.append(part, stride: stride, count: count)
            }
        }
        return try file.finish()
    }

    @Test("What is written is read again, pixel by pixel", arguments: [1, 3, 64])
    func roundTrip(rows: Int) throws {
        let picture = picture(37, 64)
        let data = try file(picture, rows: rows)
        #expect(try PictureFile.read(bytes: Array(data), origin: "rows").picture == picture)
        #expect(try data == file(picture, rows: 64))
    }

    @Test("The file says how fine it is, in pixels per metre")
    func density() throws {
        let data = try file(picture(2, 2), rows: 2, dotsPerInch: 254)
        let chunk = try #require(data.range(of: Data("pHYs".utf8)))
        #expect(Array(data[chunk.upperBound...].prefix(9)) == [0, 0, 39, 16, 0, 0, 39, 16, 1])
    }

    @Test("A picture larger than PNG knows is an error")
    func tooLarge() {
        #expect(throws: ImagesError.self) {
            try PNGRows(width: 1 << 31, height: 1, dotsPerInch: 72)
        }
    }
}
