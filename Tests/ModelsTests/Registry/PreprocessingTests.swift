import Foundation
import Images
import Models
import Testing

@Suite("Preprocessing")
struct PreprocessingTests {
    /// A picture with values that jump about: (7x + 13y + 50c + ⌊xy/40⌋) mod 256.
    private static func picture(_ width: Int, _ height: Int) -> Picture {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                for c in 0..<3 {
                    pixels.append(UInt8((x * 7 + y * 13 + c * 50 + x * y / 40) % 256))
                }
            }
        }
        return Picture(width: width, height: height, pixels: pixels)
    }

    struct Expectation: Sendable {
        let width: Int
        let height: Int
        /// The colours at (0, 0), at column 17 of row 100, and at (223, 223).
        let colors: [[UInt8]]
        let sum: Int
    }

    /// Pillow 13.0's bilinear `resize` and `crop` with torchvision's sizes and offsets.
    @Test(
        "the square is torchvision's to the last bit",
        arguments: [
            Expectation(
                width: 451,
                height: 300,
                colors: [[178, 228, 22], [138, 188, 233], [180, 225, 25]],
                sum: 19_184_985
            ),
            Expectation(
                width: 300,
                height: 500,
                colors: [[193, 242, 37], [219, 33, 83], [100, 150, 200]],
                sum: 19_195_026
            ),
            Expectation(
                width: 256,
                height: 256,
                colors: [[70, 120, 170], [42, 92, 142], [64, 114, 164]],
                sum: 19_193_599
            ),
            Expectation(
                width: 257,
                height: 301,
                colors: [[113, 163, 213], [104, 154, 204], [19, 65, 115]],
                sum: 19_194_089
            ),
            Expectation(
                width: 33,
                height: 20,
                colors: [[61, 111, 161], [173, 223, 17], [165, 215, 9]],
                sum: 18_921_440
            ),
        ]
    )
    func square(expected: Expectation) {
        let picture = Self.picture(expected.width, expected.height)
        let prepared = Preprocessing.torchvision.prepare(picture)
        #expect(prepared.picture.width == 224 && prepared.picture.height == 224)
        let places = [(0, 0), (17, 100), (223, 223)]
        let colors = places.map { x, y in
            let start = (y * 224 + x) * 3
            return Array(prepared.picture.pixels[start..<start + 3])
        }
        #expect(colors == expected.colors)
        #expect(prepared.picture.pixels.reduce(0) { $0 + Int($1) } == expected.sum)
    }

    @Test("torchvision's values: red first, mean and deviation")
    func torchvisionValues() {
        let color = Picture(width: 1, height: 1, pixels: [255, 0, 51])
        let values = Preprocessing.torchvision.normalized(color).elements
        #expect(abs(values[0] - 2.248_909) < 1e-5)
        #expect(abs(values[1] + 2.035_714) < 1e-5)
        #expect(abs(values[2] + 0.915_556) < 1e-5)
    }

    @Test("Caffe's values: blue first, 0 to 255 less the mean colour")
    func caffeValues() {
        let color = Picture(width: 1, height: 1, pixels: [255, 0, 51])
        let values = Preprocessing.caffe.normalized(color).elements
        #expect(abs(values[0] - (51 - 103.939)) < 1e-4)
        #expect(abs(values[1] + 116.779) < 1e-4)
        #expect(abs(values[2] - (255 - 123.68)) < 1e-4)
    }

    @Test("the view tells which part of the photo the network sees")
    func view() {
        let view = Preprocessing.torchvision.prepare(Self.picture(512, 256)).view
        #expect(view == FrameBox(x: 144 / 512, y: 16 / 256, width: 224 / 512, height: 224 / 256))
    }

    @Test("of a strip only the middle is resized")
    func strip() {
        let prepared = Preprocessing.torchvision.prepare(Self.picture(20_001, 2))
        #expect(prepared.picture.width == 224)
        #expect(abs(prepared.view.x + prepared.view.width / 2 - 0.5) < 1e-3)
        #expect(abs(prepared.view.width - 0.875 * 2 / 20_001) < 1e-6)
    }

    /// Pillow 11.3's bilinear `resize` to a square, whatever the picture's shape.
    @Test(
        "a stretched photo is all there",
        arguments: [
            (
                Expectation(
                    width: 451,
                    height: 300,
                    colors: [[9, 59, 109], [31, 72, 122], [143, 193, 167]],
                    sum: 19_188_054
                ), 224
            ),
            (
                Expectation(
                    width: 20,
                    height: 33,
                    colors: [[0, 50, 100], [233, 27, 77], [52, 102, 152]],
                    sum: 3_622_649
                ), 96
            ),
        ]
    )
    func stretched(expected: Expectation, side: Int) {
        let preprocessing = Preprocessing(
            stretchedToSide: side,
            channelOrder: .rgb,
            scale: 1,
            mean: [0, 0, 0],
            deviation: [1, 1, 1]
        )
        let picture = Self.picture(expected.width, expected.height)
        let prepared = preprocessing.prepare(picture)
        #expect(prepared.view == .whole)
        #expect(prepared.tensor.shape == [1, 3, side, side])
        let places = [(0, 0), (17, side / 2), (side - 1, side - 1)]
        let colors = places.map { x, y in
            let start = (y * side + x) * 3
            return Array(prepared.picture.pixels[start..<start + 3])
        }
        #expect(colors == expected.colors)
        #expect(prepared.picture.pixels.reduce(0) { $0 + Int($1) } == expected.sum)
        #expect(prepared.tensor[0, 2, side / 2, 17] == Float(expected.colors[1][2]))
        #expect(preprocessing.summary.hasPrefix("stretched to \(side)x\(side), RGB 0 to 255"))
    }

    @Test("what was encoded before photos could be stretched keeps its bytes")
    func encoding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(Preprocessing.caffe)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"channelOrder":"bgr","cropSide":224,"deviation":[1,1,1],"#
                + #""mean":[103.939,116.779,123.68],"resizeShortSide":256,"scale":1}"#
        )
        let stretching = Preprocessing(
            stretchedToSide: 64,
            channelOrder: .rgb,
            scale: 1,
            mean: [0, 0, 0],
            deviation: [1, 1, 1]
        )
        for value in [Preprocessing.caffe, stretching] {
            let copy = try JSONDecoder().decode(Preprocessing.self, from: encoder.encode(value))
            #expect(copy == value && copy.stretchesPhoto == value.stretchesPhoto)
        }
    }

    @Test("a line says what is done")
    func summary() {
        #expect(
            Preprocessing.caffe.summary
                == "shorter side 256, centre 224x224, BGR 0 to 255, less (103.939, 116.779, 123.68)"
        )
        #expect(Preprocessing.torchvision.summary.contains("RGB 0 to 1, less (0.485"))
    }
}
