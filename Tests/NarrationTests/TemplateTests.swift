import Explanations
import Foundation
import Narration
import Testing

@Suite("Phrases in files")
struct TemplateTests {
    /// Narrates with a copy of the templates that was changed.
    private func narrate(
        language: String = "en",
        changing change: (URL) throws -> Void
    ) async throws -> NarratedText {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("templates-\(UUID().uuidString)")
        try FileManager.default.copyItem(
            at: Support.templates.resolvingSymlinksInPath(),
            to: folder
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        try change(folder)
        let cats = Samples.references([("cat", "n02121620"), ("tabby", "n02123045")])
        return try await OfflineNarrator(wordNet: Support.wordNet(), phrases: folder)
            .narrate(
                Samples.explanation([Samples.concept(1, cats)]),
                assets: Support.noAssets,
                audience: "end-user",
                language: language
            )
    }

    private func error(_ file: String, _ text: String) async -> String {
        let error = await #expect(throws: NarrationError.self) {
            try await narrate { folder in
                try Data(text.utf8).write(to: folder.appendingPathComponent(file))
            }
        }
        return error?.description ?? ""
    }

    private static let context = "end-user/narration/en/context.mustache"

    @Test("a person can reword without touching Swift")
    func reword() async throws {
        let text = try await narrate { folder in
            let file = folder.appendingPathComponent(Self.context)
            try Data("{{#both}}two photos, both of {{group}}.{{/both}}\n\n".utf8).write(to: file)
        }
        #expect(text.concepts.first?.context == "Two photos, both of cats.")
    }

    @Test("a language is its folders and a file of nouns")
    func language() async throws {
        let text = try await narrate(language: "xx") { folder in
            for home in ["end-user", "shared"] {
                let narration = folder.appendingPathComponent("\(home)/narration")
                try FileManager.default.copyItem(
                    at: narration.appendingPathComponent("en"),
                    to: narration.appendingPathComponent("xx")
                )
            }
            let nouns = folder.appendingPathComponent("nouns.en.json")
            let english = try String(contentsOf: nouns, encoding: .utf8)
            try Data(english.replacing("\"cats\"", with: "\"Katzen\"").utf8)
                .write(to: folder.appendingPathComponent("nouns.xx.json"))
        }
        #expect(text.language == "xx")
        #expect(text.concepts.first?.name == "Katzen")
    }

    @Test("an unknown audience or language says which there are")
    func unknown() async throws {
        let narrator = try Support.narrator()
        for (audience, language, hint) in [
            ("end-user", "tlh", "there are cs, de, en"),
            ("nobody", "en", "has none in any language"),
            ("../end-user", "en", "no phrases"), ("end-user", "", "there are cs, de, en"),
        ] {
            let error = await #expect(throws: NarrationError.self) {
                try await narrator.narrate(
                    Samples.explanation([]),
                    assets: Support.noAssets,
                    audience: audience,
                    language: language
                )
            }
            #expect(error?.description.contains(hint) == true)
        }
    }

    @Test("a template that fails names its file and line")
    func broken() async {
        let section = await error(Self.context, "Fine.\n{{#both}}open\n{{/all}}\n")
        #expect(section.contains("context.mustache:3: a section is closed by another name"))
        let tag = await error(Self.context, "Fine.\n\nAnd {{wheer}}.\n")
        #expect(tag.contains("context.mustache:3: {{wheer}} is not known here; known are against,"))
        let open = await error(Self.context, "Fine.\n{{#both}}open\n")
        #expect(open.contains("context.mustache:"))
        #expect(open.contains("a section is not closed"))
        let partial = await error(Self.context, "{{> other}}")
        #expect(partial.contains("context.mustache:1: {{> other}} is not known here"))
        let unclosed = await error("end-user/narration/en/summary.mustache", "{{#relied")
        #expect(unclosed.contains("summary.mustache:1: "))
    }

    @Test("damaged word files name the file and the key")
    func words() async {
        let words = await error("shared/narration/en/words.json", "{\"numbers\": []}")
        #expect(words.contains("words.json: \"fractions\" is missing"))
        let nouns = await error("nouns.en.json", "{ nonsense")
        #expect(nouns.contains("nouns.en.json: is not valid JSON"))
        let binary = await error("nouns.en.json", "\u{0}\u{1}")
        #expect(binary.contains("nouns.en.json: is not valid JSON"))
    }

    @Test("a missing file is named")
    func missing() async throws {
        let error = await #expect(throws: NarrationError.self) {
            try await narrate { folder in
                try FileManager.default.removeItem(at: folder.appendingPathComponent(Self.context))
            }
        }
        #expect(error?.description.contains("context.mustache: cannot be read") == true)
    }
}
