import Explanations

/// What the phrases about one concept are given, from measured values alone.
struct ContextPhrase {
    /// The names that `context.mustache` may use.
    static let tags = PhraseTags(
        plain: [
            "opening", "first", "second", "third", "against", "placed", "spread", "scattered",
            "nowhere", "where", "cropped", "none", "single", "all", "both", "most", "unshared",
            "unlabelled", "oneOther", "sameOthers", "mixedOthers", "vagueOthers",
            "samePlace", "regionColor", "restColor", "channel", "layer", "share", "topShare",
            "cell",
            "box", "halfArea", "pieces", "onePiece", "fits", "outOf", "oneAnswer", "someAnswers",
            "answers", "overlaps", "looked", "compared", "mergedChannels", "doubts",
        ],
        inflected: [
            "target", "rival", "rivalName", "patternSizes", "area", "widely", "group", "mostly",
            "look", "thing", "kinds", "some",
            "members", "things",
        ],
        counted: ["places", "total", "count", "others", "merged"]
    )

    /// The half area from which half of the weight is spread out rather than in a place.
    static let spread = 0.25
    /// The half area from which the weight is almost evenly everywhere; it cannot exceed a half.
    private static let scattered = 0.4

    /// How many of many different things are told.
    private static let examples = 3

    /// What is told where space is short, most first.
    enum Detail: CaseIterable {
        /// The area, what each of the other photos shows, the region's color, where it meets another
        /// concept, and what the model answers for the other photos.
        case facts
        /// All but the color.
        case meeting
        /// The area, and what each of the other photos shows.
        case everything
        /// Some of what they show, and where it meets another concept; only where it does.
        case meetingSome
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

        var tellsColor: Bool { self == .facts }
        var tellsMeeting: Bool { self == .facts || self == .meeting || self == .meetingSome }
        var tellsAll: Bool { self == .facts || self == .meeting || self == .everything }
        var tellsArea: Bool { tellsAll || [.some, .misfits, .counts].contains(self) }
        var tellsKinds: Bool { tellsAll || self == .kinds }
        var tellsSome: Bool { self == .meetingSome || self == .some || self == .fewest }
    }

    let concept: Concept
    let subjects: [Subject]
    let pattern: SharedPattern?
    /// What the concept speaks for or against.
    let target: Inflected
    /// The two classes that are held against each other, if there are two.
    let comparison: Comparison?
    /// The layer's name.
    let layer: String
    /// The names of concepts told before this one, by channel, of those that have a name and a place.
    let earlier: [Int: String]
    /// What places lie in, and whether that is only a part of the photo.
    let frame: (words: Inflected, isCropped: Bool)
    /// The concept's position on the sheet, from 0: neighbours are worded differently.
    let position: Int
    let words: Words
    let nouns: Nouns
    let facts: FactWords
    let lengths: Reader.Lengths
    /// Whether the other photos are told of: what their labels say does not go with a name that
    /// somebody else gave.
    var tellsOthers = true

    /// The text, with as much detail as its length allows.
    func text(_ phrases: PhraseFile) -> String {
        var text = ""
        for detail in Detail.allCases {
            let values = values(detail)
            if detail == .meetingSome && values["samePlace"] == nil { continue }
            text = phrases.sentences(values)
            if text.count <= lengths.context { break }
        }
        return text
    }

    private func values(_ detail: Detail) -> [String: any Sendable] {
        region(detail).merging(others(detail)) { $1 }.merging(figures(detail)) { $1 }
    }

    private func region(_ detail: Detail) -> [String: any Sendable] {
        var values: [String: any Sendable] = [
            "against": concept.relevance < 0,
            "target": target,
            "compared": comparison != nil,
            "opening": position == 0,
            ["first", "second", "third"][position % 3]: true,
        ]
        values["rival"] = comparison?.rival
        values["rivalName"] = comparison?.rivalName
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
}
