public import Explanations
import Foundation

/// Holds a narrator's text against what was measured.
///
/// The checks know only the explanation and the language's words, not how a text came about, so
/// they hold for every narrator. Names of things (concept names, labels, classes) are marked in a
/// text first: a "three-toed sloth" is no number and a "high-heeled shoe" no place.
///
/// | check | what it finds |
/// | --- | --- |
/// | `form` | placeholders, double spaces, a missing full stop, a text that is empty or too long |
/// | `numbers` | percentages, counts, ranks and shares in words that were not measured |
/// | `location` | words for a place where the region does not lie |
/// | `sources` | things that nobody saw, told or measured |
/// | `claims` | causes, intentions, thoughts, certainty and advice, which nothing measured supports |
/// | `sign` | support where a concept speaks against, and the other way round |
/// | `swapped` | another concept's name in a concept's text, the wrong strongest one in a summary |
/// | `reading` | a reading grade above the audience's |
/// | `jargon` | words that the audience does not know |
/// | `names` | concepts left out, named alike, told in another order, or named otherwise elsewhere |
/// | `disguise` | a concept named as the class that it is to explain |
///
/// Each result says what the text was held against. What words are looked for lies in
/// `Templates/shared/narration/<language>/checks.json`.
public struct TextChecks: Sendable {
    private let book: Phrasebook
    private let tools: CheckTools

    /// The checks of a summary and of a concept's text, in the order of their results.
    private static let partChecks: [any TextCheck.Type] = [
        FormCheck.self, NumberCheck.self, LocationCheck.self, SourceCheck.self, ClaimCheck.self,
        SignCheck.self, SwappedCheck.self, ReadingCheck.self, JargonCheck.self,
    ]

    /// How many results a summary or a concept's text has.
    public static var resultsPerPart: Int { partChecks.count }
    /// How many results the names have, once for a text.
    public static let resultsForNames = 2

    /// Reads the words to look for.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The text's language, such as `en`.
    ///   - wordNet: Without it English things have no synonyms and kinds, and are held in
    ///     summaries only.
    /// - Throws: `NarrationError` if there are none for that audience or language.
    public init(
        templates: some TemplateSource,
        audience: String,
        language: String,
        wordNet: WordNet? = nil
    ) throws {
        self.init(
            try Phrasebook(
                templates: TemplateFolders(templates),
                audience: audience,
                language: language
            ),
            wordNet: wordNet
        )
    }

    /// Looks for the words of a phrasebook.
    init(_ book: Phrasebook, wordNet: WordNet?) {
        self.book = book
        tools = CheckTools(stemmer: Stemmer(book.checks), kinds: wordNet.map(Kinds.init))
    }

    /// Checks a text.
    ///
    /// - Parameters:
    ///   - text: What a narrator wrote.
    ///   - explanation: What it wrote about.
    /// - Returns: For the summary and each concept's text one result for each check; then `names`
    ///   and `disguise`, once.
    public func results(
        for text: NarratedText,
        about explanation: Explanation
    ) -> [CheckResult] {
        let reader = PartReader(text, explanation, book, tools)
        var results = Self.results(on: reader.part(text.summary, nil))
        for concept in explanation.concepts {
            guard let told = text.text(forChannel: concept.channel) else { continue }
            results += Self.results(on: reader.part(told.context, (concept, told)))
        }
        return results + nameResults(for: text, about: explanation)
    }

    /// Checks the text about one concept.
    ///
    /// - Parameters:
    ///   - told: What a narrator wrote about it.
    ///   - concept: The concept.
    ///   - text: The text as far as it is written; the other concepts' names and texts serve as
    ///     evidence.
    ///   - explanation: What it wrote about.
    /// - Returns: One result for each check, in the order of `results(for:about:)`.
    public func results(
        forContext told: ConceptText,
        of concept: Concept,
        in text: NarratedText,
        about explanation: Explanation
    ) -> [CheckResult] {
        let reader = PartReader(text, explanation, book, tools)
        return Self.results(on: reader.part(told.context, (concept, told)))
    }

    /// Checks the summary.
    ///
    /// - Parameters:
    ///   - text: The text with its summary and all concepts' texts, which are its evidence.
    ///   - explanation: What it sums up.
    /// - Returns: One result for each check, in the order of `results(for:about:)`.
    public func results(
        forSummaryOf text: NarratedText,
        about explanation: Explanation
    ) -> [CheckResult] {
        let reader = PartReader(text, explanation, book, tools)
        return Self.results(on: reader.part(text.summary, nil))
    }

    /// Checks the concepts' names.
    ///
    /// - Parameters:
    ///   - text: The text with the names.
    ///   - explanation: What it is about, with the texts for other audiences.
    /// - Returns: The results of `names` and `disguise`.
    public func nameResults(
        for text: NarratedText,
        about explanation: Explanation
    ) -> [CheckResult] {
        let names = NameCheck(explanation: explanation, checks: book.checks, tools: tools)
        let disguise = DisguiseCheck(explanation: explanation, checks: book.checks, tools: tools)
        return [
            Self.result(NameCheck.name, nil, names.verdict(on: text)),
            Self.result(DisguiseCheck.name, nil, disguise.verdict(on: text)),
        ]
    }

    private static func results(on part: CheckedPart) -> [CheckResult] {
        partChecks.map { check in
            result(check.name, part.about?.concept.channel, check.init().verdict(on: part))
        }
    }

    private static func result(_ check: String, _ channel: Int?, _ verdict: Verdict) -> CheckResult
    {
        CheckResult(
            check: check,
            channel: channel,
            passed: verdict.finding == nil,
            finding: verdict.finding,
            evidence: verdict.evidence
        )
    }
}
