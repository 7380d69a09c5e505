import Explanations

/// What a reference photo shows, as far as its label tells.
struct Subject: Sendable {
    /// What the thing is called; nil where the photo has no label.
    let noun: Noun?
    /// The label's synset, where known.
    let synset: SynsetID?
    /// The synset and all that it is a kind of.
    let ancestry: Set<SynsetID>
    /// What the model answers for the photo, and all that this is a kind of; empty where the words
    /// can mean several things.
    let answered: Set<SynsetID>
    /// The probability of that answer, 0 to 1.
    let certainty: Double
    /// What the model answers, in the language's words.
    let answer: String?

    /// Reads a reference's label.
    ///
    /// A label without a synset gets one where it can mean only one concrete thing.
    init(_ reference: Reference, wordNet: WordNet?, nouns: Nouns) {
        let given = reference.wordNetID.flatMap(SynsetID.init)
        let entry = given.flatMap { wordNet?.synset($0) }
        var label = Label.plain(reference.label ?? entry?.lemmas.first)
        var singular: String?
        var synset = given
        if let text = label {
            singular = wordNet?.singular(ofPlural: text)
            synset = synset ?? wordNet?.onlyThing(called: singular ?? text)
            label = Self.spelling(of: text, entry: entry, wordNet: wordNet)
        }
        let isName = label.map { Self.isName($0, entry: entry) } ?? false
        // A name says more than the synonyms of what it is a name of.
        let lemmas = isName ? [] : synset.flatMap { wordNet?.synset($0) }?.lemmas ?? []
        noun = label.map {
            nouns.noun(
                of: $0,
                synset: synset,
                synonyms: [singular].compactMap(\.self) + lemmas,
                isName: isName,
                isPlural: singular != nil
            )
        }
        self.synset = synset
        ancestry = Self.ancestry(of: synset, wordNet, nouns)
        let answer = Label.plain(reference.answer.label)
        self.answer = answer.map { nouns.title(of: $0, class: reference.answer.class) }
        answered = Self.ancestry(
            of: answer.flatMap { wordNet?.onlyThing(called: $0) },
            wordNet,
            nouns
        )
        let probability = reference.answer.probability
        certainty = probability.isFinite ? min(max(probability, 0), 1) : 0
    }

    /// A synset and all that it is a kind of, in WordNet and in everyday speech.
    private static func ancestry(
        of synset: SynsetID?,
        _ wordNet: WordNet?,
        _ nouns: Nouns
    ) -> Set<SynsetID> {
        guard let synset else { return [] }
        var ancestry: Set<SynsetID> = [synset]
        guard let wordNet else { return ancestry }
        ancestry.formUnion(wordNet.ancestry(of: synset).keys)
        for group in ancestry.compactMap({ nouns.alsoKindOf[$0] }) {
            ancestry.formUnion(wordNet.ancestry(of: group).keys)
        }
        return ancestry
    }

    /// A label without the capital that some lists put at the front of every label.
    private static func spelling(of label: String, entry: Synset?, wordNet: WordNet?) -> String {
        let lowered = label.lowercased()
        if let lemma = entry?.lemmas.first(where: { $0.lowercased() == lowered }) { return lemma }
        let rest = label.dropFirst()
        guard label.first?.isUppercase == true, rest == rest.lowercased()[...], entry == nil,
            wordNet?.synsets(of: lowered).isEmpty == false
        else { return label }
        return lowered
    }

    /// Whether a label is the name of one single thing, such as Eiffel Tower.
    ///
    /// A name's last word has a capital, which that of a kind (German shepherd) has not, unless
    /// WordNet knows it as a kind (Great Dane).
    private static func isName(_ label: String, entry: Synset?) -> Bool {
        let last = label.split(separator: " ").last
        guard last?.first?.isUppercase == true else { return false }
        guard let entry, entry.lemmas.contains(label) else { return true }
        return entry.isInstance
    }
}
