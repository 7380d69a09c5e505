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
    /// What concepts are called.
    let names: [Mentions.Name]

    /// The words to look for.
    var checks: CheckWords { book.checks }

    /// The concepts that a place in a sentence may be about.
    ///
    /// In a concept's own text that is the concept. In the summary it is the concept named last
    /// before it in the same clause, or first after it; else the strongest, if the sentence says what counted most; else the last
    /// one named before, or the first one after; none where the sentence names none. A narrator
    /// without names tells what kind of photos a concept is known from; then it is every concept
    /// with such photos.
    func subjects(at position: Int, in sentence: Int) -> [Concept] {
        if let about { return [about.concept] }
        let words = prose.sentences[sentence]
        let nearest = mention(at: position, in: sentence, sameClause: true)
        if nearest == nil, checks.strongest.contains(where: { $0.range(in: words) != nil }) {
            let strongest = explanation.concepts.filter { $0.relevance > 0 }
                .max { $0.relevance < $1.relevance }
            return strongest.map { [$0] } ?? []
        }
        guard let mention = nearest ?? mention(at: position, in: sentence, sameClause: false) else {
            return []
        }
        return concepts(named: mention)
    }

    /// The mention of a concept that belongs to a place in a sentence: the last one before it, else
    /// the first one after, in its clause or anywhere.
    func mention(at position: Int, in sentence: Int, sameClause: Bool) -> Mention? {
        let here = mentions.filter { $0.sentence == sentence }
        guard sameClause else {
            return here.last { $0.range.lowerBound < position }
                ?? here.first { $0.range.lowerBound >= position }
        }
        let words = prose.sentences[sentence]
        let clause = words[min(position, words.count - 1)].clause
        let near = here.filter { words[$0.range.upperBound - 1].clause == clause }
        return near.last { $0.range.lowerBound <= position } ?? near.first
    }

    /// The concepts that a mention may mean: the one of that name, and those whose names or
    /// references' labels have all its words.
    func concepts(named mention: Mention) -> [Concept] {
        let said = prose.sentences[mention.sentence][mention.range]
            .filter { !checks.function.contains($0.plain) }
        let stems = Set(said.map(\.stem))
        return explanation.concepts.filter { concept in
            concept.channel == mention.channel || stems.isSubset(of: labels(of: concept))
        }
    }

    /// The words of a concept's name and of its references' labels, as stems.
    func labels(of concept: Concept) -> Set<String> {
        let name = narrated.text(forChannel: concept.channel)?.name
        let texts = [name] + concept.references.map(tools.label(of:))
        let words = texts.compactMap { $0 }.flatMap { Prose($0, checks, tools.stemmer).words }
        return Set(words.map(\.stem))
    }

    /// The stems of what the model answers for a concept's references.
    func answers(for concept: Concept) -> Set<String> {
        let words = concept.references.flatMap { reference in
            book.nouns.names(of: reference.answer.label).flatMap {
                Prose($0, checks, tools.stemmer).words
            }
        }
        return Set(words.map(\.stem))
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

    /// What a photo shows: its label, else the first word of its synset.
    func label(of reference: Reference) -> String? {
        reference.label
            ?? reference.wordNetID.flatMap(SynsetID.init)
            .flatMap { kinds?.wordNet.synset($0)?.lemmas.first }
    }
}
