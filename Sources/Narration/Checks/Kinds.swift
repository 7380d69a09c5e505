import Synchronization

/// What English nouns mean, by WordNet, remembered while texts are checked.
final class Kinds: Sendable {
    let wordNet: WordNet
    private let known = Mutex<[String: Set<SynsetID>]>([:])

    /// Concrete things: animals, artifacts, bodies, food, natural objects and phenomena, persons,
    /// plants, substances.
    private static let concrete: Set<Int> = [5, 6, 8, 13, 17, 18, 19, 20, 27]

    init(_ wordNet: WordNet) {
        self.wordNet = wordNet
    }

    /// What a word may be as a noun in the singular: itself, and without a plural's ending.
    func singulars(of word: String) -> [String] {
        var forms = [word]
        if let singular = wordNet.singular(ofPlural: word) { forms.append(singular) }
        for (plural, singular) in [("ies", "y"), ("es", ""), ("s", "")] where word.hasSuffix(plural)
        {
            forms.append(word.dropLast(plural.count) + singular)
        }
        return forms
    }

    /// The two most usual meanings of a noun that are concrete things.
    func meanings(of word: String) -> [SynsetID] {
        singulars(of: word).flatMap { wordNet.synsets(of: $0).prefix(2) }.filter(isConcrete)
    }

    /// Whether one of the two most usual meanings is a concrete thing.
    func isThing(_ word: String) -> Bool {
        singulars(of: word).contains { form in
            wordNet.synsets(of: form).prefix(2).contains(where: isConcrete)
        }
    }

    private func isConcrete(_ id: SynsetID) -> Bool {
        wordNet.synset(id).map { Self.concrete.contains($0.lexicographerFile) } ?? false
    }

    /// A noun's usual meanings with all that they are kinds of.
    func ancestry(of word: String) -> Set<SynsetID> {
        if let found = known.withLock({ $0[word] }) { return found }
        var found: Set<SynsetID> = []
        for meaning in meanings(of: word) { found.formUnion(wordNet.ancestry(of: meaning).keys) }
        known.withLock { $0[word] = found }
        return found
    }
}
