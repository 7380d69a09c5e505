import Attribution
import Explanations
import Tensors

/// What is measured of the channels that may be told, each measure at most once.
struct CandidatePool {
    let evidence: SelectionEvidence
    let thresholds: SelectionThresholds
    /// Whether a heatmap may repeat the whole prediction's: so where the layer gives all channels the same.
    var allowsRepeating = false

    private let overall: HeatmapGrid
    /// How much relevance reaches the input of each unit in the layer, signs aside.
    private let reaching: Double
    private var heatmaps: [Int: Tensor] = [:]
    private var grids: [Int: HeatmapGrid] = [:]
    private var worths: [Int: ChannelWorth] = [:]
    private var references: [Int: [String]] = [:]

    /// Makes an empty pool.
    ///
    /// - Parameters:
    ///   - evidence: What candidates are measured by.
    ///   - thresholds: The limits.
    ///   - absoluteSum: The sum of |R| of the layer's channels.
    init(_ evidence: SelectionEvidence, thresholds: SelectionThresholds, absoluteSum: Double) {
        self.evidence = evidence
        self.thresholds = thresholds
        overall = HeatmapGrid(evidence.overall)
        let amount = evidence.overall.elements.reduce(0.0) { $0 + Double(abs($1)) }
        reaching = absoluteSum > 0 ? amount / absoluteSum : 0
    }

    // MARK: - Measures

    /// Computes the heatmaps of channels that have none yet, as one batch.
    mutating func prepare(_ channels: [RankedChannel]) throws {
        let missing = channels.filter { heatmaps[$0.channel] == nil }
        guard !missing.isEmpty else { return }
        let made = try evidence.heatmaps(missing.map { [$0.channel] })
        for (ranked, heatmap) in zip(missing, made) {
            heatmaps[ranked.channel] = heatmap
            grids[ranked.channel] = HeatmapGrid(heatmap, sign: ranked.relevance < 0 ? -1 : 1)
        }
    }

    /// A channel's heatmap.
    mutating func heatmap(of ranked: RankedChannel) throws -> Tensor {
        try prepare([ranked])
        guard let heatmap = heatmaps[ranked.channel] else { preconditionFailure("no heatmap") }
        return heatmap
    }

    /// A channel's heatmap for comparing, positive where it speaks as the channel does.
    mutating func grid(of ranked: RankedChannel) throws -> HeatmapGrid {
        try prepare([ranked])
        guard let grid = grids[ranked.channel] else { preconditionFailure("no heatmap") }
        return grid
    }

    private mutating func worth(of channel: Int) throws -> ChannelWorth? {
        guard let measure = evidence.worth else { return nil }
        if let worth = worths[channel] { return worth }
        let worth = try measure(channel)
        worths[channel] = worth
        return worth
    }

    /// How large a part of two channels' references are the same photos; 0 without an index.
    mutating func sharedReferences(_ one: Int, _ other: Int) throws -> Double {
        SelectionEvidence.sharedPart(
            of: try references(of: one),
            and: try references(of: other)
        )
    }

    private mutating func references(of channel: Int) throws -> [String] {
        guard let list = evidence.references else { return [] }
        if let known = references[channel] { return known }
        let found = try list(channel)
        references[channel] = found
        return found
    }

    // MARK: - Findings

    /// What the reference index says against a channel, the gravest first; nothing without an index.
    mutating func indexFindings(_ ranked: RankedChannel) throws -> [SelectionFinding] {
        guard let worth = try worth(of: ranked.channel) else { return [] }
        var findings: [SelectionFinding] = []
        func find(
            _ reason: LeftOutGroup.Reason,
            _ threshold: String,
            _ value: Double,
            _ limit: Double,
            if isWrong: Bool
        ) {
            guard isWrong else { return }
            findings.append(
                SelectionFinding(ranked, reason, threshold, value: value, limit: limit)
            )
        }
        // The explained photo itself is no reference, so what is listed may be fewer than the index counts.
        let listed = evidence.references == nil ? nil : try references(of: ranked.channel).count
        let count = Double(min(worth.referenceCount, listed ?? .max))
        let least = thresholds.leastReferences
        find(.noReferences, "leastReferences", count, least, if: count < least)
        if let coherence = worth.coherence {
            let least = thresholds.leastCoherence
            find(.noPattern, "leastCoherence", coherence, least, if: coherence < least)
        }
        if let excess = worth.firingExcess {
            let most = thresholds.mostFiringExcess
            find(.noPattern, "mostFiringExcess", excess, most, if: excess > most)
        }
        if let negative = worth.negativeReferences {
            let most = thresholds.mostNegativeReferences
            find(
                .negativeReferences,
                "mostNegativeReferences",
                negative,
                most,
                if: negative > most
            )
        }
        return findings
    }

    /// What a channel's heatmap in this photo says against it, the gravest first.
    mutating func heatmapFindings(_ ranked: RankedChannel) throws -> [SelectionFinding] {
        let heatmap = try heatmap(of: ranked)
        var findings: [SelectionFinding] = []
        let amount = HeatmapMeasure.amount(of: heatmap, relevance: ranked.relevance)
        let part = reaching > 0 ? amount / abs(ranked.relevance) / reaching : 0
        if amount == 0 || part < thresholds.leastHeatmapShare {
            findings.append(
                SelectionFinding(
                    ranked,
                    .emptyHeatmap,
                    "leastHeatmapShare",
                    value: part,
                    limit: thresholds.leastHeatmapShare
                )
            )
        }
        let border = HeatmapMeasure.borderShare(of: heatmap, relevance: ranked.relevance)
        if let border, border > thresholds.mostBorderShare {
            findings.append(
                SelectionFinding(
                    ranked,
                    .border,
                    "mostBorderShare",
                    value: border,
                    limit: thresholds.mostBorderShare
                )
            )
        }
        // References that show clearly what it stands for say more than the map alone.
        let isClear =
            (try worth(of: ranked.channel)?.coherence ?? 0) >= thresholds.repeatingCoherence
        let correlation = try grid(of: ranked).correlation(with: overall)
        if let correlation, correlation > thresholds.mostOverallCorrelation, !isClear,
            !allowsRepeating
        {
            findings.append(
                SelectionFinding(
                    ranked,
                    .repeatsOverall,
                    "mostOverallCorrelation",
                    value: correlation,
                    limit: thresholds.mostOverallCorrelation
                )
            )
        }
        return findings
    }

    /// A channel's finding for holding too little of the layer, if it does.
    func weakness(_ ranked: RankedChannel) -> SelectionFinding? {
        guard abs(ranked.layerShare) < thresholds.leastLayerShare else { return nil }
        return SelectionFinding(
            ranked,
            .tooWeak,
            "leastLayerShare",
            value: abs(ranked.layerShare),
            limit: thresholds.leastLayerShare
        )
    }

    /// Everything that speaks against telling a channel.
    mutating func doubts(_ ranked: RankedChannel) throws -> [SelectionFinding] {
        try indexFindings(ranked) + heatmapFindings(ranked)
            + [weakness(ranked)].compactMap(\.self)
    }

    /// What the document says of a concept's worth.
    ///
    /// - Parameters:
    ///   - first: The concept's strongest channel: the measures of the index are its.
    ///   - heatmap: The concept's heatmap, of all its channels.
    ///   - doubts: What speaks against telling it.
    /// - Returns: The measures of the index and of the heatmap; the index's are nil without one.
    /// - Throws: What the evidence throws.
    mutating func worth(
        of first: RankedChannel,
        heatmap: Tensor,
        doubts: [SelectionFinding]
    ) throws -> ConceptWorth {
        let channel = try worth(of: first.channel)
        return ConceptWorth(
            coherence: channel?.coherence,
            labelEntropy: channel?.labelEntropy,
            patterns: channel?.patterns ?? 1,
            firingRate: channel?.firingRate,
            negativeReferences: channel?.negativeReferences,
            borderShare: HeatmapMeasure.borderShare(of: heatmap, relevance: first.relevance),
            overallCorrelation: HeatmapGrid(heatmap).correlation(with: overall),
            doubts: doubts
        )
    }
}

extension SelectionFinding {
    /// A finding of a channel.
    fileprivate init(
        _ ranked: RankedChannel,
        _ reason: LeftOutGroup.Reason,
        _ threshold: String,
        value: Double?,
        limit: Double
    ) {
        self.init(
            channel: ranked.channel,
            layerShare: ranked.layerShare,
            reason: reason,
            threshold: threshold,
            value: value,
            limit: limit
        )
    }
}
