package import Explanations

/// Which concepts a sheet shows, and what its evidence comes to.
package struct ShownConcepts {
    /// The shown concepts in the order of the document.
    package let shown: [Concept]
    /// The sum of the layer shares of the shown concepts that speak for the target.
    package let shownFor: Double
    /// The sum of the layer shares of the shown concepts that speak against it, as a positive number.
    package let shownAgainst: Double
    /// The sum for the target of all that is not shown.
    package let otherFor: Double
    /// The sum against the target of all that is not shown, as a positive number.
    package let otherAgainst: Double
    /// How many channels speak for the target and are not shown.
    package let otherForCount: Int
    /// How many channels speak against the target and are not shown.
    package let otherAgainstCount: Int
    /// The greatest single share against the target that is not shown, as a positive number.
    package let strongestOtherAgainst: Double
    /// What filters left out though it is strong, by reason, the greatest share first.
    package let filtered: [Filtered]
    /// Whether some of it speaks for the target.
    package let filtersSupporting: Bool

    /// Channels that a filter left out for one reason.
    package struct Filtered {
        package let reason: LeftOutGroup.Reason
        package let count: Int
        /// The sum of their layer shares, without signs.
        package let share: Double
    }

    /// Chooses the concepts.
    ///
    /// - Parameters:
    ///   - explanation: Whose concepts.
    ///   - limit: How many by default; what the caller asked for counts more. Never are there more rows
    ///     than were asked for: the one against counts as one of them.
    ///   - least: From which share on the strongest concept against the target takes the last place.
    package init(_ explanation: Explanation, limit: Int, against least: Double) {
        let concepts = explanation.concepts
        let limit = explanation.attribution.conceptsRequested ?? limit
        if concepts.count <= limit {
            shown = concepts
        } else if explanation.attribution.against != nil {
            shown = Self.strongest(of: concepts, limit)
        } else {
            let supporting = concepts.indices.filter { concepts[$0].relevance >= 0 }
            let opposing = concepts.indices.filter { concepts[$0].layerShare <= -least }
                .sorted { concepts[$0].layerShare < concepts[$1].layerShare }
            let places = max(limit - (opposing.isEmpty ? 0 : 1), 0)
            let first = supporting.prefix(places)
            let chosen = first + opposing.prefix(max(limit - first.count, 0))
            shown =
                chosen.isEmpty ? Array(concepts.prefix(limit)) : chosen.map { concepts[$0] }
        }
        let shownChannels = Set(shown.map(\.channel))
        let hidden = concepts.filter { !shownChannels.contains($0.channel) }
        func sum(_ shares: some Sequence<Double>, _ sign: Double) -> Double {
            shares.lazy.map { max($0 * sign, 0) }.reduce(0, +)
        }
        let groups = explanation.leftOut
        shownFor = sum(shown.map(\.layerShare), 1)
        shownAgainst = sum(shown.map(\.layerShare), -1)
        otherFor = sum(hidden.map(\.layerShare), 1) + sum(groups.map(\.layerShare), 1)
        otherAgainst = sum(hidden.map(\.layerShare), -1) + sum(groups.map(\.layerShare), -1)
        func count(_ isOnThisSide: (Double) -> Bool) -> Int {
            hidden.filter { isOnThisSide($0.layerShare) }.map(\.channels.count).reduce(0, +)
                + groups.filter { isOnThisSide($0.layerShare) }.map(\.channels.count).reduce(0, +)
        }
        otherForCount = count { $0 > 0 }
        otherAgainstCount = count { $0 < 0 }
        strongestOtherAgainst = max(
            hidden.map { -$0.layerShare }.max() ?? 0,
            groups.map { -$0.strongest }.max() ?? 0,
            0
        )
        // What is too weak to be told is one of the weaker ones, whatever left it out.
        let strong = groups.filter {
            $0.reason.isFilter && $0.reason != .tooWeak && $0.layerShare != 0
        }
        filtersSupporting = strong.contains { $0.layerShare > 0 }
        filtered = LeftOutGroup.Reason.filterReasons.compactMap { reason in
            let groups = strong.filter { $0.reason == reason }
            guard !groups.isEmpty else { return nil }
            return Filtered(
                reason: reason,
                count: groups.map(\.channels.count).reduce(0, +),
                share: groups.map { abs($0.layerShare) }.reduce(0, +)
            )
        }
        .sorted { $0.share > $1.share }
    }

    /// The strongest concepts, whatever they speak for, but at least one for each of two classes; in their
    /// order.
    private static func strongest(of concepts: [Concept], _ limit: Int) -> [Concept] {
        let order = concepts.indices.sorted {
            abs(concepts[$0].layerShare) > abs(concepts[$1].layerShare)
        }
        var chosen = Array(order.prefix(limit))
        let rest = order.dropFirst(limit)
        let signs = Set(chosen.map { concepts[$0].layerShare < 0 })
        if limit > 1, signs.count == 1,
            let other = rest.first(where: { signs != [concepts[$0].layerShare < 0] })
        {
            chosen[chosen.count - 1] = other
        }
        return chosen.sorted().map { concepts[$0] }
    }
}
