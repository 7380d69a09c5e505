import Attribution
import Explanations

/// Which channels of both signs are told, before anything is made of them.
struct SelectionChoice {
    /// How many heatmaps are computed beyond those that fill the places, so that a channel or two may be left
    /// out without a second pass.
    private static let spare = 2

    let absoluteSum: Double
    /// Whether a filter left all channels for the target out.
    private(set) var nonePassed = false
    private let rules: SelectionRules
    private var speakingFor: CandidateSide
    private var against: CandidateSide

    /// Tells the strongest channels, by relevance alone.
    init(_ ranking: ChannelRanking, _ rules: SelectionRules) {
        self.init(sidesOf: ranking, rules)
        speakingFor.tellStrongest(least: 0)
        against.tellStrongest(least: rules.thresholds.leastAgainstShare)
        balance()
    }

    /// Tells what passes the filter, or, where the rules keep all, the strongest with their doubts.
    init(_ ranking: ChannelRanking, _ rules: SelectionRules, from pool: inout CandidatePool) throws
    {
        if rules.keepsAll {
            self.init(ranking, rules)
            try compare(speakingFor.told.map(\.first), with: against.told.map(\.first), &pool)
            try speakingFor.doubtTold(by: &pool)
            try against.doubtTold(by: &pool)
            return
        }
        self.init(sidesOf: ranking, rules)
        try compare(
            speakingFor.leading(in: &pool, spare: Self.spare),
            with: against.leading(in: &pool, spare: 0),
            &pool
        )
        try speakingFor.fill(from: &pool)
        try against.fill(from: &pool)
        balance()
        guard speakingFor.told.isEmpty else { return }
        nonePassed = try speakingFor.keepStrongest(from: &pool)
        if !nonePassed, against.told.isEmpty, !against.window.isEmpty {
            nonePassed = try against.keepStrongest(from: &pool)
        }
    }

    private init(sidesOf ranking: ChannelRanking, _ rules: SelectionRules) {
        self.rules = rules
        absoluteSum = ranking.absoluteSum
        let reach = SelectionRules.reach * rules.count
        speakingFor = CandidateSide(
            ranking.channels.filter { $0.relevance > 0 },
            places: rules.placesFor,
            reach: reach,
            least: rules.thresholds.leastLayerShare
        )
        against = CandidateSide(
            ranking.channels.filter { $0.relevance < 0 }.sorted {
                ($0.relevance, $0.channel) < ($1.relevance, $1.channel)
            },
            places: rules.placesAgainst,
            reach: reach,
            least: rules.thresholds.leastAgainstShare
        )
    }

    /// Computes the heatmaps that will be needed as one batch, and sees whether they can be told apart: where
    /// the layer gives all channels the whole prediction's map, repeating it is no fault of any one of them.
    private func compare(
        _ first: [RankedChannel],
        with others: [RankedChannel],
        _ pool: inout CandidatePool
    ) throws {
        try pool.prepare(first + others)
        let strongest = try first.prefix(rules.count).map { try pool.grid(of: $0) }
        guard strongest.count >= ConceptSelection.fewestForCorrelation,
            let correlation = HeatmapGrid.meanCorrelation(among: strongest)
        else { return }
        pool.allowsRepeating = correlation >= rules.thresholds.indistinctCorrelation
    }

    /// Shares the places of a difference out between the two classes: one each, the others by strength.
    private mutating func balance() {
        guard rules.comparesClasses else { return }
        let (mine, others) = (speakingFor.told, against.told)
        var (countFor, countAgainst) = (min(1, mine.count), min(1, others.count))
        while countFor + countAgainst < min(rules.places, mine.count + others.count) {
            let next = countFor < mine.count ? abs(mine[countFor].relevance) : -1
            let other = countAgainst < others.count ? abs(others[countAgainst].relevance) : -1
            if next >= other { countFor += 1 } else { countAgainst += 1 }
        }
        speakingFor.keep(countFor)
        against.keep(countAgainst)
    }

    // MARK: - What comes of it

    /// The told concepts: those for the target, strongest first, then those against it.
    var groups: [CandidateSide.Group] {
        speakingFor.told.sorted(by: Self.isStronger) + against.told.sorted(by: Self.isStronger)
    }

    private static func isStronger(_ one: CandidateSide.Group, _ other: CandidateSide.Group) -> Bool
    {
        let (mine, theirs) = (abs(one.relevance), abs(other.relevance))
        return mine == theirs ? one.first.channel < other.first.channel : mine > theirs
    }

    /// Everything that is not told.
    var leftOut: [LeftOutGroup] {
        let sides = [speakingFor, against]
        let filtered = LeftOutGroup.Reason.filters.flatMap { reason in
            sides.compactMap { side in
                LeftOutGroup(filtered: side.findings.filter { $0.reason == reason }, reason)
            }
        }
        return filtered
            + [
                LeftOutGroup(weaker: speakingFor.weaker, .weakerFor),
                LeftOutGroup(weaker: against.weaker, .weakerAgainst),
            ].compactMap(\.self)
    }

    /// By which rules they were chosen.
    var summary: SelectionSummary {
        SelectionSummary(
            keepsAll: rules.keepsAll,
            considered: speakingFor.considered + against.considered,
            layerShareFiltered: (speakingFor.findings + against.findings).reduce(0) {
                $0 + abs($1.layerShare)
            },
            thresholds: rules.thresholds
        )
    }
}

extension LeftOutGroup.Reason {
    /// Why a filter leaves a channel out, the gravest first.
    fileprivate static let filters: [Self] = [
        .noReferences, .noPattern, .negativeReferences, .emptyHeatmap, .border, .repeatsOverall,
        .tooWeak,
    ]
}

extension LeftOutGroup {
    /// The channels that a filter left out for one reason; nil if there are none.
    fileprivate init?(filtered findings: [SelectionFinding], _ reason: Reason) {
        guard let strongest = findings.first else { return nil }
        self.init(
            channels: findings.map(\.channel),
            layerShare: findings.reduce(0) { $0 + $1.layerShare },
            strongest: strongest.layerShare,
            reason: reason,
            findings: findings
        )
    }

    /// The channels that are merely weaker; nil if there are none.
    fileprivate init?(weaker channels: [RankedChannel], _ reason: Reason) {
        guard let strongest = channels.first else { return nil }
        self.init(
            channels: channels.map(\.channel),
            layerShare: channels.reduce(0) { $0 + $1.layerShare },
            strongest: strongest.layerShare,
            reason: reason
        )
    }
}
