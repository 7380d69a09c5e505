import Explanations
import Foundation
import Galleries
import Images
import SheetFixtures
import Tensors
import Testing

@Suite struct WebPicturesTests {
    private let explanation = WebSamples.explanation(0, ExplanationFixture())
    private let folder: URL

    init() throws {
        folder = try WebSamples.folder()
        try AssetFixture.write(for: explanation, to: folder)
    }

    private func decoded(_ file: WebPictures.File) throws -> Picture {
        try PictureFile.read(bytes: [UInt8](file.data), origin: "test").picture
    }

    /// The mean difference of two pictures' bytes.
    private func difference(_ one: Picture, _ other: Picture) -> Double {
        let sum = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(one.pixels.count)
    }

    @Test func overlayIsTheGallerysDuotone() throws {
        let maker = WebPictures(folder)
        let ground = try maker.ground(explanation.input)
        let overlay = try maker.overlay(explanation.attribution.heatmap, over: ground)
        let heatmap = AssetFixture.blobs(side: 224, seed: 99, sign: 1)
        let expected = try Duotone.gallery.overlay(ground.picture, heatmap: heatmap)
        let shown = try decoded(overlay.file)
        #expect(shown.width == expected.width && shown.height == expected.height)
        #expect(difference(shown, expected) < 3)
        // Another style is further off than JPEG's losses.
        #expect(try difference(shown, Duotone.sheet.overlay(ground.picture, heatmap: heatmap)) > 3)
        #expect(difference(shown, ground.picture) > 10)
    }

    @Test func viewIsThePartThatTheModelSaw() throws {
        let photo = AssetFixture.gradient(width: 451, height: 300)
        let view = explanation.input.view
        let ground = try WebPictures(folder).ground(explanation.input)
        #expect(ground.picture.width == WebPictures.shortestView)
        // The picture's middle is the view's middle.
        let (x, y) = (
            Int((view.x + view.width / 2) * 451), Int((view.y + view.height / 2) * 300)
        )
        let (width, height) = (ground.picture.width, ground.picture.height)
        for channel in 0..<3 {
            let source = Int(photo.pixels[(y * 451 + x) * 3 + channel])
            let shown = Int(
                ground.picture.pixels[(height / 2 * width + width / 2) * 3 + channel]
            )
            #expect(abs(source - shown) < 6)
        }
    }

    @Test(arguments: [EvidenceSign.positive, .negative])
    func pathsFollowTheOutlines(_ sign: EvidenceSign) throws {
        let map = AssetFixture.blobs(side: 224, seed: 3, sign: sign == .positive ? 1 : -1)
        try SafetensorsWriter.write(
            [("heatmap", map)],
            to: folder.appendingPathComponent("assets/own.safetensors")
        )
        let maker = WebPictures(folder)
        let outlines = try maker.overlay(
            "assets/own.safetensors",
            sign: sign,
            over: maker.ground(explanation.input)
        ).outlines
        let outline = try #require(outlines.first)
        #expect(outlines.count == 1 && outline.sign == sign)
        let expected = try HeatmapOutline(of: map, sign: sign).pieces
        let lines = outline.path.split(separator: "z")
        #expect(lines.count == expected.count)
        for (line, piece) in zip(lines, expected) {
            // Numbers stand apart by a space or by the second one's sign; each pair is a way from the last place.
            let numbers = line.matches(of: /-?[0-9]+/).compactMap { Double($0.0) }
            var (x, y) = (0.0, 0.0)
            var places: [(x: Double, y: Double)] = []
            for index in stride(from: 0, to: numbers.count - 1, by: 2) {
                (x, y) = (x + numbers[index], y + numbers[index + 1])
                places.append((x / 2000, y / 2000))
            }
            #expect(numbers.count.isMultiple(of: 2) && places.count <= piece.points.count)
            #expect(places.count > piece.points.count / 2)
            // Every point of the outline is one of the path's places, half a step off at most.
            for point in piece.points {
                #expect(
                    places.contains {
                        abs($0.x - min(max(point.x, 0), 1)) < 2.6e-4
                            && abs($0.y - min(max(point.y, 0), 1)) < 2.6e-4
                    }
                )
            }
        }
        // A concept has no outline of the other sign.
        let other: EvidenceSign = sign == .positive ? .negative : .positive
        #expect(
            try maker.overlay(
                "assets/own.safetensors",
                sign: other,
                over: maker.ground(explanation.input)
            ).outlines.isEmpty
        )
    }

    @Test func tilesArePaleWhereTheConceptDidNotAct() throws {
        let reference = try #require(explanation.concepts.first?.references.first)
        let maker = WebPictures(folder)
        let tile = try decoded(maker.tile(reference, side: 120))
        let crop = AssetFixture.gradient(width: 120, height: 120)
        let map = AssetFixture.blobs(side: 112, seed: 0, sign: 1)
        let peak = try #require(map.elements.indices.max { map.elements[$0] < map.elements[$1] })
        func spread(_ picture: Picture, _ x: Int, _ y: Int) -> Int {
            let start = (y * 120 + x) * 3
            let parts = picture.pixels[start..<start + 3]
            return Int(parts.max() ?? 0) - Int(parts.min() ?? 0)
        }
        let (x, y) = (peak % 112 * 120 / 112, peak / 112 * 120 / 112)
        // Its colour is kept where it acted, and gone in the corner.
        #expect(abs(spread(tile, x, y) - spread(crop, x, y)) < 24)
        #expect(spread(crop, 2, 117) > 60)
        #expect(spread(tile, 2, 117) < 30)
    }

    @Test func aViewOutsideOfThePhotoIsRefused() throws {
        var input = explanation.input
        input.view = Box(x: 0.7, y: 0, width: 0.5, height: 0.5)
        let error = #expect(throws: GalleriesError.self) {
            _ = try WebPictures(folder).ground(input)
        }
        #expect(error?.message.contains("assets/photo.png") == true)
    }

    @Test(arguments: ["../secret.png", "/etc/passwd", ""])
    func assetsElsewhereAreRefused(_ path: String) throws {
        var input = explanation.input
        input.photo = path
        let error = #expect(throws: GalleriesError.self) {
            _ = try WebPictures(folder).photo(input)
        }
        #expect(error?.message.contains("not below") == true)
    }
}
