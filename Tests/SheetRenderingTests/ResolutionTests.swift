import Foundation
import Images
import SheetFixtures
import SheetRendering
import SheetTemplates
import Tensors
import Testing

@Suite struct ResolutionTests {
    private func picture(_ dotsPerInch: Int) throws -> (file: Data, picture: Picture) {
        let folder = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        let file = try SheetPrinter(templates: templatesFolder, fonts: fontsFolder).print(
            explanation,
            assets: folder.url,
            audience: "end-user",
            language: "en",
            formats: [.png],
            dotsPerInch: dotsPerInch,
            to: folder.url
        )[0]
        return (try Data(contentsOf: file), try PictureFile.read(file).picture)
    }

    @Test(
        "A page has the pixels of its size in inches, and the file says how fine it is",
        arguments: [(36, 298, 421, 1417), (300, 2480, 3508, 11811)]
    )
    func size(dotsPerInch: Int, width: Int, height: Int, pixelsPerMetre: UInt32) throws {
        let (file, picture) = try picture(dotsPerInch)
        #expect(picture.width == width && picture.height == height)
        let chunk = try #require(file.range(of: Data("pHYs".utf8)))
        let fields = file[chunk.upperBound...].prefix(9)
        let numbers = [fields.prefix(4), fields.dropFirst(4).prefix(4)].map { bytes in
            bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        #expect(numbers == [pixelsPerMetre, pixelsPerMetre] && fields.last == 1)
    }

    @Test("A finer page shows the same things in the same places")
    func sameThings() throws {
        let (coarse, fine) = (try picture(75).picture, try picture(300).picture)
        let shrunk = fine.resized(width: coarse.width, height: coarse.height)
        var comparison = PictureComparison()
        comparison.tolerance = 64
        let found = comparison.difference(coarse, shrunk)
        #expect(Double(found.count) < 0.01 * Double(found.pixels), "\(found.count)")
    }

    @Test("Bands leave no seam", arguments: [1, 60_000, 1 << 30])
    func bands(bytes: Int) throws {
        let folder = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: "en"
        )
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        let sheet = try SheetLayout(template: template, measurer: measurer).layOut(explanation)
        func page(_ bandBytes: Int) throws -> Picture {
            let bitmap = PageBitmap(
                sheet: sheet,
                pictures: PicturePainter(AssetFolder(folder.url), sheet: sheet),
                dotsPerInch: 40,
                bandBytes: bandBytes
            )
            let data = try bitmap.draw(sheet.pages[0]).finish()
            return try PictureFile.read(bytes: Array(data), origin: "page").picture
        }
        var comparison = PictureComparison()
        // Coordinates are rounded to 256ths of a pixel, from the band's top.
        comparison.tolerance = 2
        let found = comparison.difference(try page(bytes), try page(40 * 4 * 331 * 100))
        #expect(found.count == 0, "\(found.count) at \(found.place)")
    }

    @Test("Beyond what is known there is a line that says so", arguments: [0, 35, 1201, 40_000])
    func unknown(dotsPerInch: Int) throws {
        let error = #expect(throws: SheetRenderingError.self) { try picture(dotsPerInch) }
        #expect(error?.description.contains("36 to 1200") == true)
    }

    @Test("Where one file of a set cannot have its place, none is written")
    func wholeSets() throws {
        let folder = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        let pdf = try print(explanation, [.pdf], in: folder)[0]
        try Data("old".utf8).write(to: pdf)
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("sheet.end-user.en.png"),
            withIntermediateDirectories: true
        )
        #expect(throws: TensorsError.self) { try print(explanation, [.pdf, .png], in: folder) }
        #expect(try Data(contentsOf: pdf) == Data("old".utf8))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names == ["assets", "sheet.end-user.en.pdf", "sheet.end-user.en.png"])
    }

    @Test("Overlays are drawn in the colours that were asked for")
    func overlays() throws {
        let folder = try TemporaryFolder()
        let explanation = ExplanationFixture().explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        func data(_ change: OverlayChange) throws -> Data {
            let file = try SheetPrinter(templates: templatesFolder, fonts: fontsFolder).print(
                explanation,
                assets: folder.url,
                audience: "end-user",
                language: "en",
                formats: [.png],
                dotsPerInch: 40,
                overlay: change,
                to: folder.url
            )[0]
            return try Data(contentsOf: file)
        }
        let usual = try data(OverlayChange())
        #expect(try data(OverlayChange(map: .duotone, scale: .panel)) == usual)
        #expect(try data(OverlayChange(map: .seismic)) != usual)
    }
}
