public import Attribution
public import Explanations

extension ConceptSelection {
    /// How many opposing concepts are shown at most.
    public static let mostOpposing = 3
    /// The least part of the layer that an opposing concept holds: weaker ones do not change a decision.
    public static let leastOpposing = 0.002

    /// The strongest concepts against the target that are not told, for readers who want to see them.
    ///
    /// Of the channels that speak against the target and hold at least `leastOpposing` of the layer, those that
    /// no filter speaks against. They are not merged, and change nothing of what is told and left out.
    ///
    /// - Parameters:
    ///   - ranking: All channels of the layer by their relevance for one photo and target.
    ///   - thresholds: The filters' limits; that for the least share is not applied.
    ///   - evidence: What the candidates are measured by.
    /// - Returns: At most `mostOpposing` concepts with heatmaps, strongest first; their top share is held
    ///   against the told concepts' sum, so that it can be compared with theirs.
    /// - Throws: What the evidence throws.
    public func opposing(
        _ ranking: ChannelRanking,
        thresholds: SelectionThresholds,
        evidence: SelectionEvidence
    ) throws -> [Told] {
        let known = Set(told.flatMap(\.channels))
        let candidates = ranking.channels.reversed()
            .prefix { $0.layerShare <= -Self.leastOpposing }
            .filter { !known.contains($0.channel) }
            .prefix(3 * Self.mostOpposing)
        var pool = CandidatePool(
            evidence,
            thresholds: thresholds,
            absoluteSum: ranking.absoluteSum
        )
        let clear = try candidates.filter { try pool.indexFindings($0).isEmpty }
        // One batch for all that will most likely be shown.
        try pool.prepare(Array(clear.prefix(Self.mostOpposing)))
        var chosen: [RankedChannel] = []
        for ranked in clear where chosen.count < Self.mostOpposing {
            if try pool.heatmapFindings(ranked).isEmpty { chosen.append(ranked) }
        }
        let sum = told.reduce(0) { $0 + abs($1.relevance) }
        return try chosen.map { ranked in
            let heatmap = try pool.heatmap(of: ranked)
            return Told(
                channel: ranked.channel,
                merged: [],
                relevance: ranked.relevance,
                layerShare: ranked.layerShare,
                topShare: sum > 0 ? abs(ranked.relevance) / sum : 0,
                heatmap: heatmap,
                worth: try pool.worth(of: ranked, heatmap: heatmap, doubts: [])
            )
        }
    }
}
