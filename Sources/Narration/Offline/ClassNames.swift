import Explanations

/// What the explained classes are called, so that no concept is named by the class in disguise.
///
/// Class labels carry no synset: every meaning of their words counts as theirs.
struct ClassNames: Sendable {
    private let synsets: Set<SynsetID>
    private let words: Set<String>

    /// No class at all.
    static let none = ClassNames(synsets: [], words: [])

    private init(synsets: Set<SynsetID>, words: Set<String>) {
        self.synsets = synsets
        self.words = words
    }

    /// Collects the names of the answer and of the classes that are explained.
    init(of explanation: Explanation, wordNet: WordNet?, nouns: Nouns) {
        var synsets: Set<SynsetID> = []
        var words: Set<String> = []
        for label in explanation.explainedLabels {
            // Lists of class names put synonyms behind commas.
            for synonym in label.prefix(400).split(separator: ",") {
                guard let plain = Label.plain(String(synonym)) else { continue }
                synsets.formUnion(wordNet?.synsets(of: plain) ?? [])
                words.formUnion(nouns.names(of: plain).map { $0.lowercased() })
                words.insert(nouns.noun(of: plain).one.plain.lowercased())
            }
        }
        self.synsets = synsets
        self.words = words
    }

    /// Whether a group is only such a class.
    ///
    /// - Parameters:
    ///   - group: What the group is called, in the plural.
    ///   - id: Its synset, where it has one.
    /// - Returns: True where either is the class's own.
    func contain(_ group: Inflected, _ id: SynsetID?) -> Bool {
        words.contains(group.plain.lowercased()) || id.map(synsets.contains) ?? false
    }
}
