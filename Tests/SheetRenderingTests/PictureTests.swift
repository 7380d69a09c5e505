import Explanations
import Foundation
import Images
import SheetFixtures
import SheetRendering
import Tensors
import Testing

@Suite struct PictureTests {
    @Test("A page is 1240 x 1754 pixels: A4 at 150 dots in an inch")
    func size() throws {
        let folder = try TemporaryFolder()
        let png = try print(ExplanationFixture().explanation(), [.png], in: folder)[0]
        let picture = try PictureFile.read(png).picture
        #expect(picture.width == 1240 && picture.height == 1754)
        #expect(picture[3, 3] == .white)
    }

    @Test("Bars, hatching and the answer's bar have their colours where the layout put them")
    func colours() throws {
        let folder = try TemporaryFolder()
        let png = try print(ExplanationFixture().explanation(), [.png], in: folder)[0]
        let picture = try PictureFile.read(png).picture
        // Counted over the words' column below the head: orange bars, blue hatching.
        var orange = 0
        var blue = 0
        for y in 620..<1540 {
            for x in 90..<580 {
                let colour = picture[x, y]
                if colour == Color(rgb: 0xC8450C) { orange += 1 }
                if colour == Color(rgb: 0x1B5FAE) { blue += 1 }
            }
        }
        // 6.8 + 5.1 + 3.2 % at 50 mm for 1.08 x 6.8 %, 2.2 mm high, at 5.9 pixels a millimetre.
        let expected = (6.8 + 5.1 + 3.2) / (1.08 * 6.8) * 50 * 2.2 * 5.9055 * 5.9055
        #expect(abs(Double(orange) - expected) < 0.12 * expected)
        #expect(blue > 100 && blue < 1200)
    }

    @Test("A missing asset is named, and nothing is written", arguments: [0, 1, 2])
    func missingAsset(which: Int) throws {
        let folder = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        let path = [
            explanation.input.photo, explanation.concepts[1].heatmap,
            explanation.concepts[2].references[5].crop,
        ][which]
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent(path))
        do {
            _ = try print(explanation, [.pdf, .png], in: folder, assets: false)
            Issue.record("printed without \(path)")
        } catch let error as SheetRenderingError {
            #expect(error.description.contains("the asset \(path) is missing"))
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(files == ["assets"])
    }

    @Test("No concepts at all, or one with an empty heatmap, still make a page")
    func nothingToShow() throws {
        let folder = try TemporaryFolder()
        var fixture = ExplanationFixture()
        fixture.concepts = []
        #expect(try print(fixture.explanation(), in: folder).count == 1)
        fixture.concepts = [.init("Eye", 0.02, references: 0)]
        var explanation = fixture.explanation()
        explanation.concepts[0].region = nil
        try AssetFixture.write(for: explanation, to: folder.url)
        try SafetensorsWriter.write(
            [("heatmap", Tensor(zeros: [224, 224]))],
            to: folder.url.appendingPathComponent(explanation.concepts[0].heatmap)
        )
        #expect(try print(explanation, [.pdf, .png], in: folder, assets: false).count == 2)
    }

    @Test(
        "Assets outside of the document's folder are not read",
        arguments: ["../x.png", "/x.png"]
    )
    func escapingAsset(path: String) throws {
        let folder = try TemporaryFolder()
        var explanation = ExplanationFixture().explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        explanation.input.photo = path
        #expect(throws: SheetRenderingError.self) {
            try print(explanation, in: folder, assets: false)
        }
    }

    @Test(
        "A view outside of the photo or without a pixel is an error, not a crash",
        arguments: [
            Box(x: 0.5, y: 0.5, width: 0.9, height: 0.5), Box(x: 0, y: 0, width: 1e-9, height: 1),
            Box(x: 0, y: 0, width: 0, height: 1), Box(x: -1, y: 0, width: 1, height: 1),
        ]
    )
    func badView(view: Box) throws {
        let folder = try TemporaryFolder()
        var explanation = ExplanationFixture().explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        explanation.input.view = view
        #expect(throws: SheetRenderingError.self) {
            try print(explanation, in: folder, assets: false)
        }
    }
}
