import Explanations
import Foundation

/// Finds how the parts that a channel saw of its references look alike.
enum SharedLook {
    /// The share of the references that must look so, by number and by score.
    private static let most = 2.0 / 3
    /// The limit of chance.
    private static let chance = 0.05
    /// How much more the share of fitting references counts than how rare a look is.
    private static let weight = 2.0

    /// Finds the look that says most of most references.
    ///
    /// The candidates are all looks that a reference has (`Look.Features`). A look L may name the
    /// concept where the references that have it are two thirds of all by number and by score, at
    /// least two, and more than chance would give with the frequency p(L) of
    /// `LookFrequencies` (`Chance.isRare`). Of such looks the one with the highest
    /// S^2 x -ln p wins, S being its share by score: a look says the more the rarer it is.
    ///
    /// - Parameters:
    ///   - references: Those without a measured surface count as looking otherwise.
    ///   - votes: How much each of them counts.
    ///   - taken: Names that other concepts of the sheet have.
    ///   - words: Looks without words are no candidates.
    /// - Returns: The look, or nil where the references share none.
    static func find(
        in references: [Reference],
        votes: Votes,
        besides taken: Set<String>,
        words: FactWords
    ) -> SharedPattern? {
        let surfaces = references.map { $0.surface.map(Look.Features.init) }
        let looks = surfaces.map { $0?.looks ?? [] }
        let candidates = looks.reduce(into: Set<Look>()) { $0.formUnion($1) }
        let good = candidates.compactMap { look -> (worth: Double, pattern: SharedPattern)? in
            let fitting = looks.indices.filter { looks[$0].contains(look) }
            let share = votes.share(of: fitting)
            let needed = Double(references.count) * most - 1e-9
            let frequency = LookFrequencies.frequency(of: look)
            guard fitting.count >= 2, Double(fitting.count) >= needed, share >= most - 1e-9,
                Chance.isRare(
                    fitting.count,
                    of: references.count,
                    frequency: frequency,
                    limit: chance
                ),
                let sorted = sorted(look, fitting.compactMap { surfaces[$0]?.color }),
                let phrase = words.phrase(sorted), !taken.contains(phrase.plain)
            else { return nil }
            let pattern = SharedPattern(
                kind: .look(phrase),
                fitting: fitting,
                mostly: nil,
                parts: []
            )
            return (pow(share, weight) * -log(frequency), pattern)
        }
        return good.max {
            ($0.worth, $0.pattern.look?.plain ?? "") < ($1.worth, $1.pattern.look?.plain ?? "")
        }?
        .pattern
    }

    /// A look with its colors, the most frequent first; nil where one of two is met only once.
    private static func sorted(_ look: Look, _ met: [BasicColor]) -> Look? {
        guard look.colors.count > 1 else { return look }
        let counts = look.colors.map { color in met.count { $0 == color } }
        guard counts.allSatisfy({ $0 > 1 }) else { return nil }
        var sorted = look
        if counts[1] > counts[0] { sorted.colors.reverse() }
        return sorted
    }
}
