import Concepts
import Digests
import Explanations
import Foundation
import Images
import Models
import Tensors
import Testing

@Suite("Parts of crops")
struct CropPartsTests {
    @Test("An empty heatmap shows nothing, and that is remembered")
    func nothing() throws {
        #expect(try SeenSquare(heatmap: Tensor(zeros: [40, 40])) == nil)
        let negative = Tensor(shape: [40, 40], elements: [Float](repeating: -1, count: 1600))
        #expect(try SeenSquare(heatmap: negative) == nil)

        let scratch = try ScratchFolder()
        let cache = CropCache(folder: scratch.url)
        #expect(cache.content(of: "abcd") == nil)
        try cache.keepNothing("abcd")
        guard case .nothing = cache.content(of: "abcd") else {
            Issue.record("the empty crop was forgotten")
            return
        }
        try scratch.write(Array("{\"parts\":3}".utf8), to: "ab/abcd.json")
        #expect(cache.content(of: "abcd") == nil)
    }

    @Test("A single bright pixel still has a box")
    func pixel() throws {
        var elements = [Float](repeating: 0, count: 100 * 100)
        elements[20 * 100 + 70] = 1
        let seen = try #require(
            try SeenSquare(heatmap: Tensor(shape: [100, 100], elements: elements))
        )
        #expect(seen.heatmap.shape == [seen.square.side, seen.square.side])
        #expect(seen.cropBox.x < 0.7 && seen.cropBox.x + seen.cropBox.width > 0.71)
        #expect(seen.cropBox.width == seen.cropBox.height && seen.cropBox.width >= 0.39)
        #expect(seen.seenBox.width > 0 && seen.seenBox.x < 0.7 && seen.seenBox.y < 0.2)
    }

    @Test("A photo of a large camera is scaled down to its view, and looks the same in the crop")
    func largePhoto() throws {
        let (width, height) = (2400, 1600)
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for row in 0..<height {
            for column in 0..<width {
                let place = (row * width + column) * 3
                pixels[place] = UInt8(column * 255 / (width - 1))
                pixels[place + 1] = UInt8(row * 255 / (height - 1))
                pixels[place + 2] = UInt8((column / 40 + row / 40) % 2 * 200)
            }
        }
        let picture = Picture(width: width, height: height, pixels: pixels)
        let scratch = try ScratchFolder()
        let file = try scratch.write(try picture.pngData(), to: "photo.png")
        let sample = PhotoSample(
            name: "photo",
            url: file,
            sha256: try SHA256Digest.hex(ofFileAt: file),
            label: nil,
            wordNetID: nil,
            credit: Credit(licence: "CC0-1.0", author: nil, package: nil)
        )
        let loaded = try LoadedReference(sample, for: .torchvision)
        let prepared = Preprocessing.torchvision.prepare(picture)
        #expect(loaded.input == prepared.tensor)

        let square = FrameBox(x: 0.3, y: 0.2, width: 0.5, height: 0.5)
        let crop = loaded.cut(square, longestSide: 256)
        let expected = picture.resized(from: prepared.view.part(square), width: 256, height: 256)
        try #require(crop.width == 256 && crop.height == 256)
        let differences = zip(crop.pixels, expected.pixels).map { abs(Int($0) - Int($1)) }
        let mean = Double(differences.reduce(0, +)) / Double(differences.count)
        // Scaled twice, edges of the chequers are a little softer; colours and places agree.
        #expect(mean < 3, "\(mean)")
        // Smaller squares keep the photo's own pixels.
        let small = loaded.cut(FrameBox(x: 0, y: 0, width: 0.1, height: 0.1), longestSide: 256)
        #expect(small.width == 131)
    }
}
