public import Explanations
public import Foundation

/// Holds a narrator's text against what was measured.
///
/// The checks know only the explanation and the language's words, not how a text came about, so
/// they hold for every narrator. Names of things (concept names, labels, classes) are taken out of
/// a text first: a "three-toed sloth" is no number and a "high-heeled shoe" no place.
///
/// | check | what it finds |
/// | --- | --- |
/// | `form` | placeholders, double spaces, a missing full stop, a text that is empty or too long |
/// | `numbers` | percentages, counts and shares in words that were not measured |
/// | `location` | words for a place other than the measured cell |
/// | `claims` | causes, thoughts and advice, which nothing measured supports |
/// | `reading` | a Flesch-Kincaid grade above the audience's |
/// | `names` | concepts left out, named alike, or told in another order |
public struct TextChecks: Sendable {
    private let book: Phrasebook

    /// Reads the words to look for.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The text's language, such as `en`.
    /// - Throws: `NarrationError` if there are none for that audience or language.
    public init(templates: URL, audience: String, language: String) throws {
        self.init(try Phrasebook(templates: templates, audience: audience, language: language))
    }

    /// Looks for the words of a phrasebook.
    init(_ book: Phrasebook) {
        self.book = book
    }

    /// Checks a text.
    ///
    /// - Parameters:
    ///   - text: What a narrator wrote.
    ///   - explanation: What it wrote about.
    /// - Returns: For the summary and each concept's text one result for each check; then `names`,
    ///   once.
    public func results(
        for text: NarratedText,
        about explanation: Explanation
    ) -> [CheckResult] {
        let mask = NameMask(text, explanation, book.nouns)
        var results: [CheckResult] = []
        func check(_ words: String, _ evidence: Evidence, channel: Int?) {
            let masked = mask.masking(words)
            let findings: [(String, String?)] = [
                ("form", FormCheck(most: book.reader.lengths.most).finding(in: words)),
                ("numbers", NumberCheck(book.words, book.checks).finding(in: masked, evidence)),
                ("location", LocationCheck(book.checks).finding(in: masked, evidence)),
                ("claims", ClaimCheck(book.checks).finding(in: masked)),
                ("reading", ReadingCheck(limit: book.reader.grade).finding(in: masked)),
            ]
            for (name, finding) in findings {
                results.append(
                    CheckResult(
                        check: name,
                        channel: channel,
                        passed: finding == nil,
                        finding: finding
                    )
                )
            }
        }
        check(text.summary, Evidence(of: explanation), channel: nil)
        for concept in explanation.concepts {
            guard let told = text.text(forChannel: concept.channel) else { continue }
            let evidence = Evidence(of: concept, told: told, in: explanation, book.nouns)
            check(told.context, evidence, channel: concept.channel)
        }
        let finding = NameCheck.finding(in: text, explanation)
        results.append(
            CheckResult(check: "names", channel: nil, passed: finding == nil, finding: finding)
        )
        return results
    }
}
