import Explanations

/// The words of a language for what filters measured, by the limit's name in `SelectionThresholds`: the part
/// `filters` of `words.json`.
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
            doubts[finding.threshold]?
                .replacing(
                    "{value}",
                    with: finding.value.map { Self.text($0, by: finding.threshold, figures) }
                        ?? unmeasured
                )
                .replacing(
                    "{limit}",
                    with: Self.text(finding.limit, by: finding.threshold, figures)
                )
        }
        return told.isEmpty ? nil : told.joined(separator: joint)
    }

    /// How many channels filters left out, for what, and by which limits; nil where none.
    func left(of explanation: Explanation, _ figures: Figures) -> String? {
        let told = explanation.filterCounts.compactMap { count in
            left[count.threshold]?
                .replacing("{count}", with: String(count.channels))
                .replacing("{limit}", with: Self.text(count.limit, by: count.threshold, figures))
        }
        return told.isEmpty ? nil : told.joined(separator: joint)
    }

    /// A measure of its kind: a number of things, a correlation as a number, a part of something in per
    /// cent.
    private static func text(
        _ value: Double,
        by threshold: String,
        _ figures: Figures
    ) -> String {
        switch threshold {
        case "leastReferences": figures.amount(value, decimals: 0)
        case "mostFiringExcess": figures.amount(value, decimals: 1)
        case "leastCoherence", "mostOverallCorrelation": figures.amount(value, decimals: 2)
        case "leastLayerShare", "leastAgainstShare": figures.share(value)
        default: figures.part(value)
        }
    }
}
