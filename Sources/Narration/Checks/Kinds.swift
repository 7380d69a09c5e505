import Synchronization

/// What English nouns mean, by WordNet, remembered while texts are checked.
final class Kinds: Sendable {
    let wordNet: WordNet
    /// Read when a first word is looked up.
    private let usage = Mutex<Usage?>(nil)
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

    /// Whether a word is mostly a noun, and one of its two most usual meanings a concrete thing.
    ///
    /// Mostly is in a third of its uses: "compact" and "fall" are not, "land" is.
    func isThing(_ word: String) -> Bool {
        singulars(of: word).contains { form in
            wordNet.synsets(of: form).prefix(2).contains(where: isConcrete)
                && usage { $0.nounShare(of: form) } >= 1.0 / 3
        }
    }

    /// Whether a word is a verb in a tenth of its uses.
    func mayBeVerb(_ word: String) -> Bool {
        singulars(of: word).contains { form in usage { $0.verbShare(of: form) } >= 0.1 }
    }

    /// Whether a word, in any of its forms, is a verb in more than half of its uses.
    func isVerb(_ word: String) -> Bool {
        var forms = [word]
        for ending in ["s", "es", "ed", "d", "ing"] where word.hasSuffix(ending) {
            let stem = String(word.dropLast(ending.count))
            forms += [stem, stem + "e"]
            if let last = stem.last, stem.dropLast().last == last {
                forms.append(String(stem.dropLast()))
            }
        }
        return forms.contains { form in usage { $0.verbShare(of: form) } > 0.5 }
    }

    /// Whether a word is a noun in more than half of its uses.
    func isNoun(_ word: String) -> Bool {
        singulars(of: word).contains { form in
            !wordNet.synsets(of: form).isEmpty && usage { $0.nounShare(of: form) } > 0.5
        }
    }

    private func usage(_ look: (Usage) -> Double) -> Double {
        usage.withLock { usage in
            let known = usage ?? Usage(directory: wordNet.directory)
            usage = known
            return look(known)
        }
    }

    private func isConcrete(_ id: SynsetID) -> Bool {
        wordNet.synset(id).map { Self.concrete.contains($0.lexicographerFile) } ?? false
    }

    /// A noun's most usual meaning, if it is a concrete thing, with all that it is a kind of.
    func ancestry(of word: String) -> Set<SynsetID> {
        if let found = known.withLock({ $0[word] }) { return found }
        var found: Set<SynsetID> = []
        for form in singulars(of: word) {
            guard let meaning = wordNet.synsets(of: form).first, isConcrete(meaning) else {
                continue
            }
            found.formUnion(wordNet.ancestry(of: meaning).keys)
        }
        known.withLock { $0[word] = found }
        return found
    }
}
