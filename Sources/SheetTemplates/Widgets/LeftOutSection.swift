import Explanations

/// A strip of all evidence: what the page shows of it and what it leaves out.
struct LeftOutSection: Sendable {
    let rule: Rule
    let heading: String
    let headingStyle: TextStyle
    let headingBefore: Double
    let headingAfter: Double
    let height: Double
    let supporting: Colour
    let opposing: Colour
    let otherSupporting: Colour
    let captionStyle: TextStyle
    let captionBefore: Double
    let shown: String
    let otherFor: String
    /// The same where not all of them are weaker than the shown ones; nil for no difference.
    let otherForMixed: String?
    let against: String
    let againstShown: String
    /// What is told of strong channels that a filter left out; nil for nothing.
    let filtered: Filtered?

    /// Words at the end of the heading's line.
    struct Filtered: Sendable {
        let string: String
        let style: TextStyle
        /// The least distance from the heading.
        let gap: Double

        /// The string for the channels that were left out for a reason.
        static func item(_ reason: LeftOutGroup.Reason) -> String { "filtered-\(reason.rawValue)" }

        /// The string for those that were left out for other reasons than the named ones.
        static let others = "filtered-others"
    }

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let names = reader.names
        let fields = try reader.fields(
            node,
            "rule",
            "heading",
            "height",
            "for",
            "against",
            "other-for",
            "filtered",
            "captions"
        )
        rule = try Rule(reading: fields.required("rule"), names)
        let head = try fields.required("heading").fields("string", "style", "before", "after")
        heading = try names.string(head.required("string"))
        headingStyle = try names.style(head.required("style"))
        headingBefore = try head.required("before").length()
        headingAfter = try head.required("after").length()
        height = try fields.required("height").length()
        supporting = try names.colour(fields.required("for"))
        opposing = try names.colour(fields.required("against"))
        otherSupporting = try names.colour(fields.required("other-for"))
        let captions = try fields.required("captions").fields(
            "style",
            "before",
            "shown",
            "other-for",
            "other-for-mixed",
            "against",
            "against-shown"
        )
        captionStyle = try names.style(captions.required("style"))
        captionBefore = try captions.required("before").length()
        shown = try names.string(captions.required("shown"))
        otherFor = try names.string(captions.required("other-for"))
        otherForMixed = try captions["other-for-mixed"].map { try names.string($0) }
        against = try names.string(captions.required("against"))
        againstShown = try names.string(captions.required("against-shown"))
        filtered = try fields["filtered"].map { try Filtered(reading: $0, names) }
    }
}

extension LeftOutSection.Filtered {
    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("string", "style", "gap")
        string = try names.string(fields.required("string"))
        style = try names.style(fields.required("style"))
        gap = try fields.required("gap").length()
        for reason in LeftOutGroup.Reason.filterReasons where reason != .tooWeak {
            try names.demand(Self.item(reason), of: node)
        }
        try names.demand(Self.others, of: node)
    }
}
