/// Whether the words for a place agree with the measured cell.
struct LocationCheck {
    private let words: CheckWords

    /// Looks for the words of a language.
    init(_ words: CheckWords) {
        self.words = words
    }

    /// The first place that disagrees, or nil.
    ///
    /// - Parameters:
    ///   - text: In lower case, without the names of things.
    ///   - evidence: What was measured.
    /// - Returns: The finding in one sentence.
    func finding(in text: String, _ evidence: Evidence) -> String? {
        var rest = text
        // The longest words first: "upper left" is one place, not two.
        for location in words.locations.sorted(by: { $0.words.count > $1.words.count }) {
            guard WordSearch.contains(location.words, in: rest) else { continue }
            if evidence.cells.isDisjoint(with: location.cells) {
                let cells = evidence.cells.map(\.rawValue).sorted().joined(separator: ", ")
                return "\"\(location.words)\" is not where it was measured (\(cells))."
            }
            rest = WordSearch.replacing(location.words, in: rest, with: "")
        }
        return nil
    }
}
