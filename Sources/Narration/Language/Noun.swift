/// What one thing of a kind, and several, are called in a sentence.
package struct Noun: Hashable, Sendable {
    /// One of them with its article: "a dome", "an owl", "the Eiffel Tower", "rice".
    package let one: String
    /// Several of them: "domes", "owls", "rice".
    package let many: String
    /// Whether it counts: "two domes" can be said, "two rice" cannot.
    package let counts: Bool
}
