/// Brings the forms of a word together, by a language's endings.
///
/// A stem loses its longest ending that leaves at least three letters, its accents where the
/// language changes them in inflection, a doubled last consonant, and gets the consonant that
/// stands for all it changes to ("noha", "noze"). This is for comparing words of one short text,
/// where being right nine times in ten is enough; it is no dictionary.
struct Stemmer: Sendable {
    private let endings: [String]
    private let folding: [Character: String]
    private let alternations: [(from: String, to: String)]
    private let isCompounding: Bool

    /// Takes the endings of a language.
    init(_ checks: CheckWords) {
        endings = checks.endings.sorted { $0.count > $1.count }
        var folding: [Character: String] = [:]
        for (from, to) in checks.folding { if let letter = from.first { folding[letter] = to } }
        self.folding = folding
        alternations = checks.alternations.sorted { $0.key.count > $1.key.count }
            .map { ($0.key, $0.value) }
        isCompounding = checks.compounds
    }

    /// What is left of a word in lower case.
    func stem(_ word: String) -> String {
        var stem = word
        if let ending = endings.first(where: { stem.hasSuffix($0) && stem.count >= $0.count + 3 }) {
            stem = String(stem.dropLast(ending.count))
        }
        stem = stem.map { folding[$0] ?? String($0) }.joined()
        if let (from, to) = alternations.first(where: { stem.hasSuffix($0.from) }) {
            stem = stem.dropLast(from.count) + to
        }
        if stem.count > 3, let last = stem.last, stem.dropLast().last == last,
            !"aeiouls".contains(last)
        {
            stem.removeLast()
        }
        return stem
    }

    /// Whether a word's stem comes from a source's.
    ///
    /// They are the same, or differ by at most two letters at the end from five letters on. Where
    /// compounds are one word, a source has its parts ("Kopf" and "Vogel" of "Vogelkopf"), the first
    /// from four letters on and the last from three; and a word that ends in the source is a kind of
    /// it ("Wangenfell" of "Fell").
    func has(_ stem: String, as source: String) -> Bool {
        if stem == source { return true }
        let (short, long) = stem.count <= source.count ? (stem, source) : (source, stem)
        if isCompounding {
            if short.count >= 3, long.hasSuffix(short), long.count >= short.count + 3 {
                return true
            }
            if stem.count >= 4, source.hasPrefix(stem) { return true }
        }
        return short.count >= 5 && long.count - short.count <= 2 && long.hasPrefix(short)
    }
}
