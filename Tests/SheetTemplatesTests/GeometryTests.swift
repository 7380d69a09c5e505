import Explanations
import SheetFixtures
import SheetTemplates
import Testing

@Suite struct GeometryTests {
    @Test("No box overlaps another or leaves the page", arguments: 1...60)
    func boxes(seed: Int) throws {
        var fuzz = FuzzedExplanations(seed: UInt64(seed))
        let fixture = fuzz.next()
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(fixture.explanation())
        let faults = GeometryCheck.faults(of: sheet)
        #expect(faults.isEmpty, "\(faults.prefix(5))")
    }

    @Test(
        "No sheet of any audience has a box over another or off the page",
        arguments: SheetTemplate.audiences(in: templatesFolder),
        1...12
    )
    func audiences(audience: String, seed: Int) throws {
        var fuzz = FuzzedExplanations(seed: UInt64(seed) + 9000)
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: audience,
            language: "en"
        )
        let explanation = fuzz.next().explanation()
            .told(to: template.textAudience, opposing: seed % 4)
        let layout = SheetLayout(
            template: template,
            measurer: FixedWidthMeasurer(),
            showsCredits: template.showsCredits && seed % 2 == 0
        )
        let faults = GeometryCheck.faults(of: try layout.layOut(explanation))
        #expect(faults.isEmpty, "\(faults.prefix(5))")
    }

    @Test("All lines of all texts are on the pages", arguments: 1...20)
    func completeness(seed: Int) throws {
        var fuzz = FuzzedExplanations(seed: UInt64(seed) + 1000)
        var fixture = fuzz.next()
        fixture.conceptsRequested = fixture.concepts.count
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(fixture.explanation())
        var drawn: [ObjectIdentifier: Set<Int>] = [:]
        var texts: [ObjectIdentifier: FixedWidthMeasurer.Paragraph] = [:]
        for element in sheet.pages.flatMap(\.elements) {
            guard case .text(let text) = element.content,
                let paragraph = text.paragraph as? FixedWidthMeasurer.Paragraph
            else { continue }
            drawn[ObjectIdentifier(paragraph), default: []].formUnion(text.lines)
            texts[ObjectIdentifier(paragraph)] = paragraph
        }
        for (id, paragraph) in texts {
            #expect(drawn[id] == Set(paragraph.lines.indices), "\(paragraph.text.prefix(40))")
        }
        let all = Set(texts.values.map(\.text))
        for concept in fixture.concepts where !concept.context.isEmpty {
            #expect(all.contains(concept.name) && all.contains(concept.context))
        }
        let pictures = sheet.pages.flatMap(\.elements).count {
            if case .overlay = $0.content { true } else { false }
        }
        #expect(pictures == fixture.concepts.count)
    }

    @Test("One to four concepts stay on one page, with words of usual length", arguments: 1...4)
    func onePage(count: Int) throws {
        var fixture = ExplanationFixture()
        fixture.concepts = Array(fixture.concepts.prefix(count))
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(fixture.explanation())
        #expect(sheet.pages.count == 1)
        #expect(sheet.step == 0)
    }

    @Test("Twelve concepts: four, six and two rows, the legend and the headings on every page")
    func twelve() throws {
        var fixture = ExplanationFixture()
        fixture.concepts = (0..<12).map { .init("Concept \($0)", 0.05) }
        fixture.conceptsRequested = 12
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(fixture.explanation())
        func count(_ page: LaidOutPage, _ isCounted: (PlacedElement.Content) -> Bool) -> Int {
            page.elements.count { isCounted($0.content) }
        }
        let rows = sheet.pages.map { count($0) { if case .overlay = $0 { true } else { false } } }
        #expect(rows == [4, 6, 2])
        let ramps = sheet.pages.map { count($0) { if case .ramp = $0 { true } else { false } } }
        #expect(ramps == [2, 2, 2])
    }

    @Test("Rows with one-word texts are as high as others")
    func rowHeight() throws {
        var fixture = ExplanationFixture()
        fixture.concepts = [
            .init("Eye", 0.05, context: "Yes."), .init("Ear", 0.04, context: "No."),
        ]
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(fixture.explanation())
        let tops = sheet.pages[0].elements.compactMap { element -> Double? in
            if case .overlay = element.content { element.frame.y } else { nil }
        }
        #expect(tops.count == 2)
        #expect(abs(tops[1] - tops[0] - 39 * 72 / 25.4) < 0.01)
    }

    @Test("A photo keeps its proportions and fits its place", arguments: [(451, 300), (100, 2000)])
    func photo(width: Int, height: Int) throws {
        var fixture = ExplanationFixture()
        fixture.width = width
        fixture.height = height
        let layout = SheetLayout(template: try endUserTemplate(), measurer: FixedWidthMeasurer())
        let sheet = try layout.layOut(fixture.explanation())
        let frame = try #require(
            sheet.pages[0].elements.first { if case .photo = $0.content { true } else { false } }
        ).frame
        #expect(abs(frame.width / frame.height - Double(width) / Double(height)) < 1e-6)
        #expect(frame.width <= 91 * 72 / 25.4 + 0.01 && frame.height <= 60.4 * 72 / 25.4 + 0.01)
    }
}
