/// A line across the column.
struct RuleBlock: BlockContent {
    private let rule: Rule
    private let isSeparator: Bool

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "weight", "colour", "between")
        rule = Rule(
            weight: try fields.required("weight").length(),
            colour: try reader.colour(fields.required("colour"))
        )
        isSeparator = try fields["between"]?.flag() ?? false
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let line = Rect(
            x: place.span.x,
            y: -rule.weight / 2,
            width: place.span.width,
            height: rule.weight
        )
        return [
            .atom(
                Atom(
                    height: 0,
                    elements: [.fill(line, rule.colour)],
                    keepsNext: true,
                    isSeparator: isSeparator
                )
            )
        ]
    }
}

/// Free room.
struct SpaceBlock: BlockContent {
    private let height: Stepped<Double>

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        height = try reader.lengths(reader.fields(node, "height").required("height"))
    }

    func pieces(_ place: Place) throws -> [Piece] {
        [.atom(Atom(height: place.step(height), isSeparator: true))]
    }
}

/// The end of a page.
struct PageBreakBlock: BlockContent {
    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        _ = try reader.fields(node)
    }

    func pieces(_ place: Place) throws -> [Piece] { [.pageBreak] }
}
