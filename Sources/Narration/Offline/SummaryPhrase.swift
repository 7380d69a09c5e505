import Explanations

/// What the phrases about the explanation as a whole are given.
struct SummaryPhrase {
    /// The names that `summary.mustache` may use.
    static let tags: Set<String> = [
        "relied", "onlyAgainst", "nothing", "other", "target", "where", "group", "loosely",
        "oneMore", "more", "sameMore", "bothMore", "namelessMore", "groups", "rest",
        "oneAgainst", "severalAgainst", "againstGroup", "againstCount",
    ]

    let concepts: [Concept]
    /// What each concept's references share, in the same order.
    let patterns: [SharedPattern?]
    /// What is explained: "the answer", or the name of another class.
    let target: String
    /// Whether it is another class than the answer.
    let isOther: Bool
    let frame: String
    let words: Words

    /// How many groups of the other concepts are told, and whether that of those against it is:
    /// less and less where space is short.
    private static let details: [(groups: Int, against: Bool)] = [
        (.max, true), (2, true), (1, true), (1, false),
    ]

    /// The text, with as much detail as its length allows.
    func text(_ phrases: PhraseFile) -> String {
        var text = ""
        for detail in Self.details {
            text = phrases.sentences(values(detail.groups, tellsAgainst: detail.against))
            if text.count <= words.lengths.summary { break }
        }
        return text
    }

    private func values(_ groupLimit: Int, tellsAgainst: Bool) -> [String: any Sendable] {
        let order = concepts.indices.sorted {
            abs(concepts[$0].relevance) > abs(concepts[$1].relevance)
        }
        let forIt = order.filter { concepts[$0].relevance >= 0 }
        let against = order.filter { concepts[$0].relevance < 0 }
        var values: [String: any Sendable] = ["target": target, "other": isOther]
        guard let first = forIt.first else {
            values[against.isEmpty ? "nothing" : "onlyAgainst"] = true
            return values
        }
        values["relied"] = true
        values["where"] = concepts[first].region.map { words.place(of: $0, in: frame) }
        values["group"] = patterns[first]?.group
        values["loosely"] =
            patterns[first]?.isLoose(among: concepts[first].references.count) ?? false
        values.merge(more(Array(forIt.dropFirst()), than: first, groupLimit)) { $1 }
        if let strongest = against.first {
            values[against.count == 1 ? "oneAgainst" : "severalAgainst"] = true
            if tellsAgainst { values["againstGroup"] = patterns[strongest]?.group }
            values["againstCount"] = words.number(against.count)
        }
        return values
    }

    private func more(
        _ others: [Int],
        than first: Int,
        _ limit: Int
    ) -> [String: any Sendable] {
        guard !others.isEmpty else { return [:] }
        var groups: [String] = []
        for other in others {
            guard let group = patterns[other]?.group, group != patterns[first]?.group,
                !groups.contains(group)
            else { continue }
            groups.append(group)
        }
        let named = others.filter { patterns[$0] != nil }
        if named.isEmpty {
            return patterns[first] == nil || others.count == 1 ? [:] : ["namelessMore": true]
        }
        if groups.isEmpty {
            guard named.count == others.count else { return [:] }
            return others.count == 1
                ? ["bothMore": true] : ["sameMore": true, "rest": words.number(others.count)]
        }
        let told = Array(groups.prefix(limit))
        return [told.count == 1 ? "oneMore" : "more": true, "groups": words.list(told)]
    }
}
