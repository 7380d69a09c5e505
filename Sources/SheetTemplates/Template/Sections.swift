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
    let tiles: Tiles
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
            "doubt"
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
            "alternative-unlabelled"
        )
        self.references = try names.column(references.required("column"))
        referenceAlternative = try names.string(references.required("alternative"))
        referenceAlternativeUnlabelled = try names.string(
            references.required("alternative-unlabelled")
        )
        tiles = try Tiles(reading: references, names)
        guard !self.name.isEmpty else { throw node.error("\"styles\" of \"name\" is empty") }
        let tileWidth = Double(tiles.columns) * (tiles.size + tiles.gap) - tiles.gap
        guard tileWidth <= self.references.width + 0.01 else {
            throw try fields.required("references").error(
                "\(tiles.columns) tiles are wider than their column"
            )
        }
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
    let against: String
    let againstShown: String

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
            "against",
            "against-shown"
        )
        captionStyle = try names.style(captions.required("style"))
        captionBefore = try captions.required("before").length()
        shown = try names.string(captions.required("shown"))
        otherFor = try names.string(captions.required("other-for"))
        against = try names.string(captions.required("against"))
        againstShown = try names.string(captions.required("against-shown"))
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
