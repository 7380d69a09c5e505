import Explanations
import Foundation
import Narration
import Testing

@Suite("Phrases and prompts of one's own")
struct OwnFilesTests {
    /// A folder with a few files.
    private func folder(_ files: [String: String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("own-\(UUID().uuidString)")
        for (path, text) in files {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        return folder
    }

    @Test("one file of phrases is enough, the rest is the shipped")
    func phrases() async throws {
        let own = try folder([
            "end-user/narration/en/context.mustache":
                "{{#both}}two, both of {{group}}.{{/both}}\n\n"
        ])
        defer { try? FileManager.default.removeItem(at: own) }
        let cats = Samples.references([("cat", "n02121620"), ("tabby", "n02123045")])
        let text = try await OfflineNarrator(
            wordNet: Support.wordNet(),
            phrases: TemplateFolders([own, Support.templates])
        ).narrate(
            Samples.explanation([Samples.concept(1, cats)]),
            assets: Support.noAssets,
            audience: "end-user",
            language: "en"
        )
        #expect(text.concepts.first?.context == "Two, both of cats.")
        #expect(!text.summary.isEmpty)
    }

    @Test("one prompt is enough, the rest is the shipped")
    func prompts() throws {
        let own = try folder([
            "shared/prompts/en/label.mustache":
                "{{! Version 9. Own. }}\nOwn words.\n=== question ===\n{{count}}{{> rules}}"
        ])
        defer { try? FileManager.default.removeItem(at: own) }
        let templates = TemplateFolders([own, Support.templates])
        let set = try PromptSet(templates: templates, audience: "auditor", language: "en")
        #expect(set.label.identity.version == "9")
        #expect(set.verify.identity.version == "1")
        #expect(set.label.fill(["count": "6"]).question.contains("Rules"))
    }

    @Test("mistakes in phrases and prompts are both told")
    func mistakes() throws {
        let own = try folder([
            "end-user/narration/en/reader.json": "{",
            "end-user/prompts/en/summarize.mustache": "{{! Version 1. }}\n{{nothing}}",
        ])
        defer { try? FileManager.default.removeItem(at: own) }
        let found = NarrationFiles.mistakes(
            templates: TemplateFolders([own, Support.templates]),
            audience: "end-user",
            language: "en"
        ).map(\.description)
        #expect(found.count == 2, "\(found)")
        #expect(found[0].contains("reader.json") && found[1].contains("summarize.mustache:2"))
    }
}
