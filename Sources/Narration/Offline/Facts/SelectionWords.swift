import Explanations

/// The words of a language for what filters measured, by the reason that a filter has: the part `filters`
/// of `words.json`.
struct SelectionWords: Decodable, Sendable {
    /// What is said of a told concept, with `{value}` and `{limit}`.
    let doubts: [String: String]
    /// What is said of channels that were left out, with `{count}` and `{limit}`.
    let left: [String: String]
    /// What stands for a value that was not measured.
    let unmeasured: String
    /// Between two of them.
    let joint: String

    /// What a filter would leave a told concept out for; nil where it would not.
    func doubts(of concept: Concept, _ figures: Figures) -> String? {
        let told = (concept.worth?.doubts ?? []).compactMap { finding in
            doubts[finding.reason.rawValue]?
                .replacing(
                    "{value}",
                    with: finding.value.map { Self.text($0, of: finding.reason, figures) }
                        ?? unmeasured
                )
                .replacing("{limit}", with: Self.text(finding.limit, of: finding.reason, figures))
        }
        return told.isEmpty ? nil : told.joined(separator: joint)
    }

    /// How many channels filters left out, for what, and by which limits; nil where none.
    func left(of explanation: Explanation, _ figures: Figures) -> String? {
        let thresholds = explanation.attribution.selection?.thresholds ?? SelectionThresholds()
        let groups = explanation.leftOut.filter(\.reason.isFilter)
        let told: [String] = LeftOutGroup.Reason.filters.compactMap { reason in
            let groups = groups.filter { $0.reason == reason }
            let count = groups.map(\.channels.count).reduce(0, +)
            guard count > 0 else { return nil }
            let limit = groups.lazy.compactMap { $0.findings?.first?.limit }.first
            return left[reason.rawValue]?
                .replacing("{count}", with: String(count))
                .replacing(
                    "{limit}",
                    with: Self.text(limit ?? thresholds.limit(of: reason), of: reason, figures)
                )
        }
        return told.isEmpty ? nil : told.joined(separator: joint)
    }

    /// A measure of its kind: a correlation as a number, a part of something in per cent.
    private static func text(
        _ value: Double,
        of reason: LeftOutGroup.Reason,
        _ figures: Figures
    ) -> String {
        switch reason {
        case .noPattern, .repeatsOverall: figures.amount(value, decimals: 2)
        case .tooWeak: figures.share(value)
        default: figures.part(value)
        }
    }
}

extension SelectionThresholds {
    /// The limit that a reason stands for.
    func limit(of reason: LeftOutGroup.Reason) -> Double {
        switch reason {
        case .noPattern: leastCoherence
        case .negativeReferences: mostNegativeReferences
        case .border: mostBorderShare
        case .repeatsOverall: mostOverallCorrelation
        case .tooWeak: leastLayerShare
        case .noReferences, .emptyHeatmap, .weakerFor, .weakerAgainst: 0
        }
    }
}

extension Explanation {
    /// The part of the layer that filters left out, without signs, 0 to 1.
    var shareFiltered: Double {
        leftOut.filter(\.reason.isFilter).map { abs($0.layerShare) }.reduce(0, +)
    }
}
