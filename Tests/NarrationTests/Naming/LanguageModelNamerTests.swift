import Explanations
import Foundation
import LanguageModels
import Narration
import Testing

/// Naming a channel without any photo to explain.
@Suite struct LanguageModelNamerTests {
    private static func name(
        _ fixture: PhotoFixture,
        concept: Int = 0,
        language: String = "en",
        _ script: @escaping ScriptedModel.Script
    ) async throws -> (outcome: NameOutcome, model: ScriptedModel) {
        let model = ScriptedModel(script)
        let namer = try LanguageModelNamer(
            model: model,
            templates: Support.templates,
            language: language
        )
        let concept = fixture.explanation.concepts[concept]
        let outcome = try await namer.name(
            concept.channel,
            shownBy: concept.references,
            in: fixture.folder
        )
        return (outcome, model)
    }

    @Test func itAsksWhatTheNarratorAsks() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (_, narrating) = try await LanguageModelNarratorTests.narrate(fixture) {
            Replies.good($0)
        }
        let (outcome, naming) = try await Self.name(fixture) { Replies.good($0) }
        let theirs = try #require(narrating.requests("label-217").first)
        let mine = try #require(naming.requests.first)
        #expect(mine.contentHash(model: nil) == theirs.contentHash(model: nil))
        #expect(naming.requests.count == 1)
        guard case .named(let finding) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(finding.name == "Dark discs" && finding.fitting == 3 && finding.confidence == 1)
        #expect(finding.description == "Each of the areas shows a small dark disc.")
        #expect(finding.model == "script-1-2026")
    }

    @Test func aUselessReplyIsAskedForOnceMore() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (mended, model) = try await Self.name(fixture) { request in
            request.purpose == "label-217" ? Replies.text("no JSON") : Replies.good(request)
        }
        #expect(model.purposes == ["label-217", "label-217-again"])
        guard case .named = mended else {
            Issue.record("\(mended)")
            return
        }
        let (failed, again) = try await Self.name(fixture) { _ in Replies.text("no JSON") }
        #expect(again.requests.count == 2)
        guard case .failed(let reason) = failed else {
            Issue.record("\(failed)")
            return
        }
        #expect(reason.contains("JSON"))
    }

    @Test func noSharedPatternIsAnAnswer() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (outcome, _) = try await Self.name(fixture, concept: 2) { Replies.good($0) }
        guard case .named(let finding) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(finding.name == nil && finding.fitting == nil && finding.confidence == nil)
    }

    @Test(arguments: [LanguageModelsError.Kind.overBudget, .unreachable, .pending, .rejected])
    func errorsAreToldApart(kind: LanguageModelsError.Kind) async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let (outcome, _) = try await Self.name(fixture) { _ in
            throw LanguageModelsError(kind, "so it is")
        }
        switch (kind, outcome) {
        case (.pending, .awaited), (.rejected, .failed): break
        case (_, .stopped(let error)): #expect(error.kind == kind)
        default: Issue.record("\(kind): \(outcome)")
        }
    }

    @Test func anUnknownLanguageIsAnError() {
        #expect(throws: NarrationError.self) {
            try LanguageModelNamer(
                model: ScriptedModel { Replies.good($0) },
                templates: Support.templates,
                language: "../en"
            )
        }
        #expect(throws: NarrationError.self) {
            try OfflineNamer(wordNet: nil, templates: Support.templates, language: "xx")
        }
    }
}
