import Explanations

/// What the phrases about one concept are given, from measured values alone.
struct ContextPhrase {
    /// The names that `context.mustache` may use.
    static let tags: Set<String> = [
        "opening", "first", "second", "third", "against", "target",
        "placed", "spread", "scattered", "nowhere", "where", "area", "widely", "places", "cropped",
        "none", "single", "all", "both", "most", "unshared", "unlabelled", "total", "count",
        "group", "mostly", "thing", "kinds", "some",
        "oneOther", "sameOthers", "mixedOthers", "vagueOthers", "others", "things",
    ]

    /// The half area from which half of the weight is spread out rather than in a place.
    private static let spread = 0.25
    /// The half area from which the weight is almost evenly everywhere; it cannot exceed a half.
    private static let scattered = 0.4

    /// How many of many different things are told.
    private static let examples = 3

    /// What is told where space is short, most first.
    enum Detail: CaseIterable {
        /// The area and what each of the other photos shows.
        case everything
        /// What they show, without the area: the outline shows it.
        case kinds
        /// The area, and some of what they show.
        case some
        /// Some of what they show, without the area.
        case fewest
        /// The area, and what those show that do not fit.
        case misfits
        /// The area, and how many do not fit.
        case counts
        /// Only how many fit.
        case least

        var tellsArea: Bool { self != .kinds && self != .fewest && self != .least }
        var tellsKinds: Bool { self == .everything || self == .kinds }
        var tellsSome: Bool { self == .some || self == .fewest }
    }

    let concept: Concept
    let subjects: [Subject]
    let pattern: SharedPattern?
    /// What the concept speaks for or against.
    let target: String
    /// What places lie in, and whether that is only a part of the photo.
    let frame: (words: String, isCropped: Bool)
    /// The concept's position on the sheet, from 0: neighbours are worded differently.
    let position: Int
    let words: Words
    let lengths: Reader.Lengths

    /// The text, with as much detail as its length allows.
    func text(_ phrases: PhraseFile) -> String {
        var text = ""
        for detail in Detail.allCases {
            text = phrases.sentences(values(detail))
            if text.count <= lengths.context { break }
        }
        return text
    }

    private func values(_ detail: Detail) -> [String: any Sendable] {
        region(detail).merging(others(detail)) { $1 }
    }

    private func region(_ detail: Detail) -> [String: any Sendable] {
        var values: [String: any Sendable] = [
            "against": concept.relevance < 0,
            "target": target,
            "opening": position == 0,
            ["first", "second", "third"][position % 3]: true,
        ]
        guard let region = concept.region else {
            return values.merging(["nowhere": true]) { $1 }
        }
        values["where"] = words.place(of: region, in: frame.words)
        values["cropped"] = frame.isCropped
        let area = words.fraction(region.halfArea)
        let isPlaced = region.halfArea < Self.spread
        if isPlaced && detail.tellsArea { values["area"] = area }
        if region.pieces > 1 { values["places"] = words.number(region.pieces) }
        if isPlaced {
            values["placed"] = true
        } else if region.halfArea < Self.scattered {
            values["spread"] = true
            values["widely"] = area
        } else {
            values["scattered"] = true
        }
        return values
    }

    private func others(_ detail: Detail) -> [String: any Sendable] {
        let total = subjects.count
        let tally = Tally(subjects)
        guard total > 1 else {
            guard let only = subjects.first else { return ["none": true] }
            var values: [String: any Sendable] = ["single": true]
            if let noun = only.noun { values["thing"] = noun.one }
            return values
        }
        var values: [String: any Sendable] = ["total": words.number(total)]
        guard let pattern else {
            guard subjects.contains(where: { $0.noun != nil }) else {
                values["unlabelled"] = true
                return values
            }
            values["unshared"] = true
            if detail.tellsKinds {
                values["kinds"] = tally.list(words)
            } else if detail.tellsSome, tally.named >= Self.examples {
                values["some"] = tally.list(words, limit: Self.examples)
            }
            return values
        }
        values["group"] = pattern.group
        values["mostly"] = pattern.mostly
        guard pattern.fitting.count < total else {
            values[total == 2 ? "both" : "all"] = true
            // "All six show flowers: four flowers and two daisies" would say nothing.
            let differ =
                tally.things.count > 1
                && subjects.allSatisfy { $0.noun != nil && $0.noun?.many != pattern.group }
            if detail.tellsKinds, differ { values["kinds"] = tally.list(words) }
            return values
        }
        values["most"] = true
        values["count"] = words.number(pattern.fitting.count)
        let fitting = Set(pattern.fitting)
        let misfits = subjects.indices.filter { !fitting.contains($0) }.map { subjects[$0] }
        return values.merging(self.misfits(Tally(misfits), misfits.count, detail)) { $1 }
    }

    private func misfits(
        _ tally: Tally,
        _ count: Int,
        _ detail: Detail
    ) -> [String: any Sendable] {
        guard count > 1 else {
            return ["oneOther": true, "thing": tally.list(words)]
        }
        guard detail != .counts && detail != .least else { return ["vagueOthers": true] }
        if tally.things.count == 1 {
            guard let noun = tally.things[0].noun else { return ["vagueOthers": true] }
            return ["sameOthers": true, "others": words.number(count), "things": noun.many]
        }
        return ["mixedOthers": true, "kinds": tally.list(words)]
    }
}
