import Explanations

/// Reads the parts of a text for the checks.
struct PartReader {
    private let text: NarratedText
    private let explanation: Explanation
    private let book: Phrasebook
    private let tools: CheckTools
    private let things: NamedThings
    private let mentions: Mentions

    /// Learns the names of an explanation and its text.
    init(
        _ text: NarratedText,
        _ explanation: Explanation,
        _ book: Phrasebook,
        _ tools: CheckTools
    ) {
        self.text = text
        self.explanation = explanation
        self.book = book
        self.tools = tools
        things = NamedThings(text, explanation, book, tools.stemmer)
        mentions = Mentions(text, explanation, book.checks, tools.stemmer)
    }

    /// A part with all that it is held against.
    func part(_ words: String, _ about: (concept: Concept, told: ConceptText)?) -> CheckedPart {
        var prose = Prose(words, book.checks, tools.stemmer)
        things.mark(&prose)
        return CheckedPart(
            text: words,
            prose: prose,
            about: about,
            narrated: text,
            explanation: explanation,
            book: book,
            tools: tools,
            mentions: mentions.find(in: prose),
            names: mentions.names
        )
    }
}
