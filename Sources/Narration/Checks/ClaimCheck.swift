/// Whether a text claims what no measurement can show: a cause, a thought, an advice.
struct ClaimCheck {
    private let words: CheckWords

    /// Looks for the words of a language.
    init(_ words: CheckWords) {
        self.words = words
    }

    /// The first claim, or nil.
    func finding(in text: String) -> String? {
        words.claims.first { WordSearch.contains($0, in: text) }.map {
            "\"\($0)\" claims what was not measured."
        }
    }
}
