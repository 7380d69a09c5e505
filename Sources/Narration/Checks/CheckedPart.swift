import Explanations

/// A text under check, with all that a check may hold it against.
struct CheckedPart {
    /// The text as it was written.
    let text: String
    /// The same as sentences, the words of names marked.
    let prose: Prose
    /// The concept that the text is about, and what is told of it; nil for the summary.
    let about: (concept: Concept, told: ConceptText)?
    /// The text as a whole.
    let narrated: NarratedText
    let explanation: Explanation
    let book: Phrasebook
    let tools: CheckTools
    /// Where concepts are named in the text.
    let mentions: [Mention]

    /// The words to look for.
    var checks: CheckWords { book.checks }

    /// The concept that a place in a sentence is about.
    ///
    /// In a concept's own text that is the concept. In the summary it is the concept named nearest
    /// in the same clause, else the last one named before, else the first one named after; nil
    /// where the sentence names none.
    func subject(at position: Int, in sentence: Int) -> Concept? {
        if let about { return about.concept }
        let here = mentions.filter { $0.sentence == sentence }
        let words = prose.sentences[sentence]
        let clause = words[min(position, words.count - 1)].clause
        func distance(_ mention: Mention) -> Int {
            mention.range.contains(position)
                ? 0
                : min(
                    abs(mention.range.lowerBound - position),
                    abs(mention.range.upperBound - 1 - position)
                )
        }
        let nearest = here.filter { words[$0.range.upperBound - 1].clause == clause }
            .min { distance($0) < distance($1) }
        let mention =
            nearest ?? here.last { $0.range.lowerBound < position }
            ?? here.first { $0.range.lowerBound >= position }
        return mention.flatMap { found in
            explanation.concepts.first { $0.channel == found.channel }
        }
    }

    /// A concept's place in the order of strength, from 0.
    func rank(of concept: Concept) -> Int {
        explanation.concepts.count { abs($0.relevance) > abs(concept.relevance) }
    }
}

/// What checks of one language share.
struct CheckTools: Sendable {
    let stemmer: Stemmer
    /// Nil without WordNet.
    let kinds: Kinds?
}
