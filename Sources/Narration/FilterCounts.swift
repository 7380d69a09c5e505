import Explanations

/// How many channels one limit of a filter left out.
struct FilterCount {
    let reason: LeftOutGroup.Reason
    /// The limit's name in `SelectionThresholds`.
    let threshold: String
    let limit: Double
    var channels: Int
}

extension Explanation {
    /// The part of the layer that filters left out, without signs, 0 to 1.
    var shareFiltered: Double {
        leftOut.filter(\.reason.isFilter).map { abs($0.layerShare) }.reduce(0, +)
    }

    /// How many channels filters left out, by the limit that did, the gravest reason first.
    var filterCounts: [FilterCount] {
        let thresholds = attribution.selection?.thresholds ?? SelectionThresholds()
        var counts: [FilterCount] = []
        for reason in LeftOutGroup.Reason.filterReasons {
            for group in leftOut where group.reason == reason {
                let usual = thresholds.limit(of: reason)
                let findings = group.findings ?? []
                let limits =
                    findings.isEmpty
                    ? Array(repeating: usual, count: group.channels.count)
                    : findings.map { (name: $0.threshold, value: $0.limit) }
                for limit in limits {
                    let known = counts.firstIndex {
                        $0.threshold == limit.name && $0.limit == limit.value
                    }
                    if let known {
                        counts[known].channels += 1
                    } else {
                        counts.append(
                            FilterCount(
                                reason: reason,
                                threshold: limit.name,
                                limit: limit.value,
                                channels: 1
                            )
                        )
                    }
                }
            }
        }
        return counts
    }
}

extension SelectionThresholds {
    /// The limit that a reason usually stands for.
    fileprivate func limit(of reason: LeftOutGroup.Reason) -> (name: String, value: Double) {
        switch reason {
        case .noPattern: ("leastCoherence", leastCoherence)
        case .noReferences: ("leastReferences", leastReferences)
        case .negativeReferences: ("mostNegativeReferences", mostNegativeReferences)
        case .emptyHeatmap: ("leastHeatmapShare", leastHeatmapShare)
        case .border: ("mostBorderShare", mostBorderShare)
        case .repeatsOverall: ("mostOverallCorrelation", mostOverallCorrelation)
        case .tooWeak, .weakerFor, .weakerAgainst: ("leastLayerShare", leastLayerShare)
        }
    }
}
