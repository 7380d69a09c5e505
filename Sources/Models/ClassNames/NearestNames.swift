/// Finds the names that a mistyped one may stand for.
enum NearestNames {
    /// The names nearest to a text.
    ///
    /// Names with the text as a word come first, then those that contain it, then those that fewest
    /// edits turn into it; names that differ in more than a third of it are left out. Of a name with synonyms, such as
    /// `tench, Tinca tinca`, the nearest synonym counts and is given.
    ///
    /// - Parameters:
    ///   - text: What the person wrote, in lower case.
    ///   - names: All names.
    ///   - count: How many to give at most.
    /// - Returns: Some of the names, the nearest first.
    static func suggestions(for text: String, among names: [String], count: Int) -> [String] {
        let wanted = Array(text.unicodeScalars.prefix(100))
        guard wanted.count >= 2 else { return [] }
        var seen: Set<String> = []
        let ranked = names.compactMap { name in
            synonyms(of: name).map { rank($0, text, wanted) }.min { $0.order < $1.order }
        }
        let tolerance = wanted.count < 4 ? 1 : max(2, wanted.count / 3)
        return ranked.filter { $0.order.0 <= tolerance && seen.insert($0.name).inserted }
            .sorted { $0.order < $1.order }.prefix(count).map(\.name)
    }

    // MARK: Ranking

    private typealias Ranked = (name: String, order: (Int, Int, String))

    private static func synonyms(of name: String) -> [String] {
        name.split(separator: ",").map { synonym in
            synonym.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    /// Edits to the best word or the whole, then edits to the whole, then the alphabet.
    private static func rank(_ name: String, _ text: String, _ wanted: [Unicode.Scalar]) -> Ranked {
        let candidate = name.lowercased()
        let whole = distance(wanted, Array(candidate.unicodeScalars))
        // Words count on their own: "catt" is near "tiger cat".
        let words = candidate.split(separator: " ").map {
            distance(wanted, Array($0.unicodeScalars))
        }
        let nearest = min(whole, words.min() ?? whole)
        return (name, (candidate.contains(text) ? min(nearest, 1) : nearest, whole, name))
    }

    /// How many characters to insert, delete or replace (Levenshtein's distance).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (line, scalar) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (scalar == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, min(diagonal, row[column]) + 1)
            }
        }
        return row[right.count]
    }
}
