import Explanations
import LanguageModels

/// What filters measured, merged and left out; nothing where there is nothing to tell.
extension PromptFacts {
    /// The patterns among a concept's references, the channels it is made of, and what speaks against it.
    func worth(of concept: Concept) -> [String: JSONValue] {
        var facts: [String: JSONValue] = [:]
        let patterns = concept.references.compactMap(\.pattern)
        if patterns.count == concept.references.count, Set(patterns).count > 1 {
            facts["patterns"] = .array(
                Set(patterns).sorted().map { pattern in
                    .integer(patterns.count { $0 == pattern })
                }
            )
        }
        if concept.channels.count > 1 { facts["channels"] = .integer(concept.channels.count) }
        let doubts = concept.worth?.doubts ?? []
        if !doubts.isEmpty { facts["doubts"] = .array(doubts.map(Self.doubt)) }
        return facts
    }

    /// What was left out by filters, or that none was applied.
    var selection: [String: JSONValue] {
        let selection = explanation.attribution.selection
        if selection?.keepsAll == true { return ["filters_off": true] }
        let reasons: [JSONValue] = explanation.filterCounts.map { count in
            [
                "reason": .string(count.reason.rawValue),
                "channels": .integer(count.channels),
                "limit_name": .string(count.threshold),
                "limit": Self.number(count.limit),
            ]
        }
        guard !reasons.isEmpty else { return [:] }
        return [
            "left_out_by_filters": [
                "percent_of_all_evidence": Self.percent(explanation.shareFiltered),
                "reasons": .array(reasons),
            ]
        ]
    }

    private static func doubt(_ finding: SelectionFinding) -> JSONValue {
        [
            "reason": .string(finding.reason.rawValue),
            "measured": finding.value.map(number) ?? .null,
            "limit_name": .string(finding.threshold),
            "limit": number(finding.limit),
        ]
    }

    /// A measure to a thousandth.
    private static func number(_ value: Double) -> JSONValue {
        guard value.isFinite, abs(value) < 1e6 else { return .null }
        return .number((value * 1000).rounded() / 1000)
    }
}
