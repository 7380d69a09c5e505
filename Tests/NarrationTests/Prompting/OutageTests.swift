import Explanations
import LanguageModels
import Narration
import Testing

/// What happens when nobody answers, or not yet.
@Suite struct OutageTests {
    private typealias Tests = LanguageModelNarratorTests

    @Test(arguments: [
        (LanguageModelsError.Kind.unreachable, "The language model could not be reached"),
        (.notAllowed, "The language-model server refused access"),
        (.overBudget, "The budget for the language model is spent"),
        (.misuse, "The language model could not be asked"),
    ])
    func whereNobodyAnswersTheOfflineNarratorTells(
        kind: LanguageModelsError.Kind,
        words: String
    ) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, model) = try await Tests.narrate(fixture) { _ in
            throw LanguageModelsError(kind, "nowhere: no answer in 60 s", hint: "see the network")
        }
        #expect(model.requests.count <= 3, "labels were on their way, nothing after them")
        // Who did not answer is what a reader of the sheet needs; of other errors the words.
        let detail = kind == .unreachable ? "nowhere" : "nowhere: no answer in 60 s"
        #expect(text.problem?.hasPrefix("\(words) (\(detail))") == true)
        let offline = try await OfflineNarrator(wordNet: nil, phrases: Support.templates).narrate(
            fixture.explanation,
            assets: fixture.folder,
            audience: "end-user",
            language: "en"
        )
        #expect(text.summary == offline.summary && text.concepts == offline.concepts)
        #expect(!text.usesLanguageModel && text.narrator == "scripted")
        #expect(text.source?.model == "script-1" && text.source?.inputTokens == nil)
    }

    @Test func anOutageInTheMiddleKeepsWhatCame() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (text, model) = try await Tests.narrate(fixture) { request in
            if request.purpose.hasPrefix("context") {
                throw LanguageModelsError(.overBudget, "2.00 of 2.00 spent")
            }
            return Replies.good(request)
        }
        #expect(text.concepts.map(\.name) == ["Dark discs", "Pale stripes", "No shared pattern"])
        #expect(text.concepts.allSatisfy { $0.context.contains("the photo") })
        #expect(text.concepts[0].problem?.contains("could not be asked for a text") == true)
        #expect(text.problem?.contains("2.00 of 2.00 spent") == true)
        #expect(!model.purposes.contains("summary") && text.usesLanguageModel)
    }

    @Test func awaitedRepliesAreAskedForAllAtOnce() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        // The first run writes all labels; a second, with one reply still missing, goes on with
        // the others.
        let (first, nothing) = try await Tests.narrate(fixture) { _ in
            throw LanguageModelsError(.pending, "the reply is not there yet")
        }
        #expect(nothing.purposes == ["label-217", "label-33", "label-5"])
        #expect(first.problem?.contains("still to come") == true && !first.usesLanguageModel)
        let (second, some) = try await Tests.narrate(fixture) { request in
            if request.purpose == "label-5" || request.purpose.hasPrefix("context") {
                throw LanguageModelsError(.pending, "the reply is not there yet")
            }
            return Replies.good(request)
        }
        #expect(
            some.purposes == ["context-217", "context-33", "label-217", "label-33", "label-5"]
        )
        #expect(second.concepts.map(\.name) == ["Dark discs", "Channel 5", "No shared pattern"])
        #expect(second.concepts[1].problem == "The language model has not named it yet.")
        #expect(second.concepts[0].problem?.contains("has not described it yet") == true)
        #expect(second.problem?.contains("still to come") == true && second.usesLanguageModel)
    }

    @Test func cancellingPassesThrough() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        await #expect(throws: CancellationError.self) {
            try await Tests.narrate(fixture) { _ in throw CancellationError() }
        }
    }
}
