import Foundation
import Synchronization

/// Divides the words of a language.
package final class Hyphenator: Sendable {
    private let row: HyphenationList.Row
    private let dictionary: HyphenationDictionary
    private let before: Int
    private let after: Int

    /// Words with fewer letters stay whole.
    private static let shortest = 6
    /// Reading a dictionary once is enough for all sheets of a process.
    private static let known = Mutex<[String: HyphenationDictionary]>([:])

    /// Makes a hyphenator of a dictionary; nil if that is not installed or cannot be read.
    ///
    /// - Parameter row: The language's row.
    package init?(_ row: HyphenationList.Row) {
        let choice: HyphenationPatterns.Choice = row.takesAllPatterns ? .all : .longest
        let key = "\(choice) \(row.file)"
        let known = Self.known.withLock { $0[key] }
        guard
            let dictionary = known
                ?? HyphenationDictionary(contentsOf: row.file, choice: choice)
        else { return nil }
        if known == nil { Self.known.withLock { $0[key] = dictionary } }
        self.row = row
        self.dictionary = dictionary
        before = max(row.before, dictionary.least.before)
        after = max(row.after, dictionary.least.after)
    }

    /// Where a word may be divided.
    ///
    /// Words in capitals, with capitals within and, where the language's row says so, with a capital at
    /// their start stay whole.
    ///
    /// - Parameter word: The word: letters and their marks, nothing else.
    /// - Returns: The places in scalars from the word's start, ascending.
    package func places(in word: String) -> [Int] {
        let count = word.unicodeScalars.count
        guard count >= Self.shortest else { return [] }
        let capitals = word.unicodeScalars.map(\.properties.isUppercase)
        guard !capitals.dropFirst().contains(true), row.dividesCapitalised || !capitals[0] else {
            return []
        }
        // Patterns know composed small letters.
        let small = word.lowercased().precomposedStringWithCanonicalMapping
        guard small.unicodeScalars.count == count else { return [] }
        return dictionary.places(in: small).filter { $0 >= before && count - $0 >= after }
    }
}
