public import Attribution
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
        self.init(ranking: ChannelRanking(relevance: relevance), count: count)
    }

    /// Selects from a layer's ranking.
    ///
    /// - Parameters:
    ///   - ranking: All channels of the layer by their relevance for one photo and target.
    ///   - count: How many concepts for the target to tell at most, at least 1.
    public init(ranking: ChannelRanking, count: Int) {
        precondition(count >= 1, "\(count) concepts")
        let speakingFor = ranking.channels.filter { $0.relevance > 0 }
        let against = ranking.channels.filter { $0.relevance < 0 }.sorted {
            ($0.relevance, $0.channel) < ($1.relevance, $1.channel)
        }
        var chosen = Array(speakingFor.prefix(count))
        var toldAgainst = 0
        if count >= Self.fewestForAgainst, let strongest = against.first,
            -strongest.layerShare >= Self.leastShareAgainst
        {
            chosen.append(strongest)
            toldAgainst = 1
        }
        let shown = chosen.reduce(0) { $0 + abs($1.relevance) }
        told = chosen.map { channel in
            Told(
                channel: channel.channel,
                relevance: channel.relevance,
                layerShare: channel.layerShare,
                topShare: abs(channel.relevance) / shown
            )
        }
        coverage = ranking.absoluteSum > 0 ? shown / ranking.absoluteSum : 0
        let untold: [(channels: [RankedChannel], reason: LeftOutGroup.Reason)] = [
            (Array(speakingFor.dropFirst(count)), .weakerFor),
            (Array(against.dropFirst(toldAgainst)), .weakerAgainst),
        ]
        leftOut = untold.compactMap { group in
            group.channels.first.map { strongest in
                LeftOutGroup(
                    channels: group.channels.map(\.channel),
                    layerShare: group.channels.reduce(0) { $0 + $1.layerShare },
                    strongest: strongest.layerShare,
                    reason: group.reason
                )
            }
        }
    }
}
