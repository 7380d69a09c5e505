import Foundation
import Images
import Testing

@Suite("Decoding")
struct DecodingTests {
    struct Case: Decodable, CustomTestStringConvertible {
        let file: String
        let width: Int
        let height: Int
        let hadTransparency: Bool
        let orientation: Int
        var testDescription: String { file }
    }

    static let cases = (try? Fixture("decoding/cases.json").json([Case].self)) ?? []

    @Test("every format gives the pixels that Pillow gives", arguments: cases)
    func agreesWithPillow(_ item: Case) throws {
        let photo = try PictureFile.read(Fixture("decoding/\(item.file)").url)
        #expect(photo.picture.width == item.width)
        #expect(photo.picture.height == item.height)
        #expect(photo.hadTransparency == item.hadTransparency)
        #expect(photo.orientation == item.orientation)
        let wanted = try Fixture("decoding/\(item.file).rgb").bytes()
        let found = difference(photo.picture.pixels, wanted)
        #expect(found.count == 0, "\(found.count) bytes differ, by up to \(found.largest)")
    }

    @Test("there are fixtures for all three formats")
    func fixturesAreThere() throws {
        #expect(Self.cases.count > 35)
        for format in PictureFormat.allCases {
            #expect(
                try Self.cases.contains {
                    try PictureFile.read(Fixture("decoding/\($0.file)").url).format == format
                }
            )
        }
    }

    @Test("the background shows through transparent parts")
    func background() throws {
        let url = Fixture("decoding/lossless-alpha.webp").url
        let white = try PictureFile.read(url)
        let black = try PictureFile.read(url, background: Color(rgb: 0))
        #expect(white.picture != black.picture)
        for (light, dark) in zip(white.picture.pixels, black.picture.pixels) {
            #expect(light >= dark)
        }
    }

    @Test("content decides, not the name")
    func wrongExtension() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("photo.jpg")
            try Data(Fixture("decoding/rgb.png").bytes()).write(to: url)
            #expect(try PictureFile.read(url).format == .png)
        }
    }
}
