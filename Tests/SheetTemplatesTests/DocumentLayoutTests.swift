import Explanations
import Foundation
import SheetTemplates
import Testing

/// Documents of any length that are no explanation.
@Suite struct DocumentLayoutTests {
    private static let kind = DocumentKind(
        name: "list",
        fields: [
            .text("title", "The title"),
            .list(
                "items",
                [
                    .text("name", "Its name"), .text("anchor", "Its anchor"),
                    .number("page", "Its page"),
                ],
                "The items"
            ),
        ]
    )
    private static let head = """
        page: { size: A6, margins: { left: 10 mm, right: 10 mm, top: 10 mm, bottom: 10 mm } }
        colours: { ink: "#15181C" }
        styles: { text: { font: Inter, size: 10 pt, leading: 14 pt, colour: ink } }
        document: { title: heading, subject: heading, keywords: heading }
        footer:
          style: text
          rule: { weight: 0.4 pt, colour: ink }
          before: 2 mm
          after: 2 mm
          gap: 5 mm
          items: [{ text: "page {page} of {pages}" }]

        """
    private static let strings = """
        language: en
        numbers:
          decimal: "."
          minus: "-"
          plus: "+"
          percent: "{number} %"
          below: "<{number}"
          above: ">{number}"
          date: "{day} {month} {year}"
          months: [a, b, c, d, e, f, g, h, i, j, k, l]
        strings:
          heading: "{title}"
          picture: a picture

        """

    /// A folder of templates with this one in it.
    private func templates(_ blocks: String) throws -> TemplateFolders {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("document-\(UUID().uuidString)")
        let list = folder.appendingPathComponent("shared/list")
        try FileManager.default.createDirectory(
            at: list.appendingPathComponent("strings"),
            withIntermediateDirectories: true
        )
        try Data((Self.head + "blocks:\n" + blocks).utf8)
            .write(to: list.appendingPathComponent("pages.yaml"))
        try Data(Self.strings.utf8).write(to: list.appendingPathComponent("strings/en.yaml"))
        return TemplateFolders(folder)
    }

    private func layout(_ blocks: String) throws -> DocumentLayout {
        let templates = try templates(blocks)
        defer { try? FileManager.default.removeItem(at: templates.templateFolders[0]) }
        return DocumentLayout(
            template: try SheetTemplate(shared: Self.kind, in: templates, language: "en"),
            measurer: FixedWidthMeasurer()
        )
    }

    private func document(_ count: Int, _ pages: [String: Int] = [:]) -> Value {
        .record([
            "title": .text("Things"),
            "items": .list(
                (0..<count).map {
                    .record([
                        "name": .text("thing-\($0)"), "anchor": .text("a\($0)"),
                        "page": .number(Double(pages["a\($0)"] ?? 0)),
                    ])
                }
            ),
        ])
    }

    private func texts(_ page: LaidOutPage) -> [String] {
        page.elements.compactMap { element in
            guard case .text(let text) = element.content else { return nil }
            return (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
        }
    }

    private static let list = """
          - { kind: text, role: title, string: heading, style: text }
          - kind: group
            each: items
            as: item
            blocks:
              - { kind: text, text: "{item.name}", style: text, before: 4 mm, anchor: "{item.anchor}", outline: { text: "{item.name}" } }
          - { kind: page-break }
          - kind: group
            each: items
            as: item
            blocks:
              - { kind: text, text: "{item.name} on {item.page}", style: text, before: 4 mm, link: "{item.anchor}" }

        """

    @Test(
        "Pages come in order, each item once; anchors, index and footers name the pages where things are"
    )
    func pages() throws {
        let layout = try layout(Self.list)
        let first = try layout.layOut(document(60))
        var pages: [[String]] = []
        let outcome = try layout.layOut(document(60, first.anchors), after: first) { page, number in
            #expect(number == pages.count)
            pages.append(texts(page))
            // A link leads to a place that there is.
            for case .anchor(let name)? in page.elements.map(\.link) {
                #expect(first.anchors[name] != nil)
            }
        }
        #expect(pages.count > 3 && outcome.pageCount == pages.count)
        #expect(outcome.anchors == first.anchors)
        let told = pages.flatMap { $0 }.filter { $0.hasPrefix("thing-") && !$0.contains(" on ") }
        #expect(told == (0..<60).map { "thing-\($0)" })
        for number in 0..<60 {
            let page = try #require(pages.firstIndex { $0.contains("thing-\(number)") })
            #expect(outcome.anchors["a\(number)"] == page + 1)
            #expect(pages.contains { $0.contains("thing-\(number) on \(page + 1)") })
        }
        #expect(outcome.outline.map(\.title) == told)
        #expect(
            outcome.outline.map { $0.page + 1 }
                == told.indices.map { outcome.anchors["a\($0)"] ?? 0 }
        )
        for (number, page) in pages.enumerated() {
            #expect(page.last == "page \(number + 1) of \(pages.count)")
        }
    }

    @Test("What stands with the next thing does so across a loop's rounds")
    func keepsNext() throws {
        // As many lines as fill the first page but for one: the heading goes on with what it heads.
        let filling = """
              - { kind: text, each: items, as: item, text: "{item.name}", style: text, before: 4 mm }
              - { kind: text, role: heading, string: heading, style: text, before: 4 mm }
              - { kind: text, text: "after", style: text, before: 4 mm }

            """
        var seen = Set<Bool>()
        for count in 8..<26 {
            var pages: [[String]] = []
            let layout = try layout(filling)
            _ = try layout.layOut(document(count)) { page, _ in pages.append(texts(page)) }
            let heading = try #require(pages.firstIndex { $0.contains("Things") })
            #expect(pages[heading].contains("after"), "\(count) items")
            seen.insert(heading > 0)
        }
        // Some counts put both on the first page, some on the second.
        #expect(seen == [true, false])
    }

    @Test("Pictures need a record of their own, and the evidence of one explanation is not there")
    func refusals() throws {
        for (block, words) in [
            ("{ kind: photo, alternative: picture }", "a photo of its own"),
            ("{ kind: probabilities }", "tell of one explanation"),
            ("{ kind: text, text: \"{answer}\", style: text }", "unknown name \"answer\""),
        ] {
            let error = #expect(throws: SheetTemplatesError.self) { try layout("  - \(block)\n") }
            let text = error?.description ?? ""
            #expect(text.contains(words))
            #expect(text.contains("pages.yaml:"))
        }
    }
}
