import Attribution
import Concepts
import Explanations
import Tensors

/// A made-up layer: relevance, heatmaps, worth and references of its channels, and what was asked of them.
final class SelectionStage {
    /// The maps' side: a cell of a grid each.
    static let side = 28

    var sums: [Double]
    var overall: Tensor
    var maps: [Int: Tensor] = [:]
    var worths: [Int: ChannelWorth] = [:]
    var references: [Int: [String]] = [:]
    var hasIndex = true
    /// The sets of channels for which heatmaps were asked, batch by batch.
    private(set) var batches: [[[Int]]] = []

    /// A layer in which no filter finds anything: every channel has its own block and its own references.
    init(_ sums: [Double]) {
        self.sums = sums
        overall = Self.checks
        for channel in sums.indices {
            // Relevance stays in the sign of the channel.
            maps[channel] = Self.block(channel, value: sums[channel] < 0 ? -1 : 1)
            worths[channel] = Self.worth(channel)
            references[channel] = (0..<12).map { "\(channel)-\($0)" }
        }
    }

    func select(
        count: Int = 5,
        keepsAll: Bool = false,
        comparesClasses: Bool = false,
        _ change: (inout SelectionThresholds) -> Void = { _ in }
    ) throws -> ConceptSelection {
        var thresholds = SelectionThresholds()
        change(&thresholds)
        batches = []
        return try ConceptSelection(
            ranking: ChannelRanking(sums: sums),
            rules: SelectionRules(
                count: count,
                keepsAll: keepsAll,
                comparesClasses: comparesClasses,
                thresholds: thresholds
            ),
            evidence: evidence
        )
    }

    /// The opposing concepts of a selection.
    func opposing(
        _ selection: ConceptSelection,
        _ change: (inout SelectionThresholds) -> Void = { _ in }
    ) throws -> [ConceptSelection.Told] {
        var thresholds = SelectionThresholds()
        change(&thresholds)
        batches = []
        return try selection.opposing(
            ChannelRanking(sums: sums),
            thresholds: thresholds,
            evidence: evidence
        )
    }

    private var evidence: SelectionEvidence {
        SelectionEvidence(
            overall: overall,
            heatmaps: { [self] sets in
                batches.append(sets)
                return sets.map { set in
                    set.dropFirst().reduce(map(set[0])) { Self.sum($0, map($1)) }
                }
            },
            worth: hasIndex ? { [self] in worths[$0] ?? Self.worth($0) } : nil,
            references: hasIndex ? { [self] in references[$0] ?? [] } : nil
        )
    }

    private func map(_ channel: Int) -> Tensor { maps[channel] ?? Self.block(channel) }

    // MARK: - Parts

    /// A block of 4 x 4 cells away from the border, at a place of its own among 25.
    static func block(_ place: Int, value: Float = 1) -> Tensor {
        let (row, column) = (4 + place / 5 % 5 * 4, 4 + place % 5 * 4)
        return drawing { row..<row + 4 ~= $0 && column..<column + 4 ~= $1 ? value : 0 }
    }

    /// A map that resembles no block.
    static var checks: Tensor { drawing { ($0 + $1) % 2 == 0 ? 1 : 0 } }

    static func drawing(_ value: (_ row: Int, _ column: Int) -> Float) -> Tensor {
        Tensor(
            shape: [side, side],
            elements: (0..<side * side).map { value($0 / side, $0 % side) }
        )
    }

    static func sum(_ one: Tensor, _ other: Tensor) -> Tensor {
        Tensor(shape: one.shape, elements: zip(one.elements, other.elements).map { $0 + $1 })
    }

    static func worth(
        _ channel: Int,
        coherence: Double? = 0.85,
        negative: Double? = 0,
        references: Int = 12,
        firingExcess: Double? = nil
    ) -> ChannelWorth {
        ChannelWorth(
            channel: channel,
            coherence: coherence,
            labelEntropy: 0.5,
            patterns: 1,
            patternOfPhoto: [:],
            firingRate: 0.25,
            negativeReferences: negative,
            referenceCount: references,
            firingExcess: firingExcess
        )
    }
}
