import Explanations
import Foundation
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// The page of credits.
@Suite struct CreditsTests {
    private func explanation() -> Explanation {
        var explanation = ExplanationFixture().explanation()
        let credits = [
            Credit(licence: "CC-BY-SA-4.0", author: "Jan Novák", package: "photo-package"),
            Credit(licence: "CC0-1.0", author: nil, package: nil),
            Credit(licence: "unknown", author: "Ada Lovelace", package: nil),
        ]
        // Photos 0 to 9: every concept shows six, some of which another one shows too.
        for concept in explanation.concepts.indices {
            for place in explanation.concepts[concept].references.indices {
                let photo = (2 * concept + place) % 10
                explanation.concepts[concept].references[place].sha256 =
                    String(repeating: "d", count: 63) + String(photo)
                explanation.concepts[concept].references[place].label = "thing \(photo)"
                explanation.concepts[concept].references[place].credit = credits[photo % 3]
            }
        }
        return explanation
    }

    private func sheet(credits: Bool, language: String = "en") throws -> LaidOutSheet {
        var explanation = explanation()
        explanation.texts[0].language = language
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: language
        )
        let measurer = try PangoMeasurer(
            catalog: FontCatalog(folder: fontsFolder),
            language: language
        )
        return try SheetLayout(template: template, measurer: measurer, showsCredits: credits)
            .layOut(explanation)
    }

    @Test(
        "Credits are a page of their own that nobody sees unasked",
        arguments: ["en", "de", "cs"]
    )
    func ownPage(language: String) throws {
        let plain = try sheet(credits: false, language: language)
        let credited = try sheet(credits: true, language: language)
        #expect(plain.pages.count == 1 && credited.pages.count == 2)
        #expect(plain.step == credited.step)
        #expect(GeometryCheck.faults(of: credited).isEmpty)
        #expect(credited.unknownCharacters.isEmpty)
        #expect(credited.outline.count == plain.outline.count + 1)
    }

    @Test("Every photo that is shown is credited, once, with all its places")
    func complete() throws {
        let folder = try TemporaryFolder()
        let explanation = explanation()
        try AssetFixture.write(for: explanation, to: folder.url)
        let pdf = try SheetPrinter(templates: templatesFolder, fonts: fontsFolder).print(
            explanation,
            assets: folder.url,
            audience: "end-user",
            language: "en",
            formats: [.pdf],
            showsCredits: true,
            to: folder.url
        )[0]
        let text = try run("pdftotext", "-raw", "-f", "2", pdf.path, "-")
            .replacing(/\s+/, with: " ")
        #expect(text.contains("10 different reference photos are shown"), "\(text)")
        for photo in 0..<10 {
            #expect(text.split(separator: "thing \(photo) (").count == 2, "\(photo): \(text)")
        }
        // Four rows are shown, the fourth with the fifth concept: photos 8, 9, 0 to 3.
        #expect(
            text.contains("thing 2 (row 1, photo 3, row 2, photo 1, row 4, photo 5)"),
            "\(text)"
        )
        #expect(text.contains("CC-BY-SA-4.0 Jan Novák, from photo-package"), "\(text)")
        #expect(text.contains("no known licence Ada Lovelace"), "\(text)")
        #expect(text.contains("CC0-1.0 author not named"), "\(text)")
    }

    @Test("A template without a place for credits says so when they are asked for")
    func noPlace() throws {
        let text = try String(
            contentsOf: templatesFolder.appendingPathComponent("end-user/sheet.yaml"),
            encoding: .utf8
        )
        let start = try #require(text.range(of: "  # A page of its own, printed with --credits."))
        let end = try #require(text.range(of: "# Heads every page after the first."))
        let template = try SheetTemplate(
            parsing: text.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: ""),
            file: "sheet.yaml",
            audience: "end-user",
            strings: SheetStrings(
                contentsOf: templatesFolder.appendingPathComponent("end-user/strings/en.yaml"),
                base: templatesFolder.appendingPathComponent("shared/sheet/strings/en.yaml")
            ),
            templates: TemplateFolders(templatesFolder)
        )
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        let layout = SheetLayout(template: template, measurer: measurer, showsCredits: true)
        #expect {
            try layout.layOut(explanation())
        } throws: {
            "\($0)".contains("has no place for credits")
        }
    }
}
