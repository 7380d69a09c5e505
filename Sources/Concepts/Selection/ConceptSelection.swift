public import Explanations
public import Tensors

/// Which channels of a layer an explanation tells, and what stays untold.
///
/// Told are the channels that speak most for the target, by signed relevance, and behind them the one that
/// speaks most against it where that matters. A channel without relevance is never told, so there may
/// be fewer than asked for.
public struct ConceptSelection: Sendable, Equatable {
    /// A told channel with its shares.
    public struct Told: Sendable, Equatable {
        /// The channel.
        public let channel: Int
        /// Its relevance, summed over space, signed, in the unit of the logit.
        public let relevance: Double
        /// relevance over the sum of |R| of the layer's channels, -1 to 1.
        public let layerShare: Double
        /// |relevance| over the sum of |relevance| of the told channels, 0 to 1.
        public let topShare: Double
    }

    /// From how many concepts on the strongest one against is told as well: a page of three has no room for it.
    public static let fewestForAgainst = 4
    /// The least part of the layer's absolute relevance that a channel against must hold to be told: 1 %,
    /// the width of the thinnest bar a reader can still see.
    public static let leastShareAgainst = 0.01

    /// Those for the target, strongest first, then the one against it.
    public let told: [Told]
    /// What the told channels hold of the layer: the sum of |R| told over the sum of |R|, 0 to 1.
    public let coverage: Double
    /// The other channels that have relevance, by sign, strongest first; no group is empty.
    public let leftOut: [LeftOutGroup]

    /// Selects from a layer's relevance.
    ///
    /// - Parameters:
    ///   - relevance: The relevance of the layer's output for one photo and target, [C, h, w].
    ///   - count: How many concepts for the target to tell at most, at least 1.
    public init(relevance: Tensor, count: Int) {
        precondition(relevance.shape.count == 3, "[C, h, w] expected, not \(relevance.shape)")
        let area = relevance.shape[1] * relevance.shape[2]
        self.init(
            channelRelevance: (0..<relevance.shape[0]).map { channel in
                relevance.elements[channel * area..<(channel + 1) * area].reduce(0.0) {
                    $0 + Double($1)
                }
            },
            count: count
        )
    }

    /// Selects from the sums over space.
    ///
    /// - Parameters:
    ///   - channelRelevance: One sum per channel.
    ///   - count: How many concepts for the target to tell at most, at least 1.
    public init(channelRelevance: [Double], count: Int) {
        precondition(count >= 1, "\(count) concepts")
        let total = channelRelevance.reduce(0) { $0 + abs($1) }
        func strongestFirst(_ channels: [Int]) -> [Int] {
            channels.sorted {
                (-abs(channelRelevance[$0]), $0) < (-abs(channelRelevance[$1]), $1)
            }
        }
        let speakingFor = strongestFirst(
            channelRelevance.indices.filter { channelRelevance[$0] > 0 }
        )
        let against = strongestFirst(channelRelevance.indices.filter { channelRelevance[$0] < 0 })
        var chosen = Array(speakingFor.prefix(count))
        var toldAgainst = 0
        if count >= Self.fewestForAgainst, let strongest = against.first,
            -channelRelevance[strongest] / total >= Self.leastShareAgainst
        {
            chosen.append(strongest)
            toldAgainst = 1
        }
        let shown = chosen.reduce(0) { $0 + abs(channelRelevance[$1]) }
        told = chosen.map { channel in
            Told(
                channel: channel,
                relevance: channelRelevance[channel],
                layerShare: channelRelevance[channel] / total,
                topShare: abs(channelRelevance[channel]) / shown
            )
        }
        coverage = total > 0 ? shown / total : 0
        let untold: [([Int], LeftOutGroup.Reason)] = [
            (Array(speakingFor.dropFirst(count)), .weakerFor),
            (Array(against.dropFirst(toldAgainst)), .weakerAgainst),
        ]
        leftOut = untold.compactMap { channels, reason in
            channels.first.map { strongest in
                LeftOutGroup(
                    channels: channels,
                    layerShare: channels.reduce(0) { $0 + channelRelevance[$1] } / total,
                    strongest: channelRelevance[strongest] / total,
                    reason: reason
                )
            }
        }
    }
}
