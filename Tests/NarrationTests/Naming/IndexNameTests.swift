import Explanations
import Foundation
import LanguageModels
import Narration
import Testing

/// Names that the reference index holds, in the narrators' texts.
@Suite struct IndexNameTests {
    private typealias Tests = LanguageModelNarratorTests

    private static func naming(
        _ name: String?,
        language: String = "en",
        references: Int = 3,
        by narrator: String = "openai/gpt-4o"
    ) -> ConceptNaming {
        ConceptNaming(
            language: language,
            name: name,
            confidence: name == nil ? nil : 2.0 / 3,
            description: "Small bright rings lie close together.",
            fitting: name == nil ? nil : 2,
            references: references,
            narrator: narrator,
            created: "2026-11-20T08:00:00Z"
        )
    }

    private static func named(
        _ explanation: Explanation,
        _ names: [Int: [ConceptNaming]]
    ) -> Explanation {
        var explanation = explanation
        for index in explanation.concepts.indices {
            explanation.concepts[index].names = names[explanation.concepts[index].channel]
        }
        return explanation
    }

    private static func narrate(
        _ explanation: Explanation,
        _ fixture: PhotoFixture,
        verifiesNames: Bool = false,
        audience: String = "end-user",
        _ script: @escaping ScriptedModel.Script
    ) async throws -> (text: NarratedText, model: ScriptedModel) {
        let model = ScriptedModel(script)
        let text = try await LanguageModelNarrator(
            model: model,
            offline: OfflineNarrator(wordNet: nil, phrases: Support.templates),
            templates: Support.templates,
            verifiesNames: verifiesNames
        ).narrate(explanation, assets: fixture.folder, audience: audience, language: "en")
        return (text, model)
    }

    @Test func aNameOfTheIndexIsNotAskedFor() async throws {
        let fixture = try PhotoFixture(samples: true)
        defer { fixture.remove() }
        let explanation = Self.named(
            fixture.explanation,
            [217: [Self.naming("Bright rings")], 33: [Self.naming(nil)]]
        )
        let (text, model) = try await Self.narrate(explanation, fixture, verifiesNames: true) {
            Replies.good($0)
        }
        #expect(model.requests("label").map(\.purpose) == ["label-5"])
        let rings = text.concepts[0]
        #expect(rings.name == "Bright rings" && rings.hasSharedPattern)
        #expect(rings.description == "Small bright rings lie close together.")
        #expect(rings.fitting == 2)
        let origin = NameOrigin(narrator: "openai/gpt-4o", created: "2026-11-20T08:00:00Z")
        #expect(rings.namedBy == origin && text.concepts[2].namedBy == origin)
        #expect(text.concepts[1].namedBy == nil && text.concepts[1].name == "Pale stripes")
        #expect(rings.problem == nil)
        // Its test is asked for with the index's name; the score is its confidence.
        let test = try #require(model.requests("test-217").first)
        #expect(Tests.words(test).contains("Bright rings"))
        #expect(rings.nameTest != nil && rings.nameConfidence == rings.nameTest?.score)
        let context = try #require(model.requests("context-217").first)
        #expect(Tests.words(context).contains("Bright rings"))
        #expect(Tests.words(context).contains("Small bright rings lie close together."))
        // Where nothing is shared, the concept has no name, and is not tested.
        let unshared = text.concepts[2]
        #expect(!unshared.hasSharedPattern && unshared.name == "No shared pattern")
        #expect(unshared.nameConfidence == nil && unshared.fitting == nil)
        #expect(unshared.problem == nil)
        #expect(model.requests("test-33").isEmpty)
        let unnamed = try #require(model.requests("context-33").first)
        #expect(unnamed.reply.name == "unnamed_context")
        #expect(text.checks.filter { $0.check == "names" && !$0.passed }.isEmpty)
    }

    @Test func anUntestedNameKeepsItsConfidence() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let explanation = Self.named(
            fixture.explanation,
            [217: [Self.naming("Bright rings")], 5: [Self.naming("Pale stripes", references: 6)]]
        )
        let (text, _) = try await Self.narrate(explanation, fixture) { Replies.good($0) }
        #expect(text.concepts[0].nameConfidence == 2.0 / 3 && text.concepts[0].fitting == 2)
        // It was made from six references, of which the sheet shows three: how many fit is not said.
        #expect(text.concepts[1].nameConfidence == 2.0 / 3 && text.concepts[1].fitting == nil)
    }

    @Test func aNameInAnotherLanguageIsNone() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let explanation = Self.named(
            fixture.explanation,
            [217: [Self.naming("Helle Ringe", language: "de")]]
        )
        let (text, model) = try await Self.narrate(explanation, fixture) { Replies.good($0) }
        #expect(model.requests("label").count == 3)
        #expect(text.concepts[0].name == "Dark discs" && text.concepts[0].namedBy == nil)
    }

    @Test func allAudiencesAndNarratorsCallItTheSame() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        var explanation = Self.named(
            fixture.explanation,
            [217: [Self.naming("Bright rings")], 5: [Self.naming("Pale stripes")]]
        )
        for audience in ["end-user", "auditor", "engineer", "domain-expert"] {
            let (told, _) = try await Self.narrate(explanation, fixture, audience: audience) {
                Replies.good($0)
            }
            explanation.texts.append(told)
            let offline = try await Support.narrator().narrate(
                explanation,
                assets: fixture.folder,
                audience: audience,
                language: "en"
            )
            for text in [told, offline] {
                #expect(text.concepts[0].name == "Bright rings", "\(audience)")
                #expect(text.concepts[1].name == "Pale stripes", "\(audience)")
                let names = text.checks.filter { $0.check == "names" }
                #expect(names.count == 1 && names.allSatisfy { $0.passed }, "\(names)")
            }
        }
    }

    @Test func namesakesAreToldApartByTheirChannels() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let explanation = Self.named(
            fixture.explanation,
            [217: [Self.naming("Pale stripes")], 33: [Self.naming("pale stripes")]]
        )
        let (text, _) = try await Self.narrate(explanation, fixture) { Replies.good($0) }
        #expect(
            text.concepts.map(\.name) == [
                "Pale stripes (217)", "Pale stripes", "Pale stripes (33)",
            ]
        )
        #expect(text.checks.filter { $0.check == "names" }.allSatisfy { $0.passed })
        let offline = try await Support.narrate(explanation)
        #expect(offline.concepts[0].name == "Pale stripes (217)")
        #expect(offline.concepts[2].name == "Pale stripes (33)")
    }

    @Test func wordsOfAnIndexAreCleaned() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        var hostile = Self.naming("<b>Bright\u{202E} rings</b>\n{{x}}", by: "me\u{1B}[2J")
        hostile.description = "See https://example.org/?q=1 now.\u{0}"
        hostile.confidence = 17
        hostile.fitting = -3
        var empty = Self.naming("***")
        empty.description = String(repeating: "long ", count: 400)
        let explanation = Self.named(fixture.explanation, [217: [hostile], 5: [empty]])
        let (text, model) = try await Self.narrate(explanation, fixture) { Replies.good($0) }
        let rings = text.concepts[0]
        #expect(rings.name == "Bright rings x")
        #expect(rings.description == "See now.")
        #expect(rings.nameConfidence == nil && rings.fitting == nil)
        #expect(rings.namedBy?.narrator == "me2J")
        // A name of which nothing is left is none.
        #expect(model.requests("label").map(\.purpose).sorted() == ["label-33", "label-5"])
        #expect(text.concepts[1].namedBy == nil)
    }

    @Test func withoutAnyReplyTheOfflineNarratorTellsByTheIndexsNames() async throws {
        let fixture = try PhotoFixture()
        defer { fixture.remove() }
        let names = [217, 5, 33].map { ($0, [Self.naming("Rings of kind \($0)")]) }
        let explanation = Self.named(
            fixture.explanation,
            Dictionary(uniqueKeysWithValues: names)
        )
        let (text, _) = try await Self.narrate(explanation, fixture) { _ in
            throw LanguageModelsError(.unreachable, "nowhere: no answer")
        }
        #expect(!text.usesLanguageModel && text.problem != nil)
        #expect(text.concepts.map(\.name) == names.map { "Rings of kind \($0.0)" })
        let (batch, model) = try await Self.narrate(explanation, fixture) { request in
            throw LanguageModelsError(.pending, "'\(request.purpose)' waits")
        }
        #expect(model.purposes == ["context-217", "context-33", "context-5"])
        #expect(batch.concepts.map(\.name) == text.concepts.map(\.name))
    }

    @Test(arguments: ["end-user", "auditor", "engineer", "domain-expert"], ["en", "de", "cs"])
    func offlineTextsGoWithANameOfSomebodyElse(audience: String, language: String) async throws {
        let birds = Samples.references([
            ("hen", "n01514859"), ("owl", "n01621127"), ("duck", "n01846331"),
            ("goose", "n01855672"), ("robin", "n01558594"), ("finch", "n01529672"),
        ])
        let names = [("Runde Ringe", 217), ("Helle Linien", 5), ("Punkte", 33)]
        var explanation = Samples.explanation([
            Samples.concept(217, share: 0.06, birds), Samples.concept(5, share: 0.04, birds),
            Samples.concept(33, share: -0.03, birds),
        ])
        func narrate() async throws -> NarratedText {
            try await Support.narrator().narrate(
                explanation,
                assets: Support.noAssets,
                audience: audience,
                language: language
            )
        }
        let own = try await narrate()
        // Without the index, the texts tell what the other photos show.
        for (index, name) in names.enumerated() {
            explanation.concepts[index].names = [
                Self.naming(name.0, language: language, references: 6)
            ]
        }
        let text = try await narrate()
        #expect(text.concepts.map(\.name) == names.map(\.0))
        #expect(text.concepts.allSatisfy { $0.hasSharedPattern && $0.fitting == 2 })
        let bird = try #require(
            own.concepts[0].context.split(separator: " ").first { word in
                !text.concepts[0].context.contains(word)
            }
        )
        #expect(!text.summary.contains(bird))
        #expect(text.concepts.allSatisfy { !$0.context.isEmpty })
        #expect(text.summary.contains(names[0].0), "\(text.summary)")
        #expect(!text.summary.contains("{{") && text.summary.hasSuffix("."))
        let failed = text.checks.filter { !$0.passed }
        #expect(failed.isEmpty, "\(text.summary) \(failed)")
        if audience == "end-user" || audience == "domain-expert" {
            #expect(text.summary.contains(names[1].0), "\(text.summary)")
        }
    }

    @Test func theOfflineNarratorsOwnNameLeavesItsTextAsItIs() async throws {
        let birds = Samples.references([
            ("hen", "n01514859"), ("owl", "n01621127"), ("duck", "n01846331"),
            ("goose", "n01855672"), ("robin", "n01558594"), ("finch", "n01529672"),
        ])
        var explanation = Samples.explanation([Samples.concept(217, birds)])
        let own = try await Support.narrate(explanation)
        let outcome = try await OfflineNamer(
            wordNet: Support.wordNet(),
            templates: Support.templates,
            language: "en"
        ).name(217, shownBy: birds, in: Support.noAssets)
        guard case .named(let finding) = outcome else {
            Issue.record("not named")
            return
        }
        #expect(finding.name == own.concepts[0].name)
        #expect(finding.fitting == own.concepts[0].fitting)
        #expect(finding.confidence == own.concepts[0].nameConfidence)
        explanation.concepts[0].names = [
            ConceptNaming(
                language: "en",
                name: finding.name,
                confidence: finding.confidence,
                description: finding.description,
                fitting: finding.fitting,
                references: birds.count,
                narrator: "offline",
                created: "2026-11-20T08:00:00Z"
            )
        ]
        var text = try await Support.narrate(explanation)
        #expect(text.concepts[0].namedBy?.narrator == "offline")
        text.concepts[0].namedBy = nil
        #expect(text.concepts == own.concepts && text.summary == own.summary)
    }
}
