import Explanations

/// What the phrases are told in figures, and of other concepts and colors.
extension ContextPhrase {
    /// The share of a region from which it is at the same place as another.
    private static let samePlace = 0.6
    /// The share of a region from which its overlap is worth telling.
    private static let overlap = 0.1
    /// The share of a surface that must have one color for it to be told.
    private static let mainly = 0.5
    /// How many overlaps and answers are told at most.
    private static let most = 3

    func figures(_ detail: Detail) -> [String: any Sendable] {
        let figures = facts.figures ?? .plain
        var values: [String: any Sendable] = [
            "channel": String(concept.channel),
            "layer": layer,
            "share": figures.signed(concept.layerShare),
            "topShare": figures.share(concept.topShare),
        ]
        if concept.channels.count > 1 { values["merged"] = words.number(concept.channels.count) }
        if let merged = concept.merged, !merged.isEmpty {
            values["mergedChannels"] =
                merged.map { "#\($0.channel) \(figures.signed($0.layerShare))" }
                .joined(separator: words.comma)
        }
        values["patternSizes"] = patternSizes
        values["doubts"] = facts.filters?.doubts(of: concept, figures)
        if let region = concept.region {
            values["cell"] = facts.cells?[region.cell.rawValue]
            values["box"] = box(region.box, figures)
            values["halfArea"] = figures.part(region.halfArea)
            values["onePiece"] = region.pieces == 1
            if region.pieces > 1 { values["pieces"] = String(region.pieces) }
        }
        if let pattern {
            values["fits"] = String(pattern.fitting.count)
            values["outOf"] = String(subjects.count)
        }
        if detail.tellsAll { values.merge(answers()) { $1 } }
        if detail.tellsMeeting { values.merge(overlaps(figures)) { $1 } }
        if detail.tellsColor { values.merge(colors()) { $1 } }
        return values
    }

    /// How many references show each of the channel's patterns; nil where they show one.
    private var patternSizes: Inflected? {
        let patterns = concept.references.compactMap(\.pattern)
        guard patterns.count == concept.references.count, Set(patterns).count > 1 else {
            return nil
        }
        let sizes = Set(patterns).sorted().map { pattern in patterns.count { $0 == pattern } }
        return words.list(sizes.map { Inflected(String($0)) })
    }

    private func box(_ box: Box, _ figures: Figures) -> String {
        "x " + figures.range(box.x, box.x + box.width) + words.comma
            + "y " + figures.range(box.y, box.y + box.height)
    }

    /// What the model answers for the other photos, most frequent first.
    private func answers() -> [String: any Sendable] {
        let answers = subjects.compactMap(\.answer)
        guard answers.count > 1 else { return [:] }
        var order: [String] = []
        for answer in answers where !order.contains(answer) { order.append(answer) }
        let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
        let sorted = order.indices.sorted {
            (-counts[order[$0], default: 0], $0) < (-counts[order[$1], default: 0], $1)
        }
        return [
            "answers": words.list(sorted.prefix(Self.most).map { Inflected(order[$0]) }).plain,
            "oneAnswer": order.count == 1,
            "someAnswers": order.count > Self.most,
        ]
    }

    /// Which other concepts share the place.
    ///
    /// Only one told before is said to be at the same place: what holds of two is told once.
    private func overlaps(_ figures: Figures) -> [String: any Sendable] {
        let overlaps = (concept.overlaps ?? [])
            .filter { $0.channel != concept.channel && $0.share >= Self.overlap }
            .sorted { ($1.share, $0.channel) < ($0.share, $1.channel) }
        var values: [String: any Sendable] = [:]
        let told = overlaps.prefix(Self.most)
        if !told.isEmpty {
            values["overlaps"] =
                told
                .map { "#\($0.channel) \(figures.part($0.share))" }.joined(separator: words.comma)
        }
        let same = overlaps.first { $0.share > Self.samePlace && earlier[$0.channel] != nil }
        if let same, let name = earlier[same.channel] {
            values["samePlace"] = words.openingQuote + name + words.closingQuote
        }
        return values
    }

    /// The region's main color and the rest's, where they differ.
    private func colors() -> [String: any Sendable] {
        guard let appearance = concept.appearance,
            appearance.region.color != appearance.rest.color,
            appearance.region.colorShare >= Self.mainly, appearance.rest.colorShare >= Self.mainly,
            let region = facts.color(appearance.region.color),
            let rest = facts.color(appearance.rest.color)
        else { return [:] }
        return ["regionColor": region, "restColor": rest]
    }
}
