import Explanations
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// The same geometry as with the fixed-width measurer, in the fonts that are printed.
@Suite struct PangoGeometryTests {
    private func layOut(_ fixture: ExplanationFixture) throws -> LaidOutSheet {
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: "en"
        )
        let measurer = try PangoMeasurer(catalog: FontCatalog(folder: fontsFolder), language: "en")
        return try SheetLayout(template: template, measurer: measurer).layOut(fixture.explanation())
    }

    @Test("No box overlaps another or leaves the page", arguments: 1...25)
    func boxes(seed: Int) throws {
        var fuzz = FuzzedExplanations(seed: UInt64(seed) + 5000)
        let sheet = try layOut(fuzz.next())
        let faults = GeometryCheck.faults(of: sheet)
        #expect(faults.isEmpty, "\(faults.prefix(5))")
        #expect(sheet.unknownCharacters.isEmpty)
    }

    @Test(
        "No sheet of any audience in any language has a box over another",
        arguments: SheetTemplate.audiences(in: templatesFolder),
        ["en", "de", "cs"]
    )
    func audiences(audience: String, language: String) throws {
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: audience,
            language: language
        )
        let measurer = try PangoMeasurer(
            catalog: FontCatalog(folder: fontsFolder),
            language: language
        )
        for seed in 1...4 {
            var fuzz = FuzzedExplanations(seed: UInt64(seed) + 7000)
            var explanation = fuzz.next().explanation().told(
                to: template.textAudience,
                opposing: seed % 4
            )
            explanation.texts[0].language = language
            let sheet = try SheetLayout(template: template, measurer: measurer)
                .layOut(explanation)
            let faults = GeometryCheck.faults(of: sheet)
            #expect(faults.isEmpty, "seed \(seed): \(faults.prefix(5))")
            #expect(sheet.unknownCharacters.isEmpty)
        }
    }

    @Test("The usual sheet is one page at its most generous")
    func usual() throws {
        let sheet = try layOut(ExplanationFixture())
        #expect(sheet.pages.count == 1 && sheet.step == 0)
        #expect(
            sheet.outline.map(\.title).prefix(2) == ["The model says: Egyptian cat", "Round eyes"]
        )
    }

    @Test("Accents and scripts beyond Latin do not touch their neighbours")
    func scripts() throws {
        var fixture = ExplanationFixture()
        fixture.answer =
            "\u{1EA4}\u{1EA4} \u{1EAA}\u{0E17}\u{0E35}\u{0E48} \u{0939}\u{093F}\u{0928}"
        fixture.concepts[0].name =
            "\u{0E17}\u{0E35}\u{0E48}\u{0E19}\u{0E35}\u{0E48} \u{05E9}\u{05DC}"
        let sheet = try layOut(fixture)
        #expect(sheet.unknownCharacters.isEmpty)
        #expect(GeometryCheck.faults(of: sheet).isEmpty)
    }
}
