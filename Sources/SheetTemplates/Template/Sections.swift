import Explanations

/// One row for each shown concept.
struct ConceptsSection: Sendable {
    /// How many concepts are shown where the caller did not ask for a number.
    let most: Stepped<Int>
    /// From which share on the strongest concept against the answer takes the last row.
    let againstFrom: Double
    let rule: Rule
    let before: Stepped<Double>
    let headings: [(span: ColumnSpan, string: String)]
    let headingStyle: TextStyle
    /// From the rule to the headings' capitals, and from their baseline to the first row.
    let headingBefore: Double
    let headingAfter: Double
    let height: Double
    let pitch: Stepped<Double>
    let hairline: Rule
    let words: ColumnSpan
    let overlay: ColumnSpan
    let references: ColumnSpan
    let name: [TextStyle]
    let nameLines: Int
    let unnamed: TextStyle
    let bar: Bar
    let context: TextStyle
    let contextBefore: Double
    let doubt: String
    let doubtStyle: TextStyle
    let doubtBefore: Double
    /// How a concept is marked that a filter would leave out; nil for not at all.
    let weakness: (style: TextStyle, before: Stepped<Double>)?
    let tiles: Tiles
    /// How a concept is marked whose references show two patterns; nil for not at all.
    let patterns: PatternMarks?
    let overlayAlternative: String
    let referenceAlternative: String
    let referenceAlternativeUnlabelled: String

    /// The bars of the concepts' shares.
    struct Bar: Sendable {
        let before: Double
        let height: Double
        let length: Double
        /// The share that fills the length, unless a concept's own share is greater.
        let scale: Double
        let headroom: Double
        let supporting: Colour
        let opposing: Colour
        let axis: Rule
        let overhang: Double
        let gap: Double
        let style: TextStyle
        let share: String
    }

    /// The reference photos.
    struct Tiles: Sendable {
        let columns: Int
        let rows: Int
        let size: Double
        let gap: Double
        let none: String
        let noneStyle: TextStyle
    }

    /// The mark of two patterns among the reference photos.
    struct PatternMarks: Sendable {
        /// Words that stand behind the share.
        let mark: String
        let style: TextStyle
        /// From the share to the mark.
        let gap: Double
        /// The line between the photos of one pattern and those of the other.
        let divider: Rule
        /// What a photo's alternative text says of its pattern.
        let alternative: String
    }

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "kind",
            "shown",
            "rule",
            "before",
            "headings",
            "row",
            "words",
            "overlay",
            "references",
            "name",
            "bar",
            "context",
            "doubt",
            "weakness"
        )
        let shown = try fields.required("shown").fields("most", "against-from")
        most = try shown.required("most").steps { try $0.integer(in: 1...100) }
        againstFrom = try shown.required("against-from").fraction()
        rule = try Rule(reading: fields.required("rule"), names)
        before = try fields["before"]?.steps { try $0.length() } ?? Stepped(0)
        let heads = try fields.required("headings").fields("style", "before", "after", "columns")
        headingStyle = try names.style(heads.required("style"))
        headingBefore = try heads.required("before").length()
        headingAfter = try heads.required("after").length()
        headings = try heads.required("columns").pairs().map { key, _, value in
            (try names.column(key), try names.string(value))
        }
        let row = try fields.required("row").fields("height", "pitch", "hairline")
        height = try row.required("height").length()
        pitch = try row.required("pitch").steps { try $0.length() }
        hairline = try Rule(reading: row.required("hairline"), names)
        words = try names.column(fields.required("words"))
        let name = try fields.required("name").fields("lines", "styles", "unnamed")
        self.name = try name.required("styles").list().map { try names.style($0) }
        nameLines = try name.required("lines").integer(in: 1...20)
        unnamed = try names.style(name.required("unnamed"))
        bar = try Bar(reading: fields.required("bar"), names)
        let context = try fields.required("context").fields("style", "before")
        self.context = try names.style(context.required("style"))
        contextBefore = try context.required("before").length()
        let doubt = try fields.required("doubt").fields("string", "style", "before")
        self.doubt = try names.string(doubt.required("string"))
        doubtStyle = try names.style(doubt.required("style"))
        doubtBefore = try doubt.required("before").length()
        weakness = try fields["weakness"].map { node in
            let fields = try node.fields("style", "before")
            for reason in LeftOutGroup.Reason.filterReasons {
                try names.demand(Self.weakness(reason), of: node)
            }
            try names.demand(Self.weaknessWithoutName, of: node)
            return (
                try names.style(fields.required("style")),
                try fields.required("before").steps { try $0.length() }
            )
        }
        let overlay = try fields.required("overlay").fields("column", "alternative")
        self.overlay = try names.column(overlay.required("column"))
        overlayAlternative = try names.string(overlay.required("alternative"))
        let references = try fields.required("references").fields(
            "column",
            "columns",
            "rows",
            "size",
            "gap",
            "none",
            "none-style",
            "alternative",
            "alternative-unlabelled",
            "patterns"
        )
        self.references = try names.column(references.required("column"))
        referenceAlternative = try names.string(references.required("alternative"))
        referenceAlternativeUnlabelled = try names.string(
            references.required("alternative-unlabelled")
        )
        tiles = try Tiles(reading: references, names)
        patterns = try references["patterns"].map { try PatternMarks(reading: $0, names) }
        guard !self.name.isEmpty else { throw node.error("\"styles\" of \"name\" is empty") }
        let tileWidth = Double(tiles.columns) * (tiles.size + tiles.gap) - tiles.gap
        guard tileWidth <= self.references.width + 0.01 else {
            throw try fields.required("references").error(
                "\(tiles.columns) tiles are wider than their column"
            )
        }
    }
}

extension ConceptsSection {
    /// The string that says why a concept is weak.
    static func weakness(_ reason: LeftOutGroup.Reason) -> String { "weak-\(reason.rawValue)" }

    /// The same for a concept whose name says already that there is no pattern.
    static let weaknessWithoutName = "weak-without-name"
}

extension ConceptsSection.PatternMarks {
    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("mark", "style", "gap", "divider", "alternative")
        mark = try names.string(fields.required("mark"))
        style = try names.style(fields.required("style"))
        gap = try fields.required("gap").length()
        divider = try Rule(reading: fields.required("divider"), names)
        alternative = try names.string(fields.required("alternative"))
    }
}

extension ConceptsSection.Bar {
    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "before",
            "height",
            "length",
            "scale",
            "headroom",
            "for",
            "against",
            "axis",
            "overhang",
            "gap",
            "style",
            "share"
        )
        before = try fields.required("before").length()
        height = try fields.required("height").length()
        length = try fields.required("length").length()
        scale = try fields.required("scale").fraction()
        headroom = try fields.required("headroom").fraction()
        supporting = try names.colour(fields.required("for"))
        opposing = try names.colour(fields.required("against"))
        axis = try Rule(reading: fields.required("axis"), names)
        overhang = try fields.required("overhang").length()
        gap = try fields.required("gap").length()
        style = try names.style(fields.required("style"))
        share = try names.string(fields.required("share"))
        guard scale > 0 else { throw node.error("\"scale\" must be more than 0 %") }
    }
}

extension ConceptsSection.Tiles {
    init(reading fields: TemplateFields, _ names: TemplateNames) throws {
        columns = try fields.required("columns").integer(in: 1...20)
        rows = try fields.required("rows").integer(in: 1...20)
        size = try fields.required("size").length()
        gap = try fields.required("gap").length()
        none = try names.string(fields.required("none"))
        noneStyle = try names.style(fields.required("none-style"))
    }
}

/// A strip of all evidence: what the page shows of it and what it leaves out.
struct LeftOutSection: Sendable {
    let before: Stepped<Double>
    let rule: Rule
    let span: ColumnSpan
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

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "kind",
            "before",
            "rule",
            "column",
            "heading",
            "height",
            "for",
            "against",
            "other-for",
            "filtered",
            "captions"
        )
        before = try fields["before"]?.steps { try $0.length() } ?? Stepped(0)
        rule = try Rule(reading: fields.required("rule"), names)
        span = try names.column(fields.required("column"))
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

/// The last line of every page.
struct Footer: Sendable {
    let style: TextStyle
    let rule: Rule
    /// From the rule to the capitals, and from the page's content to the rule.
    let after: Double
    let before: Double
    let gap: Double
    let items: [String]

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("style", "rule", "before", "after", "gap", "items")
        style = try names.style(fields.required("style"))
        rule = try Rule(reading: fields.required("rule"), names)
        before = try fields.required("before").length()
        after = try fields.required("after").length()
        gap = try fields.required("gap").length()
        items = try fields.required("items").list().map { try names.string($0) }
        guard !items.isEmpty else { throw node.error("\"items\" is empty") }
    }
}
