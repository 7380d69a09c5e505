import Explanations

/// What the phrases about the explanation as a whole are given.
struct SummaryPhrase {
    /// The names that `summary.mustache` may use.
    static let tags = PhraseTags(
        plain: [
            "relied", "unnamed", "allUnnamed", "differ", "onlyAgainst", "nothing", "other", "where",
            "oneMore", "more", "sameMore", "unnamedMore", "single", "oneAgainst", "severalAgainst",
            "layer", "channel", "share", "halfArea", "cell", "told", "toldFor", "layerChannels",
            "coverage", "leftOut", "answer", "probability", "againstChannel", "againstShare",
            "compared", "logit", "rivalLogit", "filters", "filteredShare", "keptAll",
            "called", "alsoCalled", "alsoSingle",
        ],
        inflected: [
            "target", "rival", "rivalName", "group", "look", "groups", "looks", "againstGroup",
            "againstLook",
        ],
        counted: ["count", "againstCount"]
    )

    let explanation: Explanation
    /// What each concept's references share, in the same order.
    let patterns: [SharedPattern?]
    /// The names of concepts that are not called by what is told of their references, in the same
    /// order.
    let called: [String?]
    /// What is explained: "the answer", or the name of another class.
    let target: Inflected
    /// Whether that is something else than the answer.
    let isOther: Bool
    /// The two classes that are held against each other, if there are two.
    let comparison: Comparison?
    let frame: Inflected
    let words: Words
    let nouns: Nouns
    let facts: FactWords
    let lengths: Reader.Lengths

    private var concepts: [Concept] { explanation.concepts }

    /// How many concepts behind the strongest are told: a page may leave weaker ones out, and a
    /// reader looks for what the summary names.
    private static let next = 2

    /// What is told where space is short, most first.
    private enum Detail: CaseIterable {
        case everything
        /// Of the weaker concepts' groups only the first.
        case oneGroup
        /// Nor what those against it are known from, or that the unnamed show different things.
        case places
        /// Nor where the strongest lies.
        case weaker
        /// Only the strongest, and how many spoke against.
        case least

        var groups: Int { self == .everything ? 2 : 1 }
        var explains: Bool { self == .everything || self == .oneGroup }
        var tellsPlace: Bool { explains || self == .places }
    }

    /// The text, with as much detail as its length allows.
    func text(_ phrases: PhraseFile) -> String {
        var text = ""
        for detail in Detail.allCases {
            text = phrases.sentences(values(detail))
            if text.count <= lengths.summary { break }
        }
        return text
    }

    private func values(_ detail: Detail) -> [String: any Sendable] {
        let order = concepts.indices.sorted {
            abs(concepts[$0].relevance) > abs(concepts[$1].relevance)
        }
        let forIt = order.filter { concepts[$0].relevance >= 0 }
        let against = order.filter { concepts[$0].relevance < 0 }
        var values = figures(strongest: forIt.first, against: against.first, told: forIt.count)
        values["target"] = target
        values["other"] = isOther
        values["compared"] = comparison != nil
        values["rival"] = comparison?.rival
        values["rivalName"] = comparison?.rivalName
        guard let first = forIt.first else {
            values[against.isEmpty ? "nothing" : "onlyAgainst"] = true
            return values
        }
        if detail.tellsPlace {
            values["where"] = concepts[first].region.map { words.place(of: $0, in: frame) }
        }
        values["group"] = patterns[first]?.group
        values["look"] = patterns[first]?.look
        let others = Array(forIt.dropFirst())
        let next = others.prefix(Self.next)
        if let name = called[first] {
            values["called"] = quoted(name)
        } else if patterns[first] != nil {
            values["relied"] = true
        } else if others.isEmpty || next.contains(where: isNamed) {
            values["unnamed"] = true
        } else {
            values["allUnnamed"] = true
            values["differ"] = detail.explains && ([first] + next).allSatisfy(isCompared)
        }
        if detail != .least { values.merge(more(others, than: first, detail)) { $1 } }
        if let strongest = against.first {
            values[against.count == 1 ? "oneAgainst" : "severalAgainst"] = true
            // "One known from red areas spoke for it; one known from red areas spoke against."
            let told = ([first] + next).compactMap { patterns[$0]?.told }
            if detail.explains, let pattern = patterns[strongest], !told.contains(pattern.told) {
                values["againstGroup"] = pattern.group
                values["againstLook"] = pattern.look
            }
            values["againstCount"] = words.number(against.count)
        }
        return values
    }

    /// Whether a concept has a name.
    private func isNamed(_ concept: Int) -> Bool {
        patterns[concept] != nil || called[concept] != nil
    }

    private func quoted(_ name: String) -> String {
        words.openingQuote + name + words.closingQuote
    }

    /// Whether a concept has photos enough, with labels, to say that they show different things.
    private func isCompared(_ concept: Int) -> Bool {
        let references = concepts[concept].references
        return references.count > 1 && references.contains { Label.plain($0.label) != nil }
    }

    private func more(
        _ others: [Int],
        than first: Int,
        _ detail: Detail
    ) -> [String: any Sendable] {
        guard !others.isEmpty else { return [:] }
        let named = others.prefix(Self.next).filter(isNamed)
        guard !named.isEmpty else {
            // That none has a name is told already where the strongest has none either.
            guard isNamed(first), !others.contains(where: isNamed) else {
                return [:]
            }
            return ["unnamedMore": true, "single": others.count == 1]
        }
        func fresh(_ name: (SharedPattern) -> Inflected?) -> [Inflected] {
            let known = patterns[first].flatMap(name)
            var names: [Inflected] = []
            for case let other? in named.map({ patterns[$0].flatMap(name) })
            where other != known && !names.contains(other) {
                names.append(other)
            }
            return names
        }
        var groups = fresh(\.group)
        var looks = fresh(\.look)
        var values: [String: any Sendable] = [:]
        let names = named.compactMap { called[$0].map(quoted) }.prefix(detail.groups)
        if !names.isEmpty {
            values["alsoCalled"] = words.list(names.map { Inflected($0) }).plain
            values["alsoSingle"] = names.count == 1
        }
        guard !groups.isEmpty || !looks.isEmpty else {
            guard names.isEmpty else { return values }
            values["sameMore"] = true
            values["count"] = words.number(named.count)
            values["single"] = named.count == 1
            return values
        }
        groups = Array(groups.prefix(detail.groups))
        looks = Array(looks.prefix(detail.groups - groups.count))
        values[groups.count + looks.count == 1 ? "oneMore" : "more"] = true
        if !groups.isEmpty { values["groups"] = words.list(groups) }
        if !looks.isEmpty { values["looks"] = words.list(looks) }
        return values
    }

    /// The measured values behind the words.
    private func figures(
        strongest: Int?,
        against: Int?,
        told: Int
    ) -> [String: any Sendable] {
        let figures = facts.figures ?? .plain
        var values: [String: any Sendable] = [
            "layer": explanation.model.layer,
            "layerChannels": String(explanation.model.layerChannels),
            "told": String(concepts.count),
            "toldFor": String(told),
            "coverage": figures.share(explanation.attribution.coverage),
            "leftOut": figures.share(explanation.attribution.layerShareLeftOut),
            "probability": figures.part(explanation.prediction.probability),
        ]
        if let label = Label.plain(explanation.prediction.label) {
            let title = nouns.title(of: label, class: explanation.prediction.class)
            values["answer"] = words.openingQuote + title + words.closingQuote
        }
        values["logit"] = comparison.map { figures.amount($0.logits.target, decimals: 1) }
        values["rivalLogit"] = comparison?.logits.rival.map { figures.amount($0, decimals: 1) }
        if let left = facts.filters?.left(of: explanation, figures) {
            values["filters"] = left
            values["filteredShare"] = figures.share(explanation.shareFiltered)
        }
        values["keptAll"] = explanation.attribution.selection?.keepsAll ?? false
        if let strongest {
            let concept = concepts[strongest]
            values["channel"] = String(concept.channel)
            values["share"] = figures.signed(concept.layerShare)
            values["halfArea"] = concept.region.map { figures.part($0.halfArea) }
            values["cell"] = concept.region.flatMap { facts.cells?[$0.cell.rawValue] }
        }
        if let against {
            values["againstChannel"] = String(concepts[against].channel)
            values["againstShare"] = figures.signed(concepts[against].layerShare)
        }
        return values
    }
}
