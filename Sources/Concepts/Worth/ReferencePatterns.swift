/// Whether the references of a channel fall into two groups that have nothing to do with each other.
///
/// The references are joined pair by pair, the most alike groups first (average linkage), until two groups are
/// left. They are two patterns if each has at least `leastSize` references, those within each are much alike,
/// and those of one are hardly more like those of the other than any are.
///
/// Measured at SqueezeNet's `features.12` with 12 references: 3.9 % of the 512 channels have two patterns; of
/// 300 made-up channels, put together of 4 to 8 references of one channel and the rest of another, both of a
/// coherence above .85, 70 %. Of twelve looked at, six were plainly two things ("handles and ancient buildings",
/// "under water and furry animals", "flowers and round buildings"), four partly, two not.
struct ReferencePatterns: Sendable, Equatable {
    /// How many references a pattern has at least: two alike ones happen by chance.
    static let leastSize = 3
    /// The least mean chance within each pattern, as `SimilarityScale` has it.
    static let leastWithin = 0.85
    /// The most mean chance between the two patterns; 0.5 is that of random pairs.
    static let mostBetween = 0.65

    /// The pattern of each reference, from 1; the first reference's is 1.
    let groups: [Int]
    /// How many patterns there are, 1 or 2.
    var count: Int { groups.max() ?? 1 }

    /// Finds the patterns.
    ///
    /// - Parameter chances: How much alike each two references are, 0 to 1, as `SimilarityScale` gives it.
    init(chances: [[Double]]) {
        let whole = [Int](repeating: 1, count: chances.count)
        guard chances.count >= 2 * Self.leastSize else {
            groups = whole
            return
        }
        var clusters = chances.indices.map { [$0] }
        while clusters.count > 2 {
            var best: (likeness: Double, one: Int, other: Int)?
            for one in clusters.indices {
                for other in 0..<one {
                    let likeness = Self.mean(chances, clusters[one], clusters[other])
                    if likeness > best?.likeness ?? -1 { best = (likeness, one, other) }
                }
            }
            guard let best else { break }
            clusters[best.other] += clusters[best.one]
            clusters.remove(at: best.one)
        }
        guard clusters.allSatisfy({ $0.count >= Self.leastSize }),
            clusters.allSatisfy({ Self.meanWithin(chances, $0) >= Self.leastWithin }),
            Self.mean(chances, clusters[0], clusters[1]) <= Self.mostBetween
        else {
            groups = whole
            return
        }
        let second = clusters[0].contains(0) ? clusters[1] : clusters[0]
        groups = chances.indices.map { second.contains($0) ? 2 : 1 }
    }

    private static func mean(_ chances: [[Double]], _ one: [Int], _ other: [Int]) -> Double {
        var sum = 0.0
        for row in one { for column in other { sum += chances[row][column] } }
        return sum / Double(one.count * other.count)
    }

    private static func meanWithin(_ chances: [[Double]], _ cluster: [Int]) -> Double {
        var sum = 0.0
        for row in cluster {
            for column in cluster where row < column { sum += chances[row][column] }
        }
        return sum / Double(cluster.count * (cluster.count - 1) / 2)
    }
}
