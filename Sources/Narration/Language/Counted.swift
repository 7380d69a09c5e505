/// A number of things in words, and which of the language's plural forms it takes.
///
/// A template's tag stands for the words; with a plural class behind it (`total-few`) it is true where
/// the number is of that class.
package struct Counted: Sendable, Equatable {
    /// The number in words up to twelve, in digits above.
    package let words: Inflected
    /// The plural class, as `words.json` calls it.
    package let plural: String

    /// Makes a number of its words and class.
    package init(words: Inflected, plural: String) {
        self.words = words
        self.plural = plural
    }
}
