import Digests
import Foundation
import LanguageModels
import Narration
import Testing

@Suite struct PromptTemplateTests {
    static let audiences = ["end-user", "domain-expert", "engineer", "auditor"]
    static let languages = ["en", "de", "cs"]
    static let all = audiences.flatMap { audience in languages.map { (audience, $0) } }

    private static func filled(
        _ audience: String,
        _ language: String,
        named: Bool = true,
        frames: Bool = true
    ) throws -> [String: String] {
        let set = try PromptSet(
            templates: Support.templates,
            audience: audience,
            language: language
        )
        func text(_ template: PromptTemplate, _ values: [String: any Sendable]) -> String {
            let filled = template.fill(values)
            return filled.instructions + "\n" + filled.question
        }
        return [
            "label": text(set.label, ["count": "COUNT", "frames": frames]),
            "verify": text(set.verify, ["count": "COUNT", "data": "DATA"]),
            "contextualize": text(set.contextualize, ["named": named, "data": "DATA"]),
            "summarize": text(set.summarize, ["data": "DATA"]),
            "repair": text(set.repair, ["findings": ["FINDING"]]),
        ]
    }

    @Test(arguments: all)
    func everyTagIsFilled(audience: String, language: String) throws {
        for (name, text) in try Self.filled(audience, language) {
            #expect(!text.contains("{{") && !text.contains("}}"), "\(name): \(text)")
            #expect(!text.contains("==="), "\(name)")
            #expect(!text.contains("Version 1"), "\(name) sends its comment")
            #expect(!text.contains("\n\n\n"), "\(name)")
            let value = ["label": "COUNT", "verify": "DATA", "repair": "FINDING"][name] ?? "DATA"
            #expect(text.contains(value), "\(name)")
        }
    }

    @Test(arguments: all)
    func promptsAskForWhatTheirSchemasSay(audience: String, language: String) throws {
        let texts = try Self.filled(audience, language)
        let forms: [(String, any ReplyForm)] = [
            ("label", LabelForm(count: 3, language: language)),
            ("verify", NameTestForm(count: 3)),
            ("contextualize", ContextForm(isNamed: true, language: language)),
            ("summarize", SummaryForm(language: language)),
        ]
        for (name, form) in forms {
            let text = try #require(texts[name])
            for key in form.schema.schema["required"]?.array ?? [] {
                #expect(text.contains("\"\(key.string ?? "?")\""), "\(name) lacks \(key)")
            }
            guard case .object(let properties)? = form.schema.schema["properties"] else {
                Issue.record("\(name) has no properties")
                continue
            }
            for value in properties.values.flatMap({ $0["enum"]?.array ?? [] }) {
                #expect(text.contains("\"\(value.string ?? "?")\""), "\(name) lacks \(value)")
            }
        }
    }

    @Test func anUnnamedConceptIsNotAskedForPresence() throws {
        for language in Self.languages {
            let texts = try Self.filled("end-user", language, named: false)
            let text = try #require(texts["contextualize"])
            #expect(!text.contains("\"presence\"") && !text.contains("\"concept\""))
            #expect(text.contains("\"highlighted\"") && text.contains("\"text\""))
        }
        let form = ContextForm(isNamed: false, language: "en")
        #expect(form.schema.schema["required"] == ["highlighted", "text"])
    }

    @Test func withoutFramesNoneIsPromised() throws {
        for language in Self.languages {
            let with = try #require(try Self.filled("end-user", language)["label"])
            let without = try #require(
                try Self.filled("end-user", language, frames: false)["label"]
            )
            #expect(with.count > without.count + 40)
        }
    }

    @Test(arguments: [("en", "in English"), ("de", "auf Deutsch"), ("cs", "česky")])
    func promptsStateTheirLanguage(language: String, words: String) throws {
        for audience in Self.audiences {
            let texts = try Self.filled(audience, language)
            for name in ["label", "contextualize", "summarize"] {
                #expect(texts[name]?.contains(words) == true, "\(audience) \(name)")
            }
        }
    }

    @Test(arguments: languages)
    func audiencesShareTheLabelAndNothingElse(language: String) throws {
        let sets = try Self.audiences.map {
            try PromptSet(templates: Support.templates, audience: $0, language: language)
        }
        #expect(Set(sets.map(\.label.identity.sha256)).count == 1)
        #expect(Set(sets.map(\.contextualize.identity.sha256)).count == 4)
        #expect(Set(sets.map(\.summarize.identity.sha256)).count == 4)
    }

    @Test func identitiesAreOfTheTemplatesWithAllTheyInclude() throws {
        let set = try PromptSet(templates: Support.templates, audience: "end-user", language: "en")
        let shared = Support.templates.appendingPathComponent("shared/prompts/en")
        let parts = try ["label", "relevance", "rules"].map {
            try String(contentsOf: shared.appendingPathComponent("\($0).mustache"), encoding: .utf8)
        }
        #expect(
            set.label.identity.sha256
                == SHA256Digest.hex(of: Data(parts.joined(separator: "\0").utf8))
        )
        #expect(set.label.identity.name == "label" && set.label.identity.version == "1")
        #expect(
            set.identities(verifiesNames: true).map(\.name)
                == ["label", "verify", "contextualize", "summarize", "repair"]
        )
        #expect(!set.identities(verifiesNames: false).map(\.name).contains("verify"))
    }

    @Test(arguments: languages)
    func stringsAreWhole(language: String) throws {
        let strings = try PromptSet(
            templates: Support.templates,
            audience: "end-user",
            language: language
        ).strings
        #expect(strings.name(ofChannel: 217).contains("217"))
        for cell in ["topLeft", "top", "topRight", "left", "center", "right"] {
            #expect(strings.places.cells[cell] != nil)
        }
        #expect(strings.places.cells.count == 9)
        #expect(strings.places.rows.count == 3 && strings.places.columns.count == 3)
        #expect(strings.colors.count == 11 && strings.textures.count == 4)
        let problems: [ReplyProblem] = [
            .missing("name"), .wrongValue("name"), .emptyField("name"),
            .longField("name", most: 7), .noSuchNumber("name", most: 7), .server("name"),
        ]
        for problem in problems {
            let finding = problem.finding(strings)
            #expect(finding.contains("name") && !finding.contains("{"), "\(finding)")
        }
        #expect(strings.outages.unreachable.contains("{detail}"))
    }

    @Test func anAudienceMayHaveItsOwnTemplates() throws {
        let folder = try Self.copied()
        defer { try? FileManager.default.removeItem(at: folder) }
        try "{{! Version 7b. Own. }}\nOwn words.\n=== question ===\n{{count}}{{> rules}}".write(
            to: folder.appendingPathComponent("engineer/prompts/en/label.mustache"),
            atomically: true,
            encoding: .utf8
        )
        let own = try PromptSet(templates: folder, audience: "engineer", language: "en")
        #expect(own.label.identity.version == "7b")
        let filled = own.label.fill(["count": "6"])
        #expect(filled.instructions == "Own words.")
        #expect(filled.question.hasPrefix("6\nRules"))
        let other = try PromptSet(templates: folder, audience: "auditor", language: "en")
        #expect(other.label.identity.version == "1")
    }

    @Test(arguments: [
        ("{{! Version 1. }}\n{{name}}", "label.mustache:2: {{name}} is not known here"),
        ("{{! Version 1. }}\n{{> nowhere}}", "nowhere.mustache: cannot be read"),
        ("{{! Version 1. }}\n{{> label}}", "label.mustache: includes itself"),
        ("No version {{count}}", "label.mustache:1: no version is stated"),
        ("{{! Version 1. }}\n\n{{#frames}}", "label.mustache:3: is not a Mustache template"),
        (
            "{{! Version 1. }}\na\n=== question ===\n{{#frames}}x{{/count}}",
            "label.mustache:4: is not a Mustache template"
        ),
    ])
    func mistakesAreToldWithFileAndLine(template: String, message: String) throws {
        let folder = try Self.copied()
        defer { try? FileManager.default.removeItem(at: folder) }
        try template.write(
            to: folder.appendingPathComponent("shared/prompts/en/label.mustache"),
            atomically: true,
            encoding: .utf8
        )
        let error = try #require(throws: NarrationError.self) {
            try PromptSet(templates: folder, audience: "end-user", language: "en")
        }
        #expect(error.message.contains(message), "\(error)")
    }

    @Test(arguments: [("end-user", "tlh"), ("nobody", "en"), ("../end-user", "en"), ("", "en")])
    func whatHasNoPromptsIsToldSo(audience: String, language: String) throws {
        let error = try #require(throws: NarrationError.self) {
            try PromptSet(templates: Support.templates, audience: audience, language: language)
        }
        #expect(error.message.contains("has no prompts"))
    }

    /// The package's prompts in a folder that a test may change.
    private static func copied() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("templates-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Support.templates, to: folder)
        return folder
    }
}
