/// The words of a language that cannot make them of English labels by rules: `nouns.de.json`.
struct NounDictionary: Sendable {
    /// The cases besides the nominative.
    let cases: [String]
    /// Which case a counted thing takes in place of another, by the number's plural class.
    let counted: [String: [String: String]]
    private let kinds: [String: NounKind]
    private let groupForms: [String: NounKind.Pattern]
    /// The words of classes whose label alone means something else, by number and label.
    private let classes: [String: String]
    private let words: [String: Word]
    private let unknown: NounKind

    /// One word: its kind, and its forms as the kind's patterns number them.
    private struct Word: Sendable {
        let kind: NounKind
        let forms: [String]
    }

    /// The word of a label, if it is known.
    ///
    /// - Parameters:
    ///   - names: The label, and other words for the same thing.
    ///   - synset: What it means, where known: a crane is a bird or a machine.
    ///   - isPlural: Whether the label is a plural.
    /// - Returns: The noun; nil for a label that no entry fits.
    func noun(of names: [String], synset: SynsetID?, isPlural: Bool) -> Noun? {
        word(of: names, synset: synset).map { noun($0, isPlural: isPlural) }
    }

    /// A label that is not known: quoted as it is, so that no case changes it.
    func unknownNoun(_ label: String, isPlural: Bool) -> Noun {
        noun(Word(kind: unknown, forms: [label]), isPlural: isPlural)
    }

    /// What a class is called by itself, as in a heading; nil where it is not known.
    func title(of label: String, class number: Int?) -> String? {
        let key = number.flatMap { classes["\($0) \(label)"] } ?? label
        return word(of: [key], synset: nil)?.forms.first.map { NounKind.ended($0, by: nil) }
    }

    /// The name of a group in all cases.
    func group(_ entry: String) -> Inflected {
        NounKind.phrase(groupForms, Self.forms(entry))
    }

    private func word(of names: [String], synset: SynsetID?) -> Word? {
        let keys = names + names.map { $0.lowercased() }
        if let synset, let word = keys.lazy.compactMap({ words["\($0) \(synset)"] }).first {
            return word
        }
        return keys.lazy.compactMap { words[$0] }.first
    }

    private func noun(_ word: Word, isPlural: Bool) -> Noun {
        let one = NounKind.phrase(word.kind.one, word.forms)
        guard let patterns = word.kind.many else {
            return Noun(one: one, many: one, counts: false, gender: word.kind.gender)
        }
        let many = NounKind.phrase(patterns, word.forms)
        return Noun(
            one: isPlural ? many : one,
            many: many,
            counts: !isPlural,
            gender: word.kind.gender
        )
    }

    private static func forms(_ entry: String) -> [String] {
        entry.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
}

extension NounDictionary: Decodable {
    private enum Key: CodingKey {
        case cases, counted, kinds, groupForms, classes, words
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func fault(_ key: Key, _ text: String) -> any Error {
            DecodingError.dataCorruptedError(forKey: key, in: fields, debugDescription: text)
        }
        cases = try fields.decode([String].self, forKey: .cases)
        counted =
            try fields.decodeIfPresent([String: [String: String]].self, forKey: .counted) ?? [:]
        let kinds = try fields.decode([String: NounKind].self, forKey: .kinds)
        guard let unknown = kinds["unknown"] else {
            throw fault(.kinds, "the kind \"unknown\" is missing")
        }
        self.kinds = kinds
        self.unknown = unknown
        groupForms = try NounKind.patterns(
            fields.decode([String: String].self, forKey: .groupForms)
        ) { fault(.groupForms, $0) }
        classes = try fields.decodeIfPresent([String: String].self, forKey: .classes) ?? [:]
        var words: [String: Word] = [:]
        for (label, entry) in try fields.decode([String: String].self, forKey: .words) {
            let parts = entry.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let kind = kinds[parts[0]] else {
                throw fault(.words, "\"\(label)\": \"\(entry)\" does not begin with a kind")
            }
            let forms = Self.forms(parts[1])
            guard forms.allSatisfy({ !$0.isEmpty }) else {
                throw fault(.words, "\"\(label)\": \"\(entry)\" has an empty form")
            }
            words[label] = Word(kind: kind, forms: forms)
        }
        self.words = words
    }
}
