public import Attribution
public import Explanations
public import Tensors

/// Which channels of a layer an explanation tells, and what stays untold.
///
/// Told are the channels that speak most for the target, by signed relevance, and behind them the one that
/// speaks most against it where that matters. Channels that mean nothing to a reader make room for weaker
/// ones: those without a pattern in their references, and those whose heatmap in this photo is empty, lies at
/// the border or only repeats the whole prediction's. Channels that are one concept, by their heatmaps and
/// their references, are told as one. A channel without relevance is never told, so there may be fewer than
/// asked for; but where the filter leaves nothing, the strongest channel is told with its doubts.
public struct ConceptSelection: Sendable, Equatable {
    /// A told concept with its shares.
    public struct Told: Sendable, Equatable {
        /// Its channel; of merged ones the strongest.
        public let channel: Int
        /// The channels that were merged into it, strongest first.
        public let merged: [MergedChannel]
        /// Its relevance, summed over space and channels, signed, in the unit of the logit.
        public let relevance: Double
        /// relevance over the sum of |R| of the layer's channels, -1 to 1.
        public let layerShare: Double
        /// |relevance| over the sum of |relevance| of the told concepts, 0 to 1.
        public let topShare: Double
        /// Its conditional heatmap, all its channels together, [H, W]; nil where it was chosen by relevance
        /// alone.
        public let heatmap: Tensor?
        /// What it is worth; nil where it was chosen by relevance alone.
        public let worth: ConceptWorth?

        /// All its channels, strongest first.
        public var channels: [Int] { [channel] + merged.map(\.channel) }
    }

    /// Those for the target, strongest first, then those against it, strongest first.
    public let told: [Told]
    /// What the told channels hold of the layer: the sum of |R| told over the sum of |R|, 0 to 1.
    public let coverage: Double
    /// The other channels that have relevance, by reason and sign, strongest first; no group is empty.
    public let leftOut: [LeftOutGroup]
    /// By which rules they were chosen.
    public let summary: SelectionSummary
    /// Whether a filter left all channels for the target out, so that the strongest is told with its doubts.
    public let nonePassed: Bool
    /// The mean correlation of the told heatmaps; nil for fewer than three.
    public let meanCorrelation: Double?

    /// From how many told concepts on their heatmaps are held against each other as a whole.
    public static let fewestForCorrelation = 3

    /// Selects from a layer's relevance alone: the strongest channels whatever their worth.
    ///
    /// - Parameters:
    ///   - relevance: The relevance of the layer's output for one photo and target, [C, h, w].
    ///   - count: How many concepts for the target to tell at most, at least 1.
    public init(relevance: Tensor, count: Int) {
        self.init(ranking: ChannelRanking(relevance: relevance), count: count)
    }

    /// Selects from a layer's ranking alone: the strongest channels whatever their worth.
    ///
    /// - Parameters:
    ///   - ranking: All channels of the layer by their relevance for one photo and target.
    ///   - count: How many concepts for the target to tell at most, at least 1.
    public init(ranking: ChannelRanking, count: Int) {
        let choice = SelectionChoice(ranking, SelectionRules(count: count, keepsAll: true))
        self.init(choice, concepts: choice.groups.map { ($0, nil, nil) })
    }

    /// Selects by relevance and worth.
    ///
    /// - Parameters:
    ///   - ranking: All channels of the layer by their relevance for one photo and target.
    ///   - rules: How many to tell, and by which limits.
    ///   - evidence: What the candidates are measured by.
    /// - Throws: What the evidence throws.
    public init(
        ranking: ChannelRanking,
        rules: SelectionRules,
        evidence: SelectionEvidence
    ) throws {
        var pool = CandidatePool(
            evidence,
            thresholds: rules.thresholds,
            absoluteSum: ranking.absoluteSum
        )
        let choice = try SelectionChoice(ranking, rules, from: &pool)
        let groups = choice.groups
        let sets = groups.filter { !$0.merged.isEmpty }.map { $0.channels.map(\.channel) }
        var joined = sets.isEmpty ? [][...] : try evidence.heatmaps(sets)[...]
        var concepts: [(CandidateSide.Group, Tensor?, ConceptWorth?)] = []
        for group in groups {
            let own = group.merged.isEmpty ? nil : joined.popFirst()
            let heatmap = try own ?? pool.heatmap(of: group.first)
            let worth = try pool.worth(of: group.first, heatmap: heatmap, doubts: group.doubts)
            concepts.append((group, heatmap, worth))
        }
        self.init(choice, concepts: concepts)
    }

    private init(
        _ choice: SelectionChoice,
        concepts: [(group: CandidateSide.Group, heatmap: Tensor?, worth: ConceptWorth?)]
    ) {
        let shown = concepts.reduce(0) { $0 + abs($1.group.relevance) }
        told = concepts.map { group, heatmap, worth in
            Told(
                channel: group.first.channel,
                merged: group.merged.map(\.record),
                relevance: group.relevance,
                layerShare: group.layerShare,
                topShare: abs(group.relevance) / shown,
                heatmap: heatmap,
                worth: worth
            )
        }
        coverage = choice.absoluteSum > 0 ? shown / choice.absoluteSum : 0
        leftOut = choice.leftOut
        summary = choice.summary
        nonePassed = choice.nonePassed
        let grids = concepts.compactMap { concept in
            concept.heatmap.map {
                HeatmapGrid($0, sign: concept.group.relevance < 0 ? -1 : 1)
            }
        }
        meanCorrelation =
            grids.count < Self.fewestForCorrelation
            ? nil : HeatmapGrid.meanCorrelation(among: grids)
    }
}
