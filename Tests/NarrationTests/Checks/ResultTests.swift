import Explanations
import Narration
import Testing

@Suite("Results of checks")
struct ResultTests {
    @Test("parts give what the whole gives, in the same order, each with its evidence")
    func parts() throws {
        let sample = CheckedText()
        let checks = try sample.checks()
        let explanation = sample.explanation
        let text = sample.text("Striped fur on the left.", summary: "It holds 99 %.")
        let whole = checks.results(for: text, about: explanation)
        var parts = checks.results(forSummaryOf: text, about: explanation)
        for (concept, told) in zip(explanation.concepts, text.concepts) {
            parts += checks.results(forContext: told, of: concept, in: text, about: explanation)
        }
        parts += checks.nameResults(for: text, about: explanation)
        #expect(whole == parts)
        #expect(whole.count == 4 * TextChecks.resultsPerPart + TextChecks.resultsForNames)
        #expect(whole.allSatisfy { $0.evidence?.isEmpty == false })
        #expect(whole.allSatisfy { $0.passed == ($0.finding == nil) })
        #expect(whole == checks.results(for: text, about: explanation))
        let names = whole.prefix(TextChecks.resultsPerPart).map(\.check)
        #expect(
            names == [
                "form", "numbers", "location", "sources", "claims", "sign", "swapped", "reading",
                "jargon",
            ]
        )
    }

    @Test(
        "odd texts break nothing",
        arguments: ["", ".", "%", "½", "“", "left", "of the", "\u{0}", "9999999999999 %", "1.2.3"]
    )
    func odd(words: String) throws {
        for language in ["en", "de", "cs"] {
            let sample = CheckedText(language: language)
            _ = try sample.failed(words)
            _ = try sample.failed(summary: words)
        }
    }
}
