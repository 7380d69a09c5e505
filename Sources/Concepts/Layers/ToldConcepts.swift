package import Attribution
import Explanations
package import Tensors

/// What an explanation by one layer would tell of one photo.
package struct ToldConcepts: Sendable {
    /// The model's answer.
    package let answer: Int
    /// The channels that speak most for it, strongest first.
    package let channels: [Int]
    /// What they hold of the layer: the sum of their |R| over that of all channels, 0 to 1.
    package let coverage: Double
    /// The mean correlation between any two of their heatmaps, -1 to 1; nil where no two can be compared.
    package let correlation: Double?
    /// How many of the heatmaps are empty.
    package let emptyHeatmaps: Int

    /// A heatmap is empty where less of its channel's relevance reaches the input than this multiple of what
    /// reaches it of the whole layer's, as in an explanation.
    ///
    /// Relative, since networks with merged batch norms lose most of it to biases on the way:
    /// of SqueezeNet 1.1's 99 % reach it, of MobileNetV2's less than 1 %.
    package static let leastKept = SelectionThresholds().leastHeatmapShare

    /// Measures what would be told.
    ///
    /// - Parameters:
    ///   - answer: The model's answer.
    ///   - ranking: The layer's channels by their relevance for it.
    ///   - handedOn: The positive part of the whole prediction's heatmap, summed.
    ///   - count: How many concepts an explanation tells.
    ///   - heatmaps: Gives the heatmaps of some channels for the answer, [m, H, W]; not called for none.
    /// - Throws: What `heatmaps` throws.
    package init(
        answer: Int,
        ranking: ChannelRanking,
        handedOn: Double,
        count: Int,
        heatmaps: ([Int]) throws -> Tensor
    ) rethrows {
        let told = ranking.top(count).filter { $0.relevance > 0 }
        self.answer = answer
        channels = told.map(\.channel)
        coverage = told.reduce(0) { $0 + $1.layerShare }
        guard !told.isEmpty else {
            correlation = nil
            emptyHeatmaps = 0
            return
        }
        let maps = try heatmaps(channels)
        let share = ranking.absoluteSum > 0 ? handedOn / ranking.absoluteSum : 0
        let seen = told.indices.map(maps.slice).enumerated().filter { row, map in
            let kept = Self.positiveSum(of: map)
            return kept > 0
                && kept >= Self.leastKept * share * told[row].relevance
        }
        correlation = HeatmapGrid.meanCorrelation(
            among: seen.map { HeatmapGrid($0.element) }
        )
        emptyHeatmaps = told.count - seen.count
    }

    /// The sum of a heatmap's positive values.
    package static func positiveSum(of heatmap: Tensor) -> Double {
        heatmap.elements.reduce(0.0) { $0 + Double(max($1, 0)) }
    }

    /// How many of a photo's concepts are told of photos with other answers as well.
    ///
    /// - Parameter photos: What is told of each photo.
    /// - Returns: The mean, over all pairs of photos with different answers, of the concepts they have in
    ///   common over those of the one that has fewer, 0 to 1; nil without such pairs.
    package static func shared(among photos: [ToldConcepts]) -> Double? {
        let told = photos.filter { !$0.channels.isEmpty }
        var found: [Double] = []
        for (place, first) in told.enumerated() {
            for second in told[(place + 1)...] where second.answer != first.answer {
                let common = Set(first.channels).intersection(second.channels).count
                found.append(
                    Double(common) / Double(min(first.channels.count, second.channels.count))
                )
            }
        }
        return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }
}
