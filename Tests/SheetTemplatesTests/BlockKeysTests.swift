import Explanations
import Foundation
import SheetFixtures
import SheetTemplates
import Testing

/// What keys of blocks do, at templates of a few lines that use the shared base.
@Suite("Keys of blocks")
struct BlockKeysTests {
    /// A template of some blocks, in a folder of its own before the shipped ones.
    private struct Trial {
        let folder: URL
        let language: String

        init(
            _ blocks: String,
            continuation: String = "[]",
            language: String = "en",
            strings: String = "language: en\nstrings: {}\n"
        ) throws {
            folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("llexicorp-tests-\(UUID().uuidString)")
            self.language = language
            let sheet = """
                uses: sheet
                page: { size: A4, margins: { left: 15 mm, right: 15 mm, top: 11 mm, bottom: 10 mm } }
                document: { title: document-title, subject: document-title, keywords: document-title }
                blocks:
                \(blocks.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
                continuation: \(continuation)
                footer:
                  style: footer
                  rule: { weight: 0.4 pt, colour: hair }
                  before: 2 mm
                  after: 2.2 mm
                  gap: 5 mm
                  items: [{ text: "{page}" }]
                """
            for (name, text) in ["sheet.yaml": sheet, "strings/\(language).yaml": strings] {
                let file = folder.appendingPathComponent("trial/\(name)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(text.utf8).write(to: file)
            }
        }

        var templates: TemplateFolders { TemplateFolders([folder, templatesFolder]) }

        var mistakes: [String] {
            SheetTemplate.mistakes(folder: templates, audience: "trial", language: language)
                .map(\.description)
        }

        func sheet(credits: Bool = false) throws -> LaidOutSheet {
            var explanation = ExplanationFixture().explanation()
            explanation.texts[0].audience = "trial"
            let template = try SheetTemplate(
                folder: templates,
                audience: "trial",
                language: language
            )
            return try SheetLayout(
                template: template,
                measurer: FixedWidthMeasurer(),
                showsCredits: credits
            ).layOut(explanation)
        }

        func cleanUp() { try? FileManager.default.removeItem(at: folder) }
    }

    @Test(
        "An anchor holds for every kind of block, once",
        arguments: [
            "blocks: [{ kind: text, text: \"{concept.name}\", style: name }]",
            "head: [{ kind: text, text: Head, style: head }], "
                + "blocks: [{ kind: overlay, of: concept, alternative: overlay-alternative }]",
            "keep: together, blocks: [{ kind: rule, weight: 1 pt, colour: ink, between: true }, "
                + "{ kind: columns, columns: [{ column: { width: 40 mm }, blocks: [] }, "
                + "{ column: { left: 50 mm }, blocks: [{ kind: text, text: x, style: name }] }] }]",
            "blocks: [{ kind: text, text: x, style: name, anchor: \"{concept.anchor}\" }]",
        ]
    )
    func anchors(_ keys: String) throws {
        let trial = try Trial(
            """
            - { kind: group, each: shown, as: concept, anchor: "{concept.anchor}", before: 4 mm, \(keys) }
            - { kind: text, each: shown, as: concept, text: "{concept.name}", style: name, before: 4 mm,
                link: "{concept.anchor}" }
            """
        )
        defer { trial.cleanUp() }
        let elements = try trial.sheet().pages.flatMap(\.elements)
        let anchors = elements.compactMap(\.anchor)
        let targets = elements.compactMap { element -> String? in
            if case .anchor(let name) = element.link { name } else { nil }
        }
        #expect(targets.count > 2)
        #expect(anchors.sorted() == targets.sorted())
    }

    @Test("An overlay goes without outline, and into the document's outline")
    func overlayOutline() throws {
        let trial = try Trial(
            """
            - kind: overlay
              of: attribution
              size: 40 mm
              alternative: photo-alternative
              outlined: false
              outline: { text: All }
            - { kind: overlay, of: attribution, size: 40 mm, alternative: photo-alternative }
            """
        )
        defer { trial.cleanUp() }
        let sheet = try trial.sheet()
        let outlines = sheet.pages.flatMap(\.elements).compactMap { element -> Bool? in
            guard case .overlay(let picture) = element.content else { return nil }
            return picture.style.hasOutline
        }
        #expect(outlines == [false, true])
        #expect(sheet.outline.map(\.title).contains("All"))
    }

    @Test("Credits are printed where the template has them, and refused where it has not")
    func credits() throws {
        let without = try Trial("- { kind: text, string: title, style: title }")
        defer { without.cleanUp() }
        _ = try without.sheet()
        #expect {
            try without.sheet(credits: true)
        } throws: {
            "\($0)".contains("has no place for credits")
        }
        #expect(without.mistakes == [])
    }

    @Test("How many pages there are is not known at their heads")
    func pagesOfHeads() throws {
        let text = "- { kind: text, text: x, style: name }"
        let known = try Trial(
            text,
            continuation: "[{ kind: text, text: \"{page}\", style: name }]"
        )
        defer { known.cleanUp() }
        #expect(known.mistakes == [])
        let unknown = try Trial(
            text,
            continuation: "[{ kind: text, text: \"{pages}\", style: name }]"
        )
        defer { unknown.cleanUp() }
        #expect(unknown.mistakes.first?.contains("unknown name \"pages\"") == true)
    }

    @Test("A loop asks for its item's name by the key at hand, and the name can be used")
    func loops() throws {
        let cases = [
            "kind: grid, items: shown, columns: 2, gap: 0, blocks: []": "\"item\" is missing",
            "kind: table, rows: shown, style: name, columns: [{ text: x }]": "\"row\" is missing",
            "kind: text, each: shown, text: x, style: name": "\"as\" is missing",
            "kind: text, each: shown, as: größe, text: x, style: name": "letters from a to z",
            "kind: text, each: shown, as: it, text: x, style: name": "means something else",
        ]
        for (block, words) in cases {
            let trial = try Trial("- { \(block) }")
            defer { trial.cleanUp() }
            #expect(trial.mistakes.first?.contains(words) == true, "\(block): \(trial.mistakes)")
        }
    }

    @Test("Words that are taken out for one mistake make no second one")
    func consequences() throws {
        let trial = try Trial("- { kind: text, text: \"{nothing}\", style: name }")
        defer { trial.cleanUp() }
        #expect(trial.mistakes.count == 1, "\(trial.mistakes)")
    }

    @Test("A language that only the template has needs no shared strings")
    func ownLanguage() throws {
        var strings = try templateText("shared/sheet/strings/en.yaml")
        strings.replace("language: en", with: "language: fr")
        let trial = try Trial(
            "- { kind: text, string: title, style: title }",
            language: "fr",
            strings: strings
        )
        defer { trial.cleanUp() }
        #expect(trial.mistakes == [])
    }
}
