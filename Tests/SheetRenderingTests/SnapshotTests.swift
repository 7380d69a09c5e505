import Foundation
import Images
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// Pages as a whole, held against stored pictures: what no test of single things would notice.
@Suite struct SnapshotTests {
    /// Whether the fonts are those that the snapshots were drawn with.
    ///
    /// With other versions lines may break elsewhere; a font that is missing is another test's failure.
    private static let hasUsualFonts =
        (try? FontCatalog(folder: fontsFolder).findings().isEmpty) ?? false

    /// The pages of a made-up explanation's sheet.
    private func pages(_ audience: String, _ fixture: ExplanationFixture) throws -> [Picture] {
        let folder = try TemporaryFolder()
        let texts = try SheetTemplate.textAudience(of: audience, in: templatesFolder)
        let explanation = fixture.explanation().told(to: texts)
        try AssetFixture.write(for: explanation, to: folder.url)
        return try SheetPrinter(templates: templatesFolder, fonts: fontsFolder).print(
            explanation,
            assets: folder.url,
            audience: audience,
            language: "en",
            formats: [.png],
            dotsPerInch: 50,
            to: folder.url
        ).map { try PictureFile.read($0).picture }
    }

    /// Holds all pages against `Snapshots/<audience>.en.png`, `-2.png` and so on.
    private func compare(_ audience: String, _ pages: [Picture]) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Snapshots")
        for (number, page) in pages.enumerated() {
            let mismatch = try PictureComparison().mismatch(
                page,
                named: "\(audience).en\(number == 0 ? "" : "-\(number + 1)")",
                in: folder,
                results: repository.appendingPathComponent(".build/snapshots")
            )
            #expect(mismatch == nil, "\(mismatch ?? "")")
        }
    }

    @Test(
        "Sheets look as they did",
        .enabled(if: hasUsualFonts, "fonts differ from Fonts/families.tsv"),
        arguments: ["end-user", "domain-expert", "auditor", "card"]
    )
    func sheets(audience: String) throws {
        // The first pages hold what is each sheet's own.
        let pages = try pages(audience, ExplanationFixture())
        try compare(audience, Array(pages.prefix(2)))
    }

    @Test("A comparison tells what moved, and where")
    func comparison() throws {
        let folder = try TemporaryFolder()
        let results = folder.url.appendingPathComponent("results")
        func page(left: Int, ink: UInt8 = 0) -> Picture {
            var pixels = [UInt8](repeating: 255, count: 200 * 300 * 3)
            for y in 100..<120 {
                for x in left..<left + 40 {
                    for part in 0..<3 { pixels[(y * 200 + x) * 3 + part] = ink }
                }
            }
            return Picture(width: 200, height: 300, pixels: pixels)
        }
        func mismatch(_ picture: Picture) throws -> String? {
            try PictureComparison().mismatch(
                picture,
                named: "bar",
                in: folder.url,
                results: results
            )
        }
        #expect(try mismatch(page(left: 20))?.contains("there is no snapshot") == true)
        try page(left: 20).writePNG(to: folder.url.appendingPathComponent("bar.png"))
        #expect(try mismatch(page(left: 20)) == nil)
        #expect(try mismatch(page(left: 20, ink: 20)) == nil)
        #expect(!FileManager.default.fileExists(atPath: results.path))
        let moved = try #require(try mismatch(page(left: 24)))
        // 2 x 4 x 20 of 60,000 pixels; the first block of 8 x 8 that is all red: at 20...23 or 60...63.
        #expect(moved.hasPrefix("bar: 0.27 % of the pixels differ"), "\(moved)")
        let place = try #require(moved.firstMatch(of: /most (\d+) mm from the left, (\d+) mm/))
        #expect(["10", "30", "32"].contains(place.1), "\(moved)")
        let top = try #require(Double(place.2))
        #expect((100 / 50 * 25.4...120 / 50 * 25.4).contains(top), "\(moved)")
        let names = try FileManager.default.contentsOfDirectory(atPath: results.path).sorted()
        #expect(names == ["bar-actual.png", "bar-difference.png", "bar-expected.png"])
    }
}
