/// Panels side by side in columns.
struct ColumnsSection: Sendable {
    /// The least height of the section, so that what follows stands at the same place on every sheet.
    let height: Stepped<Double>
    /// The least distance from the section's content to what follows.
    let after: Stepped<Double>
    /// The columns from left to right with their panels from top to bottom.
    let columns: [(span: ColumnSpan, panels: [Panel])]

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("kind", "height", "after", "columns")
        after = try fields["after"]?.steps { try $0.length() } ?? Stepped(0)
        height = try fields["height"]?.steps { try $0.length() } ?? Stepped(0)
        columns = try fields.required("columns").list().map { node in
            let fields = try node.fields("column", "panels")
            return (
                try names.column(fields.required("column")),
                try fields.required("panels").list().map { try Panel(reading: $0, names) }
            )
        }
    }
}

/// One block of a column.
struct Panel: Sendable {
    enum Content: Sendable {
        case text(TextPanel)
        case probabilities(ProbabilityPanel)
        case photo(PhotoPanel)
        case legend(LegendPanel)
    }

    let content: Content
    /// The distance to the panel above.
    let before: Stepped<Double>
    /// What must hold for the panel to stand there.
    let condition: Condition?

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let pairs = try node.pairs()
        guard let kind = pairs.first(where: { $0.name == "kind" }) else {
            throw node.error("\"kind\" is missing")
        }
        let before = pairs.first { $0.name == "before" }?.value
        let condition = pairs.first { $0.name == "when" }?.value
        self.before = try before?.steps { try $0.length() } ?? Stepped(0)
        self.condition = try condition?.word(Condition.words)
        content =
            switch try kind.value.word(["text": 0, "probabilities": 1, "photo": 2, "legend": 3]) {
            case 0: .text(try TextPanel(reading: node, names))
            case 1: .probabilities(try ProbabilityPanel(reading: node, names))
            case 2: .photo(try PhotoPanel(reading: node, names))
            default: .legend(try LegendPanel(reading: node, names))
            }
    }
}

/// What may hold of an explanation.
enum Condition: Sendable {
    case labelDiffers
    case labelAgrees
    case viewIsPart
    case viewIsWhole
    case summaryDoubted
    case summaryHasProblem
    case explainsOther

    static let words: KeyValuePairs<String, Condition> = [
        "label-differs": .labelDiffers, "label-agrees": .labelAgrees, "view-is-part": .viewIsPart,
        "view-is-whole": .viewIsWhole, "summary-doubted": .summaryDoubted,
        "summary-has-problem": .summaryHasProblem,
        "explains-other": .explainsOther,
    ]
}

/// A text in as few lines as its styles allow.
struct TextPanel: Sendable {
    let string: String
    /// The style; with `lines`, the first of them that needs no more lines, else the last.
    let styles: Stepped<[TextStyle]>
    let lines: Int?
    let isBalanced: Bool
    let role: StructureStep.Role

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "kind",
            "before",
            "when",
            "string",
            "style",
            "fit",
            "balanced",
            "role"
        )
        string = try names.string(fields.required("string"))
        isBalanced = try fields["balanced"]?.flag() ?? false
        role =
            try fields["role"]?.word([
                "title": .heading(1), "heading": .heading(2), "text": .paragraph,
                "caption": .caption,
            ]) ?? .paragraph
        (styles, lines) = try Self.fit(fields, names)
    }

    /// Reads `style`, or `fit` with lines and styles in the order of trying.
    static func fit(
        _ fields: TemplateFields,
        _ names: TemplateNames
    ) throws -> (Stepped<[TextStyle]>, Int?) {
        guard let fit = fields["fit"] else {
            return (try fields.required("style").steps { [try names.style($0)] }, nil)
        }
        if let style = fields["style"] {
            throw style.error("\"style\" and \"fit\" exclude each other")
        }
        let parts = try fit.fields("lines", "styles")
        let styles = try parts.required("styles").list().map { try names.style($0) }
        guard !styles.isEmpty else { throw fit.error("\"styles\" is empty") }
        return (Stepped(styles), try parts.required("lines").integer(in: 1...20))
    }
}

/// The answer and the next ones with their probabilities as a table with bars.
struct ProbabilityPanel: Sendable {
    let style: TextStyle
    let noteStyle: TextStyle
    let runnersUp: Stepped<Int>
    let pitch: Stepped<Double>
    let namesAtLeast: Double
    let namesAtMost: Double
    let barHeight: Double
    let barLength: Double
    let answerColour: Colour
    let otherColour: Colour
    let others: String
    let note: String
    let explained: String

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "kind",
            "before",
            "when",
            "style",
            "note-style",
            "runners-up",
            "pitch",
            "names",
            "bar",
            "others",
            "note",
            "explained"
        )
        style = try names.style(fields.required("style"))
        noteStyle = try names.style(fields.required("note-style"))
        runnersUp = try fields.required("runners-up").steps { try $0.integer(in: 0...20) }
        pitch = try fields.required("pitch").steps { try $0.length() }
        let widths = try fields.required("names").fields("at-least", "at-most")
        namesAtLeast = try widths.required("at-least").length()
        namesAtMost = try widths.required("at-most").length()
        let bar = try fields.required("bar").fields("height", "length", "answer", "other")
        barHeight = try bar.required("height").length()
        barLength = try bar.required("length").length()
        answerColour = try names.colour(bar.required("answer"))
        otherColour = try names.colour(bar.required("other"))
        others = try names.string(fields.required("others"))
        note = try names.string(fields.required("note"))
        explained = try names.string(fields.required("explained"))
    }
}

/// The whole photo with what the model saw of it.
struct PhotoPanel: Sendable {
    let height: Stepped<Double>
    let alternative: String

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("kind", "before", "when", "height", "alternative")
        height = try fields.required("height").steps { try $0.length() }
        alternative = try names.string(fields.required("alternative"))
    }
}

/// What the overlays' colours and outlines mean.
struct LegendPanel: Sendable {
    let style: TextStyle
    let supporting: String
    let opposing: String
    let outline: String
    /// The words below the scales, from weak to strong; none in the short form.
    let scale: (weak: String, strong: String, note: String)?
    let scaleBefore: Double
    let rampWidth: Double
    let rampHeight: Double
    let pitch: Double
    let sampleWidth: Double
    let outlineWidth: Double

    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "kind",
            "before",
            "when",
            "style",
            "for",
            "against",
            "outline",
            "scale",
            "ramp",
            "pitch",
            "sample"
        )
        style = try names.style(fields.required("style"))
        supporting = try names.string(fields.required("for"))
        opposing = try names.string(fields.required("against"))
        outline = try names.string(fields.required("outline"))
        scale = try fields["scale"].map { node in
            let words = try node.fields("weak", "strong", "note", "before")
            return (
                try names.string(words.required("weak")),
                try names.string(words.required("strong")),
                try names.string(words.required("note"))
            )
        }
        scaleBefore =
            try fields["scale"]?.fields("weak", "strong", "note", "before")["before"]?.length() ?? 0
        let ramp = try fields.required("ramp").fields("width", "height")
        rampWidth = try ramp.required("width").length()
        rampHeight = try ramp.required("height").length()
        pitch = try fields.required("pitch").length()
        let sample = try fields.required("sample").fields("width", "words")
        sampleWidth = try sample.required("width").length()
        outlineWidth = try sample.required("words").length()
    }
}
