import Explanations
import Foundation
import SheetFixtures
import SheetTemplates
import Testing

/// The pages on templates and the schemas that editors use, held against what the program reads.
@Suite("Documentation of templates")
struct DocumentationTests {
    private func text(_ name: String) throws -> String {
        let folder = templatesFolder.deletingLastPathComponent()
            .appendingPathComponent("Documentation")
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// The examples of the page by what they are said to hold.
    private func examples() throws -> [(name: String, text: String)] {
        try text("templates.md").matches(of: #/```[a-z]+ ([^\n]+)\n((?s).*?\n)```/#)
            .map { (String($0.1), String($0.2)) }
    }

    /// A folder with one audience, to be removed by the test.
    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-tests-\(UUID().uuidString)")
        for (path, text) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        return folder
    }

    // MARK: Fields

    @Test("The page of fields lists all of them, those of concepts once")
    func fields() throws {
        let rows = DocumentField.rows
        func below(_ path: String) -> [DocumentField.Row] {
            rows.filter { $0.path.hasPrefix(path) }
        }
        func told(_ rows: [DocumentField.Row], after path: String) -> [String] {
            rows.map { "\($0.path.dropFirst(path.count)) \($0.kind) \($0.meaning)" }
        }
        let concepts = told(below("concepts[]."), after: "concepts[].")
        for list in ["opposing[].", "unshownAgainst[]."] {
            #expect(told(below(list), after: list) == concepts)
        }
        #expect(told(below("shown[]."), after: "shown[].").prefix(concepts.count) == concepts[...])
        let own = below("shown[].").dropFirst(concepts.count)
        #expect(own.map(\.path) == ["shown[].hasTwoPatterns"])

        let folded = Set(
            (below("opposing[].") + below("unshownAgainst[].")
                + below("shown[].").prefix(concepts.count)).map(\.path)
        )
        let expected = rows.filter { !folded.contains($0.path) }.map { row in
            let kind = row.isDerived ? "\(row.kind); worked out" : row.kind
            return "| `\(row.path)` | \(kind) | \(row.meaning.replacing("|", with: "&#124;")) |"
        }
        let lines = try text("template-fields.md").split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("| `") }
        #expect(expected.filter { !lines.contains($0) } == [], "missing on the page")
        #expect(lines.filter { !expected.contains($0) } == [], "on the page, but no fields")
        #expect(lines == expected)
    }

    // MARK: Kinds and keys

    /// The keys that the program takes at a block of a kind, as it lists them itself.
    private func keys(of kind: String) throws -> Set<String> {
        let stray = String(repeating: "z", count: 40)
        let sheet = try templateText("end-user/sheet.yaml")
        let start = try #require(sheet.range(of: "\nblocks:\n")).upperBound
        let end = try #require(sheet.range(of: "\ncontinuation:\n")).lowerBound
        let changed =
            sheet[..<start] + "  - { kind: \(kind), \(stray): 1 }\n" + sheet[end...]
        let folder = try folder([
            "stray/sheet.yaml": String(changed),
            "stray/strings/en.yaml": templateText("end-user/strings/en.yaml"),
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let templates = TemplateFolders([folder, templatesFolder])
        do {
            _ = try SheetTemplate(folder: templates, audience: "stray", language: "en")
            Issue.record("\(kind) takes any key")
            return []
        } catch let error as SheetTemplatesError {
            let known = try #require(error.hint?.wholeMatch(of: #/known are: (.*)/#), "\(error)").1
            return Set(known.components(separatedBy: ", "))
        }
    }

    @Test(
        "Editors know exactly the keys that the program reads",
        arguments: SheetTemplate.blockKinds
    )
    func schema(_ kind: String) throws {
        let file = try JSONSerialization.jsonObject(
            with: Data(text("sheet-template.schema.json").utf8)
        )
        let definitions = try #require((file as? [String: Any])?["definitions"] as? [String: Any])
        let block = try #require(definitions["block-\(kind)"] as? [String: Any])
        let properties = try #require(block["properties"] as? [String: Any])
        #expect(try Set(properties.keys) == keys(of: kind))
        let any = try #require(definitions["block"] as? [String: Any])
        let kinds = (any["properties"] as? [String: [String: Any]])?["kind"]?["enum"] as? [String]
        #expect(try Set(#require(kinds)) == Set(SheetTemplate.blockKinds))
    }

    @Test("Each kind has a section with all its keys", arguments: SheetTemplate.blockKinds)
    func section(_ kind: String) throws {
        let page = try text("templates.md")
        let start = try #require(page.range(of: "\n#### \(kind)\n")).upperBound
        let rest = page[start...]
        let end = rest.range(of: "\n##")?.lowerBound ?? rest.endIndex
        let section = rest[..<end]
        // Told for all blocks together.
        let common = [
            "kind", "when", "each", "as", "where", "before", "column", "keep", "outline", "anchor",
            "string", "text", "count",
        ]
        for key in try keys(of: kind) where !common.contains(key) {
            #expect(section.contains("`\(key)"), "\(key) of \(kind)")
        }
    }

    // MARK: Examples

    @Test("The page's blocks can be read")
    func blocks() throws {
        let blocks = try examples().filter { $0.name == "blocks" }.map(\.text)
        #expect(blocks.count > 15)
        let sheet = try #require(try examples().first { $0.name == "sheet.yaml" }).text
        let place = try #require(sheet.range(of: "\nblocks:\n")).upperBound
        for text in [""] + blocks {
            let lines = text.split(separator: "\n").map { "  \($0)\n" }.joined()
            let folder = try folder([
                "example/sheet.yaml": sheet[..<place] + lines + sheet[place...],
                "example/strings/en.yaml": "language: en\nstrings: {}\n",
            ])
            defer { try? FileManager.default.removeItem(at: folder) }
            let found = SheetTemplate.mistakes(
                folder: TemplateFolders([folder, templatesFolder]),
                audience: "example",
                language: "en"
            )
            #expect(found.map(\.description) == [], "\(text)")
        }
    }

    @Test("The new audience of the page gives a sheet in which nothing overlaps")
    func newAudience() throws {
        let files = try examples().filter { $0.name.hasPrefix("teacher/") }
        #expect(
            files.map(\.name) == [
                "teacher/sheet.yaml", "teacher/strings/en.yaml",
                "teacher/narration/en/reader.json", "teacher/narration/en/context.mustache",
                "teacher/narration/en/summary.mustache",
            ]
        )
        let folder = try folder(Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) }))
        defer { try? FileManager.default.removeItem(at: folder) }
        let template = try SheetTemplate(
            folder: TemplateFolders([folder, templatesFolder]),
            audience: "teacher",
            language: "en"
        )
        var explanation = ExplanationFixture().explanation()
        explanation.texts[0].audience = "teacher"
        let sheet = try SheetLayout(template: template, measurer: FixedWidthMeasurer())
            .layOut(explanation)
        #expect(GeometryCheck.faults(of: sheet) == [])
        let pictures = sheet.pages.flatMap(\.elements).filter {
            if case .overlay = $0.content { true } else { false }
        }
        #expect(pictures.count == 3)
    }
}
