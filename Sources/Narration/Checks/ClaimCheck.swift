/// Whether a text claims what no measurement can show: a cause, a thought, an advice.
struct ClaimCheck {
    private let words: Words

    /// Looks for the words of a language.
    init(_ words: Words) {
        self.words = words
    }

    /// The first claim, or nil.
    func finding(in text: String) -> String? {
        words.checks.claims.first { WordSearch.contains($0, in: text) }.map {
            "\"\($0)\" claims what was not measured."
        }
    }
}
