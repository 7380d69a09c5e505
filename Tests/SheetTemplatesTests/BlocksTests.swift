import Explanations
import SheetFixtures
import SheetTemplates
import Testing

/// What blocks do, in templates of a few lines.
@Suite struct BlocksTests {
    private static let head = """
        page: { size: A6, margins: { left: 10 mm, right: 10 mm, top: 10 mm, bottom: 10 mm } }
        columns: { left: { left: 0, width: 40 mm }, right: { left: 45 mm, width: 40 mm } }
        colours: { ink: "#15181C" }
        styles: { text: { font: Inter, size: 10 pt, leading: 14 pt, colour: ink } }
        document: { title: document-title, subject: document-subject, keywords: document-keywords }
        footer:
          style: text
          rule: { weight: 0.4 pt, colour: ink }
          before: 2 mm
          after: 2 mm
          gap: 5 mm
          items: [footer-page]

        """

    private func layOut(_ blocks: String, concepts: Int = 5) throws -> LaidOutSheet {
        let strings = try SheetStrings(
            parsing: templateText("shared/sheet/strings/en.yaml"),
            file: "en.yaml"
        )
        let template = try SheetTemplate(
            parsing: Self.head + "blocks:\n" + blocks,
            file: "sheet.yaml",
            audience: "end-user",
            strings: strings
        )
        var fixture = ExplanationFixture()
        fixture.concepts = (0..<concepts).map { .init("Concept \($0)", 0.05 - 0.001 * Double($0)) }
        return try SheetLayout(template: template, measurer: FixedWidthMeasurer())
            .layOut(fixture.explanation())
    }

    private func texts(_ sheet: LaidOutSheet) -> [[String]] {
        sheet.pages.map { page in
            page.elements.compactMap { element in
                guard case .text(let text) = element.content else { return nil }
                return (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
            }.filter { !$0.hasPrefix("Page ") }
        }
    }

    @Test("Loops repeat what they hold for what fits their condition, in order")
    func loops() throws {
        let sheet = try layOut(
            """
              - { kind: text, each: concepts, as: c, where: c.layerShare > 4.75 %, text: "{c.number}: {c.name}", style: text }
              - { kind: text, when: count(concepts) > 9, text: never, style: text }
            """
        )
        #expect(texts(sheet) == [["1: Concept 0", "2: Concept 1", "3: Concept 2"]])
    }

    @Test("What is kept together goes to the next page as a whole, and a head comes again there")
    func keeping() throws {
        // 75 mm and 75 mm do not stand on a page of 148 mm less margins, foot and head.
        let sheet = try layOut(
            """
              - kind: group
                head: [{ kind: text, text: Head, style: text }]
                blocks:
                  - kind: group
                    each: take(concepts, 3)
                    as: c
                    keep: together
                    blocks:
                      - { kind: text, text: "above {c.name}", style: text }
                      - { kind: text, before: 70 mm, text: "below {c.name}", style: text }
            """
        )
        #expect(
            texts(sheet) == [
                ["Head", "above Concept 0", "below Concept 0"],
                ["Head", "above Concept 1", "below Concept 1"],
                ["Head", "above Concept 2", "below Concept 2"],
            ]
        )
        // A head that comes again was told before.
        #expect(sheet.pages[1].elements[0].structure.isEmpty)
        #expect(!sheet.pages[0].elements[0].structure.isEmpty)
    }

    @Test("Lines between things are left out at the top of a page, others are not")
    func separators() throws {
        func rules(_ between: Bool) throws -> [Int] {
            let sheet = try layOut(
                """
                  - kind: group
                    each: take(concepts, 3)
                    as: c
                    keep: together
                    blocks:
                      - { kind: rule, weight: 1 pt, colour: ink, between: \(between) }
                      - { kind: text, text: "{c.name}", style: text }
                      - { kind: space, height: 90 mm }
                """
            )
            return sheet.pages.map { page in
                page.elements.count { abs($0.frame.height - 1) < 0.001 }
            }
        }
        #expect(try rules(true) == [0, 0, 0])
        #expect(try rules(false) == [1, 1, 1])
    }

    @Test("Tables in columns side by side both head what goes on on the next page")
    func tables() throws {
        func table(_ name: String) -> String {
            """
                    - column: \(name)
                      blocks:
                        - kind: table
                          rows: concepts
                          row: c
                          style: text
                          above: 8 mm
                          below: 8 mm
                          columns: [{ heading: footer-page-\(name), text: "{c.name}" }]
            """
        }
        let words =
            try templateText("shared/sheet/strings/en.yaml")
            + "  footer-page-left: Left\n  footer-page-right: Right\n"
        let template = try SheetTemplate(
            parsing: Self.head + """
                blocks:
                  - kind: columns
                    columns:
                \(table("left"))
                \(table("right"))
                """,
            file: "sheet.yaml",
            audience: "end-user",
            strings: SheetStrings(parsing: words, file: "en.yaml")
        )
        var fixture = ExplanationFixture()
        fixture.concepts = (0..<8).map { .init("Concept \($0)", 0.05) }
        let sheet = try SheetLayout(template: template, measurer: FixedWidthMeasurer())
            .layOut(fixture.explanation())
        #expect(sheet.pages.count == 2)
        for page in texts(sheet) {
            #expect(page.count { $0 == "Left" } == 1 && page.count { $0 == "Right" } == 1)
        }
        let rows = texts(sheet).joined().count { $0.hasPrefix("Concept") }
        #expect(rows == 16)
    }

    @Test("A link to what the sheet does not show is no link, one to what it shows is")
    func links() throws {
        let sheet = try layOut(
            """
              - { kind: text, text: here, link: concept-0, style: text }
              - { kind: text, text: nowhere, link: concept-9, style: text }
              - { kind: text, text: there, anchor: concept-0, style: text }
            """
        )
        let links = sheet.pages[0].elements.prefix(3).map(\.link)
        #expect(links == [.anchor("concept-0"), nil, nil])
    }

    @Test("Bars of both signs share an axis, in proportion; negative ones are hatched")
    func bars() throws {
        let sheet = try layOut(
            """
              - { kind: bar, value: 0.02, low: -0.02, high: 0.04, length: 60 mm, height: 2 mm, for: ink }
              - { kind: bar, before: 5 mm, value: -0.01, low: -0.02, high: 0.04, length: 60 mm, height: 2 mm, for: ink, against: ink }
            """
        )
        let bars = sheet.pages[0].elements.filter { abs($0.frame.height - 2 * 72 / 25.4) < 0.01 }
        let unit = 1000 * 72 / 25.4
        let left = 10 * 72 / 25.4
        #expect(bars.count == 2)
        #expect(abs(bars[0].frame.x - left - 0.02 * unit) < 0.01)
        #expect(abs(bars[0].frame.width - 0.02 * unit) < 0.01)
        #expect(abs(bars[1].frame.maxX - left - 0.02 * unit) < 0.01)
        #expect(abs(bars[1].frame.width - 0.01 * unit) < 0.01)
    }

    @Test("A bar's track is as long as the bar may get, and lies below it")
    func track() throws {
        let sheet = try layOut(
            """
                  - { kind: bar, value: 0.25, high: 1, length: 60 mm, height: 2 mm, for: ink, track: ink }
            """
        )
        let bars = sheet.pages[0].elements.filter { abs($0.frame.height - 2 * 72 / 25.4) < 0.01 }
        let length = 60 * 72 / 25.4
        #expect(bars.map { ($0.frame.width / length * 1000).rounded() } == [1000, 250])
        #expect(bars[0].frame.x == bars[1].frame.x)
    }

    @Test("An agreement scale has a box for each step, dots count what fits")
    func marks() throws {
        let sheet = try layOut(
            """
              - { kind: agreement, steps: 7, box: 4 mm, pitch: 9 mm, colour: ink, style: text, numbered: true }
              - kind: line
                before: 4 mm
                style: text
                gap: 3 mm
                items: [{ dots: { filled: 5, of: 6, size: 2 mm, colour: ink } }]
            """
        )
        var counts: [Symbol: Int] = [:]
        for case .symbol(let symbol, _) in sheet.pages[0].elements.map(\.content) {
            counts[symbol, default: 0] += 1
        }
        #expect(counts == [.box: 7, .dot: 5, .ring: 1])
        #expect(texts(sheet)[0] == (1...7).map(String.init))
    }

    @Test("Mistakes are told with the place of the expression and what to do")
    func mistakes() {
        func message(_ block: String) -> String {
            do {
                _ = try layOut("  - \(block)")
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message("{ kind: txt, style: text }").contains("did you mean \"text\"?"))
        #expect(
            message("{ kind: text, each: concepts, text: x, style: text }")
                .contains("\"as\" is missing")
        )
        let field = message("{ kind: text, text: \"{model.titel}\", style: text }")
        #expect(field.contains("did you mean \"title\"?"), "\(field)")
        #expect(field.contains(#/^sheet\.yaml:\d+:\d+: /#), "\(field)")
        let kind = message("{ kind: text, when: model.title, text: x, style: text }")
        #expect(kind.contains("true or false"), "\(kind)")
    }
}
