import Explanations

/// Two classes that are held against each other, in words.
struct Comparison {
    /// "“kite” rather than “vulture”": what a concept with relevance above zero speaks for.
    let target: Inflected
    /// "“vulture” rather than “kite”": what one below zero speaks for.
    let rival: Inflected
    /// "“vulture”".
    let rivalName: Inflected
    /// The outputs whose difference relevance explains: of the first class and of the second.
    let logits: (target: Double, rival: Double?)

    /// Nil where an explanation is about one class alone.
    init?(of explanation: Explanation, _ words: Words, _ nouns: Nouns) {
        let attribution = explanation.attribution
        guard let against = attribution.against else { return nil }
        func title(_ scored: ScoredClass) -> String? {
            Label.plain(scored.label).map { nouns.title(of: $0, class: scored.class) }
        }
        let names = (title(attribution.target), title(against))
        logits = (attribution.targetLogit, attribution.againstLogit)
        rivalName =
            names.1.map { words.otherClass($0) } ?? words.theOtherClass ?? words.thisClass
        guard let first = names.0, let second = names.1 else {
            target = words.otherClass(names.0)
            rival = rivalName
            return
        }
        target = words.comparison(first, second)
        rival = words.comparison(second, first)
    }
}
