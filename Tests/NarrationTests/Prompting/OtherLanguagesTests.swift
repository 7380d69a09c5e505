import Explanations
import Foundation
import LanguageModels
import Narration
import Testing

/// What a reader is told stands in the sheet's language, whatever went wrong.
@Suite struct OtherLanguagesTests {
    @Test(arguments: [
        (
            "de", "Kanal 217", "Das Sprachmodell wollte keinen Namen geben.",
            "Jede der Stellen zeigt eine kleine dunkle Scheibe.", "Die Scheibe ist dunkel."
        ),
        (
            "cs", "Kanál 217", "Jazykový model odmítl dát název.",
            "Každé z míst je malý tmavý kotouč.", "Kotouč je na fotografii."
        ),
    ])
    func problemsAreToldInTheSheetsLanguage(
        language: String,
        name: String,
        problem: String,
        description: String,
        text: String
    ) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let templates = try Self.templates(language)
        defer { try? FileManager.default.removeItem(at: templates) }
        let model = ScriptedModel { request in
            let purpose = request.purpose
            if purpose.hasPrefix("label-217") { return Replies.text("", finish: .refusal) }
            if purpose == "label-5" { return Replies.text(Replies.label("Dark discs")) }
            if purpose.hasPrefix("label") {
                return Replies.text(Replies.label("Disk", description: description))
            }
            if purpose.hasPrefix("context") { return Replies.text(Replies.context(text)) }
            return Replies.text(Replies.summary(text))
        }
        let told = try await LanguageModelNarrator(
            model: model,
            offline: OfflineNarrator(wordNet: nil, phrases: templates),
            templates: templates
        ).narrate(
            fixture.explanation,
            assets: fixture.folder,
            audience: "end-user",
            language: language
        )
        #expect(told.language == language)
        #expect(told.concepts[0].name == name && told.concepts[0].problem == problem)
        // An English reply is asked for again.
        #expect(model.purposes.contains("label-5-again"))
        #expect(told.concepts[1].name == "Disk" && told.concepts[1].context == text)
        #expect(told.summary == text && told.problem == nil)
    }

    @Test(arguments: ["end-user", "domain-expert", "engineer", "auditor"])
    func whatIsNotNamedIsToldFromThisPhotoAlone(audience: String) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let model = ScriptedModel { request in
            request.purpose.hasPrefix("label") ? Replies.text("no") : Replies.good(request)
        }
        let told = try await LanguageModelNarrator(
            model: model,
            offline: OfflineNarrator(wordNet: nil, phrases: Support.templates),
            templates: Support.templates
        ).narrate(
            fixture.explanation,
            assets: fixture.folder,
            audience: audience,
            language: "en"
        )
        for concept in told.concepts {
            #expect(concept.name == "Channel \(concept.channel)")
            #expect(
                concept.context.hasSuffix(".")
                    && ["middle", "center"].contains(where: concept.context.contains)
            )
            for word in ["kestrel", "osprey", "albatross", "other photos", "labels"] {
                #expect(!concept.context.contains(word), "\(concept.context)")
            }
        }
    }

    @Test(arguments: [
        ("It lies low. There is one.", "It lies low. They are two.", "It lies low."),
        ("It lies low, 6.5 %.", "It lies low, 6.7 %.", ""),
        ("It holds 2.0 %. At 6.5 % more.", "It holds 2.0 %. At 6.7 % less.", "It holds 2.0 %."),
        ("It lies low.", "It lies low. More.", "It lies low."),
        ("Same.", "Same.", "Same."),
        ("One.", "Two.", ""),
        ("", "Two.", ""),
    ])
    func whatTwoTellingsShareIsWholeSentences(first: String, second: String, common: String) {
        #expect(MeasuredWords.commonSentences(first, second) == common)
    }

    /// The package's templates, with English sentences where a language has none of its own yet.
    private static func templates(_ language: String) throws -> URL {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("t-\(UUID().uuidString)")
        try files.copyItem(at: Support.templates, to: folder)
        for path in ["end-user/narration/", "shared/narration/", "nouns."] {
            let ending = path.hasSuffix(".") ? ".json" : ""
            let own = folder.appendingPathComponent(path + language + ending)
            let english = folder.appendingPathComponent(path + "en" + ending)
            if !files.fileExists(atPath: own.path) { try files.copyItem(at: english, to: own) }
        }
        return folder
    }
}
