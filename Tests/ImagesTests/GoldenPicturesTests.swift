import Foundation
import Images
import Tensors
import Testing

/// The case `vis` of the golden vectors: everything that zennit and zennit-crp draw.
///
/// In a bare clone the committed part of it is tested elsewhere; this reads whatever folder there
/// is.
@Suite("Golden pictures", .enabled(if: GoldenPictures.folder != nil))
struct GoldenPicturesTests {
    let file: SafetensorsFile
    let scales: [String: String]

    init() throws {
        let folder = try #require(GoldenPictures.folder)
        file = try SafetensorsFile(contentsOf: folder.appending(path: "vis.safetensors"))
        let manifest = try Data(contentsOf: folder.appending(path: "manifest.json"))
        scales = try JSONDecoder().decode(GoldenPictures.Manifest.self, from: manifest).cmaps
    }

    @Test("palettes are equal to the byte")
    func palettes() throws {
        var count = 0
        for name in file.names where name.hasPrefix("palette.") {
            let parts = name.split(separator: ".", maxSplits: 2).map(String.init)
            guard let scale = scales[parts[1]] else { continue }
            let level = parts.count > 2 ? try #require(Double(parts[2])) : 1
            let found = try ColorMap(parsing: scale).palette(level: level)
                .flatMap { [$0.red, $0.green, $0.blue] }
            let wanted = try file.tensor(named: name).elements.map { UInt8($0) }
            #expect(found == wanted, "\(name)")
            if ColorMap.named[parts[1]] != nil { #expect(ColorMap.named[parts[1]] == scale) }
            count += 1
        }
        #expect(count >= scales.count)
    }

    @Test("blurs, normalised maps and crop ranges")
    func crops() throws {
        let heat = try file.tensor(named: "heat")
        for index in 0..<heat.shape[0] {
            let blurred = GaussianBlur()(heat.slice(index))
            #expect(distance(blurred, try file.tensor(named: "blur19.\(index)")) < 1e-6)
            let normalized = blurred.maxNormalized
            #expect(distance(normalized, try file.tensor(named: "maxnorm.\(index)")) < 1e-6)
            let range = CropRange(of: heat.slice(index))
            let wanted = try file.tensor(named: "crop.\(index)").elements.map { Int($0) }
            // An end of -1 leaves out the last.
            let (height, width) = (heat.shape[1], heat.shape[2])
            let ends = [
                wanted[0], wanted[1] < 0 ? height + wanted[1] : wanted[1],
                wanted[2], wanted[3] < 0 ? width + wanted[3] : wanted[3],
            ]
            let found = [
                range.rows.lowerBound, range.rows.upperBound, range.columns.lowerBound,
                range.columns.upperBound,
            ]
            #expect(found == ends, "\(index)")
        }
    }

    @Test("heatmaps and pictures as imgify draws them")
    func pictures() throws {
        for (name, map) in [("heat0", "heat"), ("signed0", "signed")] {
            let values = try file.tensor(named: map).slice(0)
            for isSymmetric in [false, true] {
                let picture = try ColorMap.blueWhiteRed.picture(
                    of: values,
                    isSymmetric: isSymmetric
                )
                let key = "imgify.\(name).\(isSymmetric ? "sym" : "asym").rgb"
                // One entry of the palette is up to two bytes' worth.
                try expectNear(picture, key, largest: 2)
            }
        }
        let image = try file.tensor(named: "img").slice(0)
        try expectNear(try Picture(stretching: image), "imgify.rgb0", largest: 1)
    }

    @Test("dimmed pictures, whole and cropped")
    func opaque() throws {
        let heat = try file.tensor(named: "heat")
        let images = try file.tensor(named: "img")
        for index in 0..<heat.shape[0] {
            let (image, map) = (images.slice(index), heat.slice(index))
            try expectNear(OpaquePicture()(image, map), "opaque.full.\(index)", largest: 1)
            let cropped = try OpaquePicture(cropThreshold: 0.1)(image, map)
            try expectNear(cropped, "opaque.rf.\(index)", largest: 1)
            let range = CropRange(of: map)
            #expect(cropped.width == range.columns.count && cropped.height == range.rows.count)
        }
    }

    // MARK: Comparing

    private func expectNear(_ picture: Picture, _ name: String, largest: Int) throws {
        let wanted = try file.tensor(named: name)
        #expect(wanted.shape == [picture.height, picture.width, 3], "\(name)")
        let found = difference(picture.pixels, wanted.elements.map { UInt8($0) })
        #expect(found.largest <= largest && found.count <= wanted.count / 500, "\(name) \(found)")
    }

    private func distance(_ actual: Tensor, _ expected: Tensor) -> Double {
        guard actual.shape == expected.shape else { return .infinity }
        let pairs = zip(actual.elements, expected.elements)
        let squares = pairs.reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
        return (squares / expected.elements.reduce(0.0) { $0 + pow(Double($1), 2) }).squareRoot()
    }
}

/// Where the golden pictures are.
enum GoldenPictures {
    struct Manifest: Decodable {
        let cmaps: [String: String]
    }

    /// The case's folder beside the repository, or in the set that `LLEXICORP_GOLDEN` names.
    static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["LLEXICORP_GOLDEN"]
        let beside = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../shared/golden").standardizedFileURL
        let folder = (environment.map { URL(filePath: $0) } ?? beside).appending(path: "vis")
        let isThere = FileManager.default.fileExists(
            atPath: folder.appending(path: "manifest.json").path
        )
        return isThere ? folder : nil
    }()
}

@Suite("Dimmed pictures")
struct OpaquePictureTests {
    /// A hot spot of one value in the middle, on a picture of ones but for a corner.
    private let map = Tensor(
        shape: [21, 21],
        elements: (0..<441).map { $0 == 220 ? 1 : 0 }
    )
    private let image = Tensor(
        shape: [3, 21, 21],
        elements: (0..<1323).map { $0 % 441 == 0 ? 0 : 1 }
    )

    @Test("the spot keeps its value, the rest is dimmed, the crop is what the spot spreads over")
    func spot() throws {
        let whole = try OpaquePicture(dimming: 0.5)(image, map)
        #expect(whole.pixels[220 * 3] == 255)
        #expect(whole.pixels[20 * 3] == 127)
        #expect(whole.pixels[0] == 0)
        let cropped = try OpaquePicture(cropThreshold: 0.1)(image, map)
        let range = CropRange(of: map)
        #expect(cropped.width == range.columns.count && cropped.height == range.rows.count)
        #expect(cropped.width < 21)
    }

    @Test("a crop that would show nothing is left out")
    func nothing() throws {
        let black = Tensor(shape: [3, 21, 21], elements: [Float](repeating: 0, count: 1323))
        let picture = try OpaquePicture(cropThreshold: 0.1)(black, map)
        #expect(picture.width == 21 && picture.pixels.allSatisfy { $0 == 0 })
        let unreached = try OpaquePicture(threshold: 2, cropThreshold: 0.1)(image, map)
        #expect(unreached.width == 21)
    }

    @Test("shapes that do not fit and values that are none are refused")
    func refused() {
        let small = Tensor(shape: [3, 2, 2], elements: [Float](repeating: 1, count: 12))
        #expect(throws: ImagesError.self) { try OpaquePicture()(small, map) }
        #expect(throws: ImagesError.self) { try Picture(stretching: map) }
        var broken = small.elements
        broken[3] = .nan
        #expect(throws: ImagesError.self) {
            try Picture(stretching: Tensor(shape: [3, 2, 2], elements: broken))
        }
    }
}
