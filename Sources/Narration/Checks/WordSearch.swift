import Foundation

/// Finds word sequences in a text, whole words only.
enum WordSearch {
    /// Whether a text contains some words.
    static func contains(_ words: String, in text: String) -> Bool {
        first(words, in: text[...]) != nil
    }

    /// A text with every occurrence of some words replaced.
    static func replacing(_ words: String, in text: String, with other: String) -> String {
        var result = ""
        var rest = text[...]
        while let range = first(words, in: rest) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    private static func first(_ words: String, in text: Substring) -> Range<Substring.Index>? {
        guard !words.isEmpty else { return nil }
        var start = text.startIndex
        while let range = text.range(of: words, range: start..<text.endIndex) {
            let before =
                range.lowerBound == text.base.startIndex
                || !isWord(text.base[text.base.index(before: range.lowerBound)])
            let after = range.upperBound == text.endIndex || !isWord(text[range.upperBound])
            if before && after { return range }
            start = text.index(after: range.lowerBound)
        }
        return nil
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }
}
