import Explanations

/// The words that a text may use because they were told or measured.
///
/// A word has a source if a source word has its stem (`Stemmer.has`); in English also if it is
/// a synonym of one or a kind that it belongs to, by WordNet ("animal" where the source says cat,
/// but not "dog"); or if things of a kind among the sources have it ("beak" of a bird), as the
/// language's `checks.json` lists.
final class Vocabulary {
    private let part: CheckedPart
    private var stems: Set<String> = []
    private var nouns: Set<String> = []
    private var synsets: Set<SynsetID> = []
    private var kinds: Set<SynsetID>?

    init(_ part: CheckedPart) {
        self.part = part
    }

    /// Takes the words of a text in the checked language.
    func add(_ text: String?) {
        guard let text else { return }
        for word in Prose(text, part.checks, part.tools.stemmer).words
        where !part.checks.function.contains(word.plain) {
            stems.insert(word.stem)
            nouns.insert(word.plain)
        }
        kinds = nil
    }

    /// Takes a label, which is English in any language, in the meaning that its photo has, else in
    /// its two most usual ones.
    func add(label: String?, wordNetID: String? = nil) {
        let synset = wordNetID.flatMap(SynsetID.init)
        let names = Label.plain(label).map { part.book.nouns.names(of: $0, synset: synset) } ?? []
        for name in names.union([label ?? ""]) {
            for word in Prose(name, part.checks, part.tools.stemmer).words {
                stems.insert(word.stem)
            }
        }
        kinds = nil
        if let id = synset {
            synsets.insert(id)
            return
        }
        guard let wordNet = part.tools.kinds?.wordNet else { return }
        for name in (label ?? "").split(separator: ",") {
            let meanings = wordNet.synsets(of: name.trimmingPrefix(" ").lowercased())
            synsets.formUnion(meanings.prefix(2))
        }
    }

    /// Takes the names of the answer, the next classes, and the photo's label.
    func addClasses() {
        let explanation = part.explanation
        let classes = explanation.explainedLabels + explanation.prediction.runnersUp.map(\.label)
        for label in classes { add(label: label) }
        add(label: explanation.input.label)
    }

    /// Takes what a concept's references are labelled and answered.
    func addReferences(of concept: Concept) {
        for reference in concept.references {
            add(label: part.tools.label(of: reference), wordNetID: reference.wordNetID)
            add(label: reference.answer.label)
        }
    }

    /// Whether a word has a source.
    func has(_ word: Word) -> Bool {
        if stems.contains(where: { part.tools.stemmer.has(word.stem, as: $0) }) { return true }
        if isCompound(word) { return true }
        if hasParts(word) { return true }
        return isKind(word)
    }

    /// Whether a word is a source's own, or what one is a kind of.
    func names(_ word: Word) -> Bool {
        stems.contains { part.tools.stemmer.has(word.stem, as: $0) } || isKind(word)
    }

    /// Whether the language lists a word as what a source has.
    private func hasParts(_ word: Word) -> Bool {
        let known = knownKinds()
        return part.checks.parts.contains { parts in
            parts.words.contains(word.plain)
                && (known.isEmpty
                    || parts.of.compactMap(SynsetID.init).contains(where: known.contains))
        }
    }

    private func isKind(_ word: Word) -> Bool {
        guard part.tools.kinds != nil else { return false }
        let known = knownKinds()
        // What the language calls a group that a source belongs to.
        let groups = part.book.nouns.groups
        if part.checks.nouns != .wordNet {
            return known.contains { id in
                guard let name = groups[id] else { return false }
                return Prose(name.plain, part.checks, part.tools.stemmer).words.contains {
                    part.tools.stemmer.has(word.stem, as: $0.stem)
                }
            }
        }
        return part.tools.kinds?.meanings(of: word.plain).contains(where: known.contains) ?? false
    }

    /// Whether a word is a source's, with a word of the general vocabulary behind it: "Kopfbereich".
    private func isCompound(_ word: Word) -> Bool {
        guard part.checks.compounds else { return false }
        let stemmer = part.tools.stemmer
        return word.plain.indices.dropFirst(3).contains { split in
            let rest = word.plain[split...]
            guard rest.count >= 3, part.checks.general.contains(String(rest)) else { return false }
            let front = stemmer.stem(String(word.plain[..<split]))
            return stems.contains { stemmer.has(front, as: $0) }
        }
    }

    /// All that the sources mean, with what it is a kind of.
    private func knownKinds() -> Set<SynsetID> {
        if let kinds { return kinds }
        guard let tool = part.tools.kinds else { return [] }
        var found: Set<SynsetID> = []
        for id in synsets { found.formUnion(tool.wordNet.ancestry(of: id).keys) }
        if part.checks.nouns == .wordNet {
            for noun in nouns { found.formUnion(tool.ancestry(of: noun)) }
        }
        kinds = found
        return found
    }
}
