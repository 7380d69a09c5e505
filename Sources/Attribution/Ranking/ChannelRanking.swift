public import Tensors

/// One channel's part in a layer's relevance.
public struct RankedChannel: Sendable, Equatable {
    /// The channel, from 0.
    public let channel: Int
    /// R_c: the channel's relevance, summed over space; signed.
    public let relevance: Double
    /// R_c / Σ|R|: its share of the layer's absolute relevance, -1 to 1.
    public let layerShare: Double
}

/// A layer's channels by their relevance.
///
/// Descending by signed relevance; equal ones by channel number. All shares are 0 where the layer
/// holds no relevance.
public struct ChannelRanking: Sendable, Equatable {
    /// All channels, the most relevant first.
    public let channels: [RankedChannel]
    /// Σ|R_c| over all channels.
    public let absoluteSum: Double

    /// Ranks the channels of a layer.
    ///
    /// - Parameter relevance: One request's relevance at the layer, `[C, h, w]` or `[C]`.
    public init(relevance: Tensor) {
        let count = relevance.shape.first ?? 0
        let area = count == 0 ? 0 : relevance.count / count
        let values = relevance.elements
        let sums = (0..<count).map { channel in
            values[channel * area..<(channel + 1) * area]
                .reduce(0.0) { $0 + Double($1) }
        }
        self.init(sums: sums)
    }

    /// Ranks channels whose relevance is summed already.
    ///
    /// - Parameter sums: R_c of each channel.
    public init(sums: [Double]) {
        let total = sums.reduce(0.0) { $0 + abs($1) }
        absoluteSum = total
        channels =
            sums.enumerated()
            .map { channel, sum in
                RankedChannel(
                    channel: channel,
                    relevance: sum,
                    layerShare: total > 0 ? sum / total : 0
                )
            }
            .sorted {
                $0.relevance == $1.relevance
                    ? $0.channel < $1.channel : $0.relevance > $1.relevance
            }
    }

    /// The first channels, at most as many as there are.
    ///
    /// - Parameter count: How many.
    /// - Returns: The most relevant channels, the most relevant first.
    public func top(_ count: Int) -> [RankedChannel] {
        Array(channels.prefix(max(0, count)))
    }
}
