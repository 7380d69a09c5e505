import Explanations
import Foundation
import LanguageModels
import Narration
import Testing

@Suite struct LanguageModelNarratorTests {
    /// What a narrator makes of a script, with the model that was asked.
    static func narrate(
        _ fixture: PhotoFixture,
        verifiesNames: Bool = false,
        _ script: @escaping ScriptedModel.Script
    ) async throws -> (text: NarratedText, model: ScriptedModel) {
        let model = ScriptedModel(script)
        let narrator = LanguageModelNarrator(
            model: model,
            offline: OfflineNarrator(wordNet: nil, phrases: Support.templates),
            templates: Support.templates,
            verifiesNames: verifiesNames
        )
        let text = try await narrator.narrate(
            fixture.explanation,
            assets: fixture.folder,
            audience: "end-user",
            language: "en"
        )
        return (text, model)
    }

    @Test func aGoodModelWritesEverything() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, model) = try await Self.narrate(fixture) { Replies.good($0) }
        #expect(
            model.purposes == [
                "context-217", "context-33", "context-5", "label-217", "label-33", "label-5",
                "summary",
            ]
        )
        #expect(text.narrator == "scripted" && text.usesLanguageModel)
        #expect(text.problem == nil && text.concepts.allSatisfy { $0.problem == nil })
        #expect(text.summary == "The model relied most on dark discs.")
        #expect(text.concepts.map(\.channel) == [217, 5, 33])
        #expect(text.concepts.map(\.name) == ["Dark discs", "Pale stripes", "No shared pattern"])
        #expect(text.concepts.map(\.hasSharedPattern) == [true, true, false])
        #expect(text.concepts.map(\.fitting) == [3, 2, nil])
        #expect(text.concepts.map(\.nameConfidence) == [1, 2.0 / 3, nil])
        #expect(text.concepts.map(\.presence) == [.present, .present, nil])
        #expect(text.concepts.map(\.seen) == ["a dark disc", "a dark disc", "a dark disc"])
        #expect(
            text.concepts[1].context
                == "Stripes lie in the middle. They speak against the answer."
        )
        #expect(text.checks.filter { !$0.passed }.isEmpty, "\(text.checks.filter { !$0.passed })")
        let source = try #require(text.source)
        #expect(source.provider == "scripted" && source.model == "script-1-2026")
        #expect(source.inputTokens == 700 && source.outputTokens == 70)
        #expect(
            source.prompts.map(\.name) == ["label", "contextualize", "summarize", "repair"]
        )
    }

    @Test func theStepsNeverMix() async throws {
        let fixture = try PhotoFixture(samples: true)
        defer { fixture.remove() }
        let (_, model) = try await Self.narrate(fixture, verifiesNames: true) {
            Replies.good($0)
        }
        for request in model.requests {
            let words = Self.words(request)
            #expect(!words.contains("secret-4711"), "\(request.purpose) tells the file's name")
            for image in request.images {
                #expect(!image.title.contains("secret-4711"))
            }
            switch request.purpose.prefix(4) {
            case "labe", "test":
                for secret in PhotoFixture.secrets {
                    #expect(!words.localizedCaseInsensitiveContains(secret), "\(secret)")
                }
                #expect(request.images.count == 1)
            case "cont":
                // The references' labels and the names' tests are no part of it.
                for secret in ["kestrel", "osprey", "albatross", "vulture"] {
                    #expect(!words.localizedCaseInsensitiveContains(secret), "\(secret)")
                }
                #expect(words.contains("\"kite\"") && request.images.count == 1)
            default:
                #expect(request.images.isEmpty && words.contains("\"kite\""))
                #expect(words.contains("A dark disc lies in the middle."))
            }
        }
        // No picture of one step is shown in another.
        let labels = Set(model.requests("label").flatMap(\.images).map(\.sha256))
        let contexts = Set(model.requests("context").flatMap(\.images).map(\.sha256))
        let tests = Set(model.requests("test").flatMap(\.images).map(\.sha256))
        #expect(labels.isDisjoint(with: contexts) && labels.isDisjoint(with: tests))
        #expect(contexts.isDisjoint(with: tests))
    }

    @Test func purposesFitBatchFiles() async throws {
        let fixture = try PhotoFixture(samples: true)
        defer { fixture.remove() }
        let (_, model) = try await Self.narrate(fixture, verifiesNames: true) { request in
            let isSecond = request.purpose.contains("again")
            return isSecond ? Replies.good(request) : Replies.text("no")
        }
        #expect(model.requests.contains { $0.purpose == "label-217-again" })
        for purpose in model.purposes {
            #expect(1...31 ~= purpose.count)
            #expect(purpose.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        }
    }

    @Test func resultsKeepTheirOrder() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (first, _) = try await Self.narrate(fixture) { Replies.good($0) }
        // The strongest concept's replies come last.
        let (second, _) = try await Self.narrate(fixture) { request in
            for _ in 0..<(request.purpose.hasSuffix("217") ? 200 : 0) { await Task.yield() }
            return Replies.good(request)
        }
        #expect(first == second)
    }

    @Test func aBadReplyIsMendedOnce() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, model) = try await Self.narrate(fixture) { request in
            request.purpose == "label-217"
                ? Replies.text("Dark discs, I think.") : Replies.good(request)
        }
        #expect(text.concepts[0].name == "Dark discs" && text.concepts[0].problem == nil)
        let again = try #require(model.requests("label-217-again").first)
        #expect(again.messages.map(\.role) == [.user, .assistant, .user])
        #expect(again.messages[1].parts == [.text("Dark discs, I think.")])
        #expect(Self.words(again).contains("was not the JSON object asked for"))
        #expect(again.images.count == 1, "the picture is shown again")
        let verdict = text.checks.first { $0.check == "reply" }
        #expect(verdict?.channel == 217 && verdict?.passed == true && verdict?.repaired == true)
    }

    @Test(arguments: [
        (Replies.text("no"), "The language model gave no usable name."),
        (Replies.text(""), "The language model gave no usable name."),
        (
            Replies.text(String(repeating: "{", count: 1_000_000)),
            "The language model gave no usable name."
        ),
        (Replies.text("{", finish: .length), "The language model gave no usable name."),
        (Replies.text("", finish: .refusal), "The language model declined to name it."),
        (
            Replies.text("", finish: .contentFilter),
            "The language-model server held the name back."
        ),
    ])
    func whatCannotBeNamedIsCalledByItsChannel(reply: ChatReply, problem: String) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, model) = try await Self.narrate(fixture) { request in
            request.purpose.hasPrefix("label-217") ? reply : Replies.good(request)
        }
        let concept = text.concepts[0]
        #expect(concept.name == "Channel 217" && !concept.hasSharedPattern)
        #expect(concept.problem == problem)
        #expect(concept.context.contains("in the middle of the photo"))
        // Nothing of the other photos' labels goes with a concept that was not named.
        #expect(!concept.context.contains("other photos"))
        #expect(concept.presence == nil && concept.fitting == nil)
        #expect(!model.purposes.contains("context-217"), "no name, no question what it did")
        #expect(model.purposes.filter { $0.hasPrefix("label-217") }.count == 2)
        #expect(text.concepts[1].name == "Pale stripes" && text.problem == nil)
        #expect(text.checks.contains { $0.check == "reply" && $0.channel == 217 && !$0.passed })
    }

    @Test func aReplyThatWasCutGetsMoreRoom() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (_, model) = try await Self.narrate(fixture) { request in
            request.purpose == "summary"
                ? Replies.text("{", finish: .length) : Replies.good(request)
        }
        let first = try #require(model.requests("summary").first)
        let second = try #require(model.requests("summary-again").first)
        #expect(second.maximumTokens > first.maximumTokens)
    }

    @Test func aFailedContextOrSummaryIsToldFromMeasuredValues() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, _) = try await Self.narrate(fixture) { request in
            request.purpose.hasPrefix("context-217") || request.purpose.hasPrefix("summary")
                ? Replies.text("", finish: .refusal) : Replies.good(request)
        }
        #expect(text.concepts[0].name == "Dark discs" && text.concepts[0].hasSharedPattern)
        #expect(text.concepts[0].context.contains("in the middle of the photo"))
        #expect(
            text.concepts[0].problem == "The language model declined to describe it; "
                + "what was measured is told instead."
        )
        #expect(
            text.problem == "The language model declined to write the summary; "
                + "what was measured is told instead."
        )
        let offline = try await OfflineNarrator(wordNet: nil, phrases: Support.templates).narrate(
            fixture.explanation,
            assets: fixture.folder,
            audience: "end-user",
            language: "en"
        )
        #expect(text.summary == offline.summary)
    }

    @Test(arguments: [LanguageModelsError.Kind.rejected, .unreadable])
    func aServerThatFailsAtOneQuestionCostsOnlyThat(kind: LanguageModelsError.Kind) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, _) = try await Self.narrate(fixture) { request in
            if request.purpose.hasPrefix("label-5") {
                throw LanguageModelsError(kind, "nowhere: answers <b>500</b>\u{1B}[31m")
            }
            return Replies.good(request)
        }
        #expect(text.concepts.map(\.name) == ["Dark discs", "Channel 5", "No shared pattern"])
        #expect(text.concepts[1].problem == "The language-model server could not give a name.")
        let finding = text.checks.first { $0.check == "reply" }?.finding
        #expect(finding == "The server failed: nowhere: answers 50031m.")
    }

    @Test func aMissingPictureIsToldInALine() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        try FileManager.default.removeItem(
            at: fixture.folder.appendingPathComponent("assets/reference-5-1.png")
        )
        let error = try await #require(throws: NarrationError.self) {
            try await Self.narrate(fixture) { Replies.good($0) }
        }
        #expect(error.message.contains("assets/reference-5-1.png is missing"))
    }

    @Test func withoutReferencesThereIsNothingToNameItBy() async throws {
        let made = try PhotoFixture()
        defer { made.remove() }
        var explanation = made.explanation
        explanation.concepts[1].references = []
        let model = ScriptedModel { request in
            request.purpose == "context-5"
                ? Replies.text(
                    Replies.context("Stripes. They speak against the answer.", presence: nil)
                )
                : Replies.good(request)
        }
        let text = try await LanguageModelNarrator(
            model: model,
            offline: OfflineNarrator(wordNet: nil, phrases: Support.templates),
            templates: Support.templates
        ).narrate(explanation, assets: made.folder, audience: "end-user", language: "en")
        #expect(!model.purposes.contains("label-5") && model.purposes.contains("context-5"))
        #expect(text.concepts[1].name == "Channel 5")
        #expect(text.concepts[1].problem == "There are no reference photos to name it by.")
        #expect(text.concepts[1].context == "Stripes. They speak against the answer.")
    }

    @Test func namesAreTestedOnHeldOutPhotos() async throws {
        let fixture = try PhotoFixture(samples: true)
        defer { fixture.remove() }
        // The samples are held-out, held-out, random, random; 1 and 3 are said to show it.
        let (text, model) = try await Self.narrate(fixture, verifiesNames: true) {
            Replies.good($0)
        }
        #expect(
            text.concepts[0].nameTest
                == NameTest(heldOut: 2, heldOutRight: 1, random: 2, randomRight: 1)
        )
        #expect(text.concepts[0].nameConfidence == 0.5)
        #expect(text.concepts[2].nameTest == nil)
        #expect(model.purposes.filter { $0.hasPrefix("test") } == ["test-217", "test-5"])
        #expect(text.source?.prompts.map(\.name).contains("verify") == true)
        // By the name alone, and a score no better than guessing is told.
        let words = Self.words(try #require(model.requests("test-217").first))
        #expect(words.contains("Dark discs") && !words.contains("small dark disc"))
        let verdicts = text.checks.filter { $0.check == "name-test" }
        #expect(verdicts.map(\.channel) == [217, 5] && verdicts.allSatisfy { !$0.passed })
        #expect(
            verdicts.first?.evidence
                == "1 of 2 held-out references and 1 of 2 random photos told rightly"
        )
        let (untested, other) = try await Self.narrate(fixture) { Replies.good($0) }
        #expect(untested.concepts[0].nameTest == nil && other.requests("test").isEmpty)
    }

    @Test func aRehearsalAsksEverythingOnce() async throws {
        let fixture = try PhotoFixture(samples: true)
        defer { fixture.remove() }
        // The least that each schema allows, as a dry run answers.
        let model = ScriptedModel { request in
            switch request.purpose.prefix(4) {
            case "labe":
                Replies.text(Replies.label("concept", fitting: [], shared: false))
            case "cont": Replies.text(Replies.context("concept"))
            case "test": Replies.text(#"{"showing": []}"#)
            default: Replies.text(Replies.summary("concept"))
            }
        }
        _ = try await LanguageModelNarrator(
            model: model,
            offline: OfflineNarrator(wordNet: nil, phrases: Support.templates),
            templates: Support.templates,
            verifiesNames: true,
            isRehearsal: true
        ).narrate(
            fixture.explanation,
            assets: fixture.folder,
            audience: "end-user",
            language: "en"
        )
        #expect(
            model.purposes == [
                "context-217", "context-33", "context-5", "label-217", "label-33", "label-5",
                "summary", "test-217", "test-33", "test-5",
            ]
        )
    }

    /// All words of a question, titles of pictures included.
    static func words(_ request: ChatRequest) -> String {
        let parts = request.messages.flatMap(\.parts).map { part in
            switch part {
            case .text(let text): text
            case .image(let image): image.title
            }
        }
        return ([request.system] + parts).joined(separator: "\n")
    }
}
