import Explanations
import Foundation
import Narration
import Testing

@Suite("All words in all audiences' sentences")
struct LanguageFuzzTests {
    private func labels() throws -> [String] {
        struct File: Decodable { let words: [String: String] }
        let url = Support.templates.appendingPathComponent("nouns.de.json")
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).words.keys.sorted()
    }

    @Test(
        "every text is whole sentences in the language",
        arguments: ["en", "de", "cs"],
        ["end-user", "domain-expert", "engineer", "auditor"]
    )
    func sentences(language: String, audience: String) async throws {
        let labels = try labels()
        var concepts: [Concept] = []
        var start = 0
        var number = 0
        while start < labels.count {
            // One, two, ... seven photos; some of one kind, one without label.
            let count = 1 + number % 7
            var told: [(String?, String?)] = labels[start..<min(start + count, labels.count)]
                .map { ($0, nil) }
            if number % 3 == 0, let first = told.first { told += [first, first] }
            if number % 5 == 0 { told.append((nil, nil)) }
            concepts.append(
                Samples.concept(
                    number,
                    share: number % 4 == 0 ? -0.001 : 0.002,
                    region: number % 11 == 0
                        ? nil
                        : Samples.region(
                            Cell.allCases[number % 9],
                            width: number % 2 == 0 ? 0.3 : 0.8,
                            halfArea: [0.05, 0.3, 0.45][number % 3],
                            pieces: 1 + number % 6
                        ),
                    Samples.references(told)
                )
            )
            start += count
            number += 1
        }
        // A few concepts at a time, as sheets have them.
        for part in stride(from: 0, to: concepts.count, by: 24) {
            let explanation = Samples.explanation(
                Array(concepts[part..<min(part + 24, concepts.count)]),
                target: part % 48 == 0
                    ? nil : ScoredClass(class: 9, label: "ostrich", probability: 0.1)
            )
            let text = try await LanguageSupport.narrate(explanation, language, audience: audience)
            #expect(text.concepts.count == explanation.concepts.count)
            for sentence in [text.summary] + text.concepts.map(\.context) { expectWhole(sentence) }
            for concept in text.concepts {
                #expect(concept.name.first?.isUppercase == true, "\(concept.name)")
            }
        }
    }

    private func expectWhole(_ text: String) {
        #expect(text.first?.isUppercase == true || text.first?.isNumber == true, "\(text)")
        #expect(text.last == ".", "\(text)")
        for fault in [
            "  ", "{", "}", "_", "~", " ,", " .", "..", ",.", ":.", "( ", "()", " ;", ";;",
        ] {
            #expect(!text.contains(fault), "\(fault) in \(text)")
        }
    }
}
