/// What one thing of a kind, and several, are called in a sentence.
package struct Noun: Hashable, Sendable {
    /// One of them with its article: "a dome", "an owl", "the Eiffel Tower", "rice".
    package let one: Inflected
    /// Several of them: "domes", "owls", "rice".
    package let many: Inflected
    /// Whether it counts: "two domes" can be said, "two rice" cannot.
    package let counts: Bool
    /// What a number beside it must agree with, where the language has such.
    package let gender: String?

    /// Makes a noun of its forms.
    package init(one: Inflected, many: Inflected, counts: Bool, gender: String? = nil) {
        self.one = one
        self.many = many
        self.counts = counts
        self.gender = gender
    }
}
