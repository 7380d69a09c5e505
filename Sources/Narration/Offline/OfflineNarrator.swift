public import Explanations
public import Foundation

/// Puts an explanation into words from measured values and labels alone: no network, no language
/// model.
///
/// A concept's name comes from its references' labels through WordNet: the group that says most of
/// what counts most among them, unless that is only the class in disguise (`SharedPattern`). The
/// labels are of whole photos, so no text claims what the concept's own region shows. Where the
/// labels share nothing, the name says how the parts that the channel saw look, if that is alike
/// and no look that many photos have (`SharedLook`); else there is none. The sentences lie in
/// `Templates/<audience>/narration/<language>/`, the names of groups in
/// `Templates/nouns.<language>.json`.
///
/// The same explanation gives the same text.
public struct OfflineNarrator: Narrator {
    let wordNet: WordNet?
    private let templates: TemplateFolders

    /// Makes a narrator.
    ///
    /// - Parameters:
    ///   - wordNet: Without it only references with equal labels have something in common; tell the
    ///     person `WordNet.installHint` then.
    ///   - phrases: The folder `Templates`, or several.
    public init(wordNet: WordNet?, phrases: some TemplateSource) {
        self.wordNet = wordNet
        templates = TemplateFolders(phrases)
    }

    /// `offline`.
    public static let provider = "offline"

    /// `offline`.
    public var name: String { Self.provider }

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
        let naming = OfflineNaming(wordNet: wordNet, nouns: book.nouns, facts: book.facts)
        let subjects = explanation.concepts.map { naming.subjects($0.references) }
        let found = patterns(of: explanation, subjects, naming)
        let titles = ConceptTitles(explanation, found, language: language, book)
        var text = NarratedText(
            audience: audience,
            language: language,
            narrator: name,
            usesLanguageModel: usesLanguageModel,
            summary: summary(of: explanation, titles, book),
            concepts: contexts(of: explanation, subjects, titles, book),
            checks: []
        )
        text.checks = TextChecks(book, wordNet: wordNet).results(for: text, about: explanation)
        return text
    }

    /// What each concept's references share: what they show, else how they look.
    private func patterns(
        of explanation: Explanation,
        _ subjects: [[Subject]],
        _ naming: OfflineNaming
    ) -> [SharedPattern?] {
        let classes = ClassNames(of: explanation, wordNet: wordNet, nouns: naming.nouns)
        var looks: Set<String> = []
        return explanation.concepts.indices.map { index in
            // Another look than a neighbour's if there is one; else a number tells them apart.
            let pattern = naming.pattern(
                of: explanation.concepts[index].references,
                subjects[index],
                besides: classes,
                looks: looks
            )
            if let name = pattern?.look?.plain { looks.insert(name) }
            return pattern
        }
    }

    private func contexts(
        of explanation: Explanation,
        _ subjects: [[Subject]],
        _ titles: ConceptTitles,
        _ book: Phrasebook
    ) -> [ConceptText] {
        let comparison = Comparison(of: explanation, book.words, book.nouns)
        let target = comparison?.target ?? Self.target(of: explanation, book)
        let frame = Self.frame(of: explanation, book.words)
        var earlier: [Int: String] = [:]
        return explanation.concepts.indices.map { index in
            let concept = explanation.concepts[index]
            defer {
                if titles.isNamed(index), (concept.region?.halfArea ?? 1) < ContextPhrase.spread {
                    earlier[concept.channel] = titles.names[index]
                }
            }
            var phrase = ContextPhrase(
                concept: concept,
                subjects: subjects[index],
                pattern: titles.patterns[index],
                target: target,
                comparison: comparison,
                layer: explanation.model.layer,
                earlier: earlier,
                frame: frame,
                position: index,
                words: book.words,
                nouns: book.nouns,
                facts: book.facts,
                lengths: book.reader.lengths
            )
            let pattern = titles.patterns[index]
            phrase.tellsOthers = !titles.isForeign(index)
            var text = ConceptText(
                channel: concept.channel,
                name: titles.names[index],
                hasSharedPattern: pattern != nil,
                nameConfidence: pattern.map {
                    Double($0.fitting.count) / Double(concept.references.count)
                },
                context: phrase.text(book.context),
                fitting: pattern?.fitting.count
            )
            if let naming = titles.namings[index] {
                text.take(naming, of: concept, called: titles.names[index])
            }
            return text
        }
    }

    private func summary(
        of explanation: Explanation,
        _ titles: ConceptTitles,
        _ book: Phrasebook
    ) -> String {
        let comparison = Comparison(of: explanation, book.words, book.nouns)
        return SummaryPhrase(
            explanation: explanation,
            patterns: titles.patterns,
            called: titles.called,
            target: comparison?.target ?? Self.target(of: explanation, book),
            isOther: explanation.explainsOther || comparison != nil,
            comparison: comparison,
            frame: Self.frame(of: explanation, book.words).words,
            words: book.words,
            nouns: book.nouns,
            facts: book.facts,
            lengths: book.reader.lengths
        ).text(book.summary)
    }

    /// "the answer", or the quoted name of the other class that is explained.
    private static func target(of explanation: Explanation, _ book: Phrasebook) -> Inflected {
        guard explanation.explainsOther else { return book.words.theAnswer }
        let target = explanation.attribution.target
        return book.words.otherClass(
            Label.plain(target.label).map { book.nouns.title(of: $0, class: target.class) }
        )
    }

    /// What a place lies in: the photo, unless the model saw less than half of its width or height.
    private static func frame(
        of explanation: Explanation,
        _ words: Words
    ) -> (words: Inflected, isCropped: Bool) {
        let view = explanation.input.view
        let isCropped = min(view.width, view.height) < 0.5
        return (isCropped ? words.frame.view : words.frame.photo, isCropped)
    }
}
