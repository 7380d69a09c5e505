import Explanations

/// What the concepts of a sheet are called: by the reference index where it has a name in the sheet's
/// language, else by what their references share.
struct ConceptTitles {
    /// One name for each concept, or the words for having none.
    let names: [String]
    /// The index's name for each concept; nil where it has none in this language.
    let namings: [ConceptNaming?]
    /// What the sentences tell of each concept's references; nil where these share nothing, or where
    /// the index's name says something else of them.
    let patterns: [SharedPattern?]
    /// The index's name for each concept that sentences about labels and looks do not go with.
    let called: [String?]

    private let foreign: Set<Int>

    /// Names concepts.
    ///
    /// - Parameters:
    ///   - explanation: The explanation, with the names that the index holds.
    ///   - found: What each concept's references share.
    ///   - language: The sheet's language.
    ///   - book: The words.
    init(
        _ explanation: Explanation,
        _ found: [SharedPattern?],
        language: String,
        _ book: Phrasebook
    ) {
        let concepts = explanation.concepts
        let namings = concepts.map { $0.indexName(in: language) }
        func names(_ patterns: [SharedPattern?]) -> [String] {
            ConceptNames(patterns: patterns, words: book.words, most: book.reader.lengths.name)
                .names
        }
        let foreign = Set(
            concepts.indices.filter { index in
                guard let naming = namings[index] else { return false }
                let own = found[index].flatMap { ConceptNameText.clean(names([$0])[0]) }
                return naming.name != own
            }
        )
        let own = names(concepts.indices.map { namings[$0] == nil ? found[$0] : nil })
        let known = KnownName.toldApart(
            concepts.indices.map { index in
                if let naming = namings[index] { return KnownName(naming, of: concepts[index]) }
                return found[index] == nil ? nil : KnownName(ofThisSheet: own[index])
            },
            channels: concepts.map(\.channel)
        )
        self.names = known.map { $0?.name ?? book.words.noSharedPattern }
        self.namings = namings
        self.foreign = foreign
        patterns = found.indices.map { foreign.contains($0) ? nil : found[$0] }
        called = known.indices.map { foreign.contains($0) ? known[$0]?.name : nil }
    }

    /// Whether a concept has a name at all.
    func isNamed(_ concept: Int) -> Bool {
        namings[concept].map { $0.name != nil } ?? (patterns[concept] != nil)
    }

    /// Whether the index says something else of a concept's references than their labels and looks.
    func isForeign(_ concept: Int) -> Bool { foreign.contains(concept) }
}
