public import Explanations
public import Foundation

/// Puts an explanation into words from measured values and labels alone: no network, no language
/// model.
///
/// A concept's name comes from its references' labels through WordNet: the group that says most of
/// most of them, or none where they share nothing. The labels are of whole photos, so no text
/// claims what the concept's own region shows. The sentences lie in
/// `Templates/<audience>/narration/<language>/`, the names of groups in
/// `Templates/nouns.<language>.json`.
///
/// The same explanation gives the same text.
public struct OfflineNarrator: Narrator {
    private let wordNet: WordNet?
    private let templates: URL

    /// Makes a narrator.
    ///
    /// - Parameters:
    ///   - wordNet: Without it only references with equal labels have something in common; tell the
    ///     person `WordNet.installHint` then.
    ///   - phrases: The folder `Templates`.
    public init(wordNet: WordNet?, phrases: URL) {
        self.wordNet = wordNet
        self.templates = phrases
    }

    /// `offline`.
    public var name: String { "offline" }

    /// False.
    public var usesLanguageModel: Bool { false }

    /// What a person should know of what this narrator lacks; nil where it lacks nothing.
    public var notice: String? {
        wordNet == nil
            ? "WordNet is missing, so only photos with equal labels give a concept a name; "
                + WordNet.installHint
            : nil
    }

    /// Writes the words of one explanation and checks them.
    ///
    /// - Parameters:
    ///   - explanation: What was computed.
    ///   - assets: Not looked at: everything it needs is in the explanation.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Returns: The text, with the checks' verdicts.
    /// - Throws: `NarrationError` if there are no phrases for that audience or language, or with
    ///   the file and line of one that is at fault.
    public func narrate(
        _ explanation: Explanation,
        assets: URL,
        audience: String,
        language: String
    ) async throws -> NarratedText {
        let book = try Phrasebook(templates: templates, audience: audience, language: language)
        let subjects = explanation.concepts.map { concept in
            concept.references.map { Subject($0, wordNet: wordNet, nouns: book.nouns) }
        }
        let patterns = subjects.map {
            SharedPattern.find(in: $0, wordNet: wordNet, nouns: book.nouns)
        }
        var text = NarratedText(
            audience: audience,
            language: language,
            narrator: name,
            usesLanguageModel: usesLanguageModel,
            summary: summary(of: explanation, patterns, book),
            concepts: contexts(of: explanation, subjects, patterns, book),
            checks: []
        )
        text.checks = TextChecks(book, wordNet: wordNet).results(for: text, about: explanation)
        return text
    }

    private func contexts(
        of explanation: Explanation,
        _ subjects: [[Subject]],
        _ patterns: [SharedPattern?],
        _ book: Phrasebook
    ) -> [ConceptText] {
        let names = ConceptNames(
            patterns: patterns,
            words: book.words,
            most: book.reader.lengths.name
        )
        .names
        let target = Self.target(of: explanation, book.words)
        let frame = Self.frame(of: explanation, book.words)
        return explanation.concepts.indices.map { index in
            let concept = explanation.concepts[index]
            let phrase = ContextPhrase(
                concept: concept,
                subjects: subjects[index],
                pattern: patterns[index],
                target: target,
                frame: frame,
                position: index,
                words: book.words,
                lengths: book.reader.lengths
            )
            return ConceptText(
                channel: concept.channel,
                name: names[index],
                hasSharedPattern: patterns[index] != nil,
                nameConfidence: patterns[index].map {
                    Double($0.fitting.count) / Double(concept.references.count)
                },
                context: phrase.text(book.context),
                fitting: patterns[index]?.fitting.count
            )
        }
    }

    private func summary(
        of explanation: Explanation,
        _ patterns: [SharedPattern?],
        _ book: Phrasebook
    ) -> String {
        SummaryPhrase(
            concepts: explanation.concepts,
            patterns: patterns,
            target: Self.target(of: explanation, book.words),
            isOther: Self.explainsOther(explanation),
            frame: Self.frame(of: explanation, book.words).words,
            words: book.words,
            lengths: book.reader.lengths
        ).text(book.summary)
    }

    private static func explainsOther(_ explanation: Explanation) -> Bool {
        explanation.attribution.target.class != explanation.prediction.class
    }

    /// "the answer", or the quoted name of the other class that is explained.
    private static func target(of explanation: Explanation, _ words: Words) -> String {
        guard explainsOther(explanation) else { return words.theAnswer }
        guard let label = Label.plain(explanation.attribution.target.label) else {
            return words.thisClass
        }
        return words.openingQuote + label + words.closingQuote
    }

    /// What a place lies in: the photo, unless the model saw less than half of its width or height.
    private static func frame(
        of explanation: Explanation,
        _ words: Words
    ) -> (words: String, isCropped: Bool) {
        let view = explanation.input.view
        let isCropped = min(view.width, view.height) < 0.5
        return (isCropped ? words.frame.view : words.frame.photo, isCropped)
    }
}
