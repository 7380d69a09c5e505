import Explanations
import Foundation
import Narration
import Testing

@Suite("Checks of texts against what was measured")
struct CheckTests {
    private static let references = Samples.references(
        [
            ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
            ("three-toed sloth", nil), ("penguin", "n02055803"), ("owl", "n01621127"),
        ]
    )
    private static let explanation = Samples.explanation(
        [
            Samples.concept(
                426,
                share: 0.046,
                region: Samples.region(.bottom, halfArea: 0.1, pieces: 2),
                references
            ),
            Samples.concept(7, share: -0.0213, region: Samples.region(.topLeft), references),
        ]
    )

    private func results(_ context: String, summary: String = "It is so.") throws -> [CheckResult] {
        func told(_ channel: Int, _ name: String, _ context: String) -> ConceptText {
            ConceptText(
                channel: channel,
                name: name,
                hasSharedPattern: true,
                nameConfidence: 5.0 / 6,
                context: context
            )
        }
        let text = NarratedText(
            audience: "end-user",
            language: "en",
            narrator: "test",
            usesLanguageModel: true,
            summary: summary,
            concepts: [told(426, "Bird feet", context), told(7, "Round eyes", "So it is.")],
            checks: []
        )
        let checks = try TextChecks(
            templates: Support.templates,
            audience: "end-user",
            language: "en"
        )
        return checks.results(for: text, about: Self.explanation)
    }

    static let truths = [
        "The yellow feet, low in the photo, in two places.",
        "Half its weight lies at the bottom, on about a tenth of what the model saw.",
        "The two outlined parts lie low in the photo and together fill about a tenth of what it saw.",
        "Five of the six other photos show birds. One shows a three-toed sloth.",
        "It holds 4.6 % of all evidence.",
        "It holds 5\u{202F}% of all evidence, and the model is 92 percent sure.",
        "All six other photos show an animal: two owls, a hen and a mallard.",
        "The feet, in the lower part of the photo.",
    ]

    @Test("true texts pass", arguments: truths)
    func truth(text: String) throws {
        let failed = try results(text).filter { !$0.passed }
        #expect(failed.isEmpty, "\(failed)")
    }

    static let lies: [(String, check: String)] = [
        ("The yellow feet, high in the photo.", "location"),
        ("It acted in five places.", "numbers"),
        ("The six outlined parts lie low in the photo.", "numbers"),
        ("The yellow feet , low in the photo.", "form"),
        ("The yellow feet, in the middle of the photo.", "location"),
        ("The yellow feet, in the lower left of the photo.", "location"),
        ("The yellow feet, on the right.", "location"),
        ("Half its weight lies on about a third of what the model saw.", "numbers"),
        ("It lies on a quarter of what the model saw.", "numbers"),
        ("Four of the six other photos show birds.", "numbers"),
        ("Five of the seven other photos show birds.", "numbers"),
        ("Three of the other photos show birds.", "numbers"),
        ("It holds 4.7 % of all evidence.", "numbers"),
        ("It holds 40.62 percent of all evidence.", "numbers"),
        ("The model is 95 % sure.", "numbers"),
        ("It acted in nine places.", "numbers"),
        ("It acted in 9 places.", "numbers"),
        ("It acted there because birds have feet.", "claims"),
        ("The model thinks of a bird.", "claims"),
        ("You should not trust it.", "claims"),
        ("{{where}} of the photo.", "form"),
        ("Two  spaces.", "form"),
        ("No full stop", "form"),
        ("", "form"),
        (String(repeating: "Long words follow. ", count: 40) + "End.", "form"),
        (
            "Characteristic morphological particularities predominantly differentiate"
                + " ornithological representations.", "reading"
        ),
    ]

    @Test("planted lies are found, each by its check", arguments: lies.indices)
    func lie(index: Int) throws {
        let (text, check) = Self.lies[index]
        let failed = try results(text).filter { !$0.passed }
        #expect(failed.map(\.check) == [check], "\(text): \(failed)")
        #expect(failed.allSatisfy { $0.channel == 426 && $0.finding?.last == "." })
    }

    @Test("a summary is held against all concepts")
    func summary() throws {
        let truth = "Two concepts are told, low and in the upper left; together they hold 6.7 %."
        let failed = try results("So.", summary: truth).filter { !$0.passed }
        #expect(failed.isEmpty, "\(failed)")
        for (lie, check) in [
            ("It acted on the right.", "location"), ("Five concepts are told.", "numbers"),
            ("Together they hold 15 %.", "numbers"), ("It wants a bird.", "claims"),
        ] {
            let failed = try results("So.", summary: lie).filter { !$0.passed }
            #expect(failed.map(\.check).contains(check), "\(lie): \(failed)")
            #expect(failed.allSatisfy { $0.channel == nil })
        }
    }

    @Test("names that leave out, swap or repeat concepts are found")
    func names() async throws {
        let good = try await Support.narrate(Self.explanation)
        let checks = try TextChecks(
            templates: Support.templates,
            audience: "end-user",
            language: "en"
        )
        func finding(_ change: (inout NarratedText) -> Void) -> String? {
            var text = good
            change(&text)
            return checks.results(for: text, about: Self.explanation)
                .first { $0.check == "names" }?.finding
        }
        #expect(finding { _ in } == nil)
        #expect(finding { $0.concepts.removeLast() } == "Channel 7 has no text.")
        #expect(finding { $0.concepts.reverse() }?.contains("order") == true)
        #expect(finding { $0.concepts[1].name = "  " } == "Channel 7 has no name.")
        #expect(
            finding { $0.concepts[1].name = $0.concepts[0].name.uppercased() }?
                .contains("both called") == true
        )
    }

    @Test("swapping one word of the offline narrator's own texts is found")
    func mutations() async throws {
        let good = try await Support.narrate(Self.explanation)
        let checks = try TextChecks(
            templates: Support.templates,
            audience: "end-user",
            language: "en"
        )
        let swaps = [
            ("Five", "Four"), ("six", "eight"), ("low in", "high in"),
            ("two places", "five places"),
        ]
        for (from, to) in swaps {
            var text = good
            text.concepts[0].context = text.concepts[0].context.replacing(from, with: to)
            #expect(text != good, "\(from) is not in \(good.concepts[0].context)")
            let results = checks.results(for: text, about: Self.explanation)
            #expect(results.contains { !$0.passed && $0.channel == 426 }, "\(from)")
        }
    }

    @Test(
        "syllables and grades",
        arguments: [
            ("cat", 1), ("photo", 2), ("middle", 2), ("shape", 1), ("animal", 3), ("tree", 1),
            ("evidence", 3), ("relied", 2), ("started", 2), ("a", 1), ("tabby", 2), ("xyz", 1),
        ]
    )
    func syllables(word: String, count: Int) {
        #expect(Reading.syllables(in: word) == count)
    }

    @Test("the grade follows the formula")
    func grade() {
        // Six words of one syllable: 0.39 * 6 + 11.8 * 1 - 15.59.
        #expect(abs(Reading.grade(of: "The cat sat on the mat.", language: "en") - -1.45) < 1e-9)
        #expect(Reading.grade(of: "", language: "en") == 0)
    }
}
