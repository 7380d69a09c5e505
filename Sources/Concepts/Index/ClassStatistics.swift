/// How strongly one class's photos speak for a channel.
public struct ClassStatistic: Sendable, Equatable, Codable {
    /// The attributed class.
    public let `class`: Int
    /// The mean of its first scores; or that over the largest class's.
    public let mean: Double
    /// The photos it is the mean of, best first.
    public let references: [ClassReference]

    /// The classes by their mean, as the CRP paper's `compute_stats`.
    ///
    /// - Parameters:
    ///   - classes: The best photos of each class, best first.
    ///   - top: How many classes at most.
    ///   - mean: Of how many first scores the mean is taken; of fewer where a class has fewer.
    ///   - normalized: Whether to divide by the first class's mean.
    /// - Returns: The first classes, the largest mean first, equal ones by number.
    static func first(
        _ classes: [(class: Int, entries: [ClassTops.Entry])],
        top: Int,
        mean: Int,
        normalized: Bool
    ) -> [ClassStatistic] {
        let statistics = classes.map { number, entries in
            let references = entries.prefix(mean).map {
                ClassReference(sample: Int($0.sample), score: Double($0.score))
            }
            let sum = references.reduce(0) { $0 + $1.score }
            return ClassStatistic(
                class: number,
                mean: references.isEmpty ? 0 : sum / Double(references.count),
                references: references
            )
        }.sorted { ($1.mean, $0.class) < ($0.mean, $1.class) }.prefix(top)
        guard normalized, let largest = statistics.first?.mean else { return Array(statistics) }
        return statistics.map {
            ClassStatistic(class: $0.class, mean: $0.mean / largest, references: $0.references)
        }
    }
}

/// One of a channel's best photos among those of a class.
public struct ClassReference: Sendable, Equatable, Codable {
    /// The photo's ordinal.
    public let sample: Int
    /// Its score, in single precision.
    public let score: Double
}
