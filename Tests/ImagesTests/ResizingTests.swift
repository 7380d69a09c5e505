import Images
import Tensors
import Testing

@Suite("Resizing")
struct ResizingTests {
    struct Case: Decodable, CustomTestStringConvertible {
        let source: String
        let sourceWidth: Int
        let sourceHeight: Int
        let width: Int
        let height: Int
        let filter: String
        let box: [Double]?
        let result: String
        var testDescription: String {
            "\(source) to \(width) x \(height), \(filter), \(box.map { "\($0)" } ?? "whole")"
        }
    }

    struct MapCase: Decodable {
        let width: Int
        let height: Int
        let filter: String
        let result: String
    }

    static let cases = (try? Fixture("resizing/pictures.json").json([Case].self)) ?? []

    @Test("pictures come out as Pillow's, bit for bit", arguments: cases)
    func agreesWithPillow(_ item: Case) throws {
        let source = try Fixture("resizing/source-\(item.source).rgb")
            .picture(item.sourceWidth, item.sourceHeight)
        let filter = try #require(ResamplingFilter(rawValue: item.filter))
        let result: Picture
        if let box = item.box {
            result = source.resized(
                from: PixelBox(left: box[0], top: box[1], right: box[2], bottom: box[3]),
                width: item.width,
                height: item.height,
                filter: filter
            )
        } else {
            result = source.resized(width: item.width, height: item.height, filter: filter)
        }
        let wanted = try Fixture("resizing/\(item.result)").picture(item.width, item.height)
        let found = difference(result.pixels, wanted.pixels)
        #expect(found.count == 0, "\(found.count) bytes differ, by up to \(found.largest)")
    }

    @Test("all fixtures are there")
    func fixturesAreThere() {
        #expect(Self.cases.count == 66)
    }

    @Test("maps come out as Pillow's mode F")
    func maps() throws {
        let source = try Fixture("resizing/map.f32").tensor(28, 33)
        let cases = try Fixture("resizing/maps.json").json([MapCase].self)
        #expect(cases.count == 12)
        for item in cases {
            let filter = try #require(ResamplingFilter(rawValue: item.filter))
            let result = source.resized(width: item.width, height: item.height, filter: filter)
            let wanted = try Fixture("resizing/\(item.result)").tensor(item.height, item.width)
            #expect(result.shape == wanted.shape)
            // Values are of the order 1e-3; sums may round once more or less.
            #expect(difference(result.elements, wanted.elements) <= 1e-9)
        }
    }

    @Test("a picture of one colour keeps it", arguments: ResamplingFilter.allCases)
    func constant(_ filter: ResamplingFilter) {
        let color = Color(rgb: 0x0381FE)
        let result = Picture(width: 31, height: 17, filledWith: color)
            .resized(width: 50, height: 5, filter: filter)
        #expect(result == Picture(width: 50, height: 5, filledWith: color))
    }

    @Test("fractions of the picture are the same box as pixels")
    func fractions() throws {
        let source = try Fixture("resizing/source-wide.rgb").picture(97, 61)
        let fractions = FrameBox(x: 0.25, y: 0.5, width: 0.5, height: 0.5)
        let pixels = PixelBox(left: 24.25, top: 30.5, right: 72.75, bottom: 61)
        #expect(
            source.resized(from: fractions, width: 20, height: 20)
                == source.resized(from: pixels, width: 20, height: 20)
        )
    }

    @Test("crops are cut at whole pixels")
    func cropping() throws {
        let source = try Fixture("resizing/source-wide.rgb").picture(97, 61)
        let part = source.cropped(x: 10, y: 20, width: 3, height: 2)
        for (x, y) in [(0, 0), (2, 0), (0, 1), (2, 1)] {
            #expect(part[x, y] == source[10 + x, 20 + y])
        }
        let map = Tensor(shape: [3, 4], elements: (0..<12).map(Float.init))
        #expect(
            map.cropped(x: 1, y: 1, width: 2, height: 2)
                == Tensor(shape: [2, 2], elements: [5, 6, 9, 10])
        )
    }
}
