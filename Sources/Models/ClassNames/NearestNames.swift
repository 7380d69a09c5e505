/// Finds the names that a mistyped one may stand for.
enum NearestNames {
    /// The names nearest to a text.
    ///
    /// Names that contain the text come first, then those that fewest edits turn into it; names
    /// that differ in more than half of the text are left out.
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
        let ranked = names.filter { seen.insert($0).inserted }.map { name in
            let candidate = name.lowercased()
            // Words count on their own: "tabi cat" is near "tabby cat" and "catt" near "tiger cat".
            let parts = [candidate] + candidate.split(separator: " ").map(String.init)
            let edits = parts.map { distance(wanted, Array($0.unicodeScalars)) }
            let best = candidate.contains(text) ? 0 : edits.min() ?? .max
            return (name: name, distance: best, whole: edits[0])
        }
        return ranked.filter { $0.distance * 2 <= wanted.count }
            .sorted { ($0.distance, $0.whole, $0.name) < ($1.distance, $1.whole, $1.name) }
            .prefix(count).map(\.name)
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
