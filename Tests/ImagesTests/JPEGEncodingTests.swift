import Foundation
import Images
import Testing

@Suite("JPEG files")
struct JPEGEncodingTests {
    /// Colours that change slowly, with one hard edge between saturated ones.
    private let picture = Picture(width: 61, height: 40, pixels: Self.pixels())

    private static func pixels() -> [UInt8] {
        var pixels: [UInt8] = []
        for y in 0..<40 {
            for x in 0..<61 {
                switch x {
                case ..<30: pixels += [UInt8(2 * x + y), UInt8(3 * y), 60]
                case ..<45: pixels += [200, 69, 12]
                default: pixels += [27, 95, 174]
                }
            }
        }
        return pixels
    }

    @Test("a picture comes back with its colours, edges between them included")
    func roundTrip() throws {
        let decoded = try PictureFile.read(bytes: [UInt8](picture.jpegData()), origin: "made.jpg")
            .picture
        try #require(decoded.width == 61 && decoded.height == 40)
        let differences = zip(decoded.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }
        // Half resolution of colour would be off by some 80 at the edge.
        #expect(differences.max() ?? 255 <= 28)
        #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 2)
    }

    @Test("the same picture gives the same bytes, a lower quality fewer")
    func bytes() throws {
        let data = try picture.jpegData()
        #expect(try picture.jpegData() == data)
        #expect(try picture.jpegData(quality: 30).count < data.count)
        #expect(data.count < picture.pixels.count / 2)
    }

    @Test("what libjpeg cannot hold is refused")
    func tooWide() throws {
        let wide = Picture(width: 70000, height: 1, filledWith: .white)
        #expect(throws: ImagesError.self) { try wide.jpegData() }
    }
}
