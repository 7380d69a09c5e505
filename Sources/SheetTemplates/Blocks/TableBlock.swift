/// Rows of equal columns under a head that comes again on every page.
struct TableBlock: BlockContent {
    private let loop: Loop?
    private let columns: [TableColumn]
    private let style: TextStyle
    private let variants: [(condition: Expression, style: TextStyle)]
    private let headStyle: TextStyle
    private let headRule: Rule?
    private let hairline: Rule?
    private let separator: (condition: Expression, rule: Rule)?
    /// From a line to the capitals below it, and from the last baseline to the next line.
    private let above: Stepped<Double>
    private let below: Stepped<Double>
    private let gap: Double
    private let foot: [TableColumn.Cell?]

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "rows",
            "row",
            "only",
            "columns",
            "style",
            "variants",
            "head",
            "hairline",
            "separator",
            "above",
            "below",
            "gap",
            "foot"
        )
        var inside = reader
        if let rows = fields["rows"] {
            let read = try reader.loop(
                rows,
                as: fields["row"],
                where: fields["only"],
                owner: node,
                nameKey: "row"
            )
            loop = read.loop
            inside = read.inside
        } else {
            loop = nil
        }
        style = try reader.style(fields.required("style"))
        columns = try fields.required("columns").list().map {
            try TableColumn(reading: $0, inside, head: reader)
        }
        variants =
            try fields["variants"]?.list().map { node in
                let fields = try node.fields("when", "style")
                return (
                    try inside.condition(fields.required("when")),
                    try reader.style(fields.required("style"))
                )
            } ?? []
        let head = try fields["head"]?.fields("style", "rule")
        headStyle = try head?["style"].map(reader.style) ?? style
        headRule = try head?["rule"].map { try Rule(reading: $0, reader.names) }
        hairline = try fields["hairline"].map { try Rule(reading: $0, reader.names) }
        separator = try fields["separator"].map { node in
            let fields = try node.fields("when", "weight", "colour")
            return (
                try inside.condition(fields.required("when")),
                Rule(
                    weight: try fields.required("weight").length(),
                    colour: try reader.colour(fields.required("colour"))
                )
            )
        }
        above = try reader.lengths(fields["above"], default: 3.6)
        below = try reader.lengths(fields["below"], default: 3.6)
        gap = try fields["gap"]?.length() ?? 6
        foot =
            try fields["foot"]?.list().map { node in
                node.node.mapping?.isEmpty == false
                    ? try TableColumn.Cell(reading: node, reader, among: []) : nil
            } ?? []
        guard columns.count(where: { $0.width == nil }) <= 1 else {
            throw node.error("only one column can go without \"width\": it takes the room left")
        }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let spans = spans(in: place.span)
        let table = place.part(.table)
        var inner = place
        inner.structure = table
        let scopes = try loop?.scopes(place.scope) ?? []
        var rows: [Piece] = []
        for scope in scopes {
            inner.scope = scope
            rows.append(.atom(try row(inner, spans)))
        }
        if !foot.isEmpty {
            inner.scope = place.scope
            var last = try cells(
                spans.enumerated().map { index, column in
                    (
                        foot.indices.contains(index) ? foot[index] : nil, column.span,
                        column.alignment
                    )
                },
                role: .cell,
                style: style,
                rule: nil,
                inner
            )
            last.keepsNext = false
            rows.append(.atom(last))
        }
        guard !rows.isEmpty else { return [] }
        inner.scope = place.scope
        let headings = try columns.map { try $0.heading?.runs(place) ?? [] }
        guard headings.contains(where: { !$0.isEmpty }) else { return rows }
        return [.repeating(head: [.atom(try head(headings, spans, inner))], body: rows)]
    }

    private func spans(
        in outer: ColumnSpan
    ) -> [(span: ColumnSpan, alignment: TextBlock.Alignment)] {
        let fixed = columns.compactMap(\.width).reduce(0, +)
        let free = max(outer.width - fixed - gap * Double(columns.count - 1), 20)
        var x = outer.x
        return columns.map { column in
            let width = column.width ?? free
            defer { x += width + gap }
            return (ColumnSpan(x: x, width: width), column.alignment)
        }
    }

    private func head(
        _ headings: [[StyledText.Run]],
        _ spans: [(span: ColumnSpan, alignment: TextBlock.Alignment)],
        _ place: Place
    ) throws -> Atom {
        var inner = place
        inner.structure = place.part(.row)
        var blocks: [TextBlock] = []
        for (runs, column) in zip(headings, spans) {
            blocks.append(
                try place.context.block(
                    runs,
                    headStyle,
                    x: column.span.x,
                    width: column.span.width,
                    alignment: column.alignment,
                    structure: inner.part(.headerCell)
                )
            )
        }
        // Headings of one line stand on the last line of the longest.
        let height = blocks.map(\.height).max() ?? 0
        var elements = blocks.filter { !$0.runs.isEmpty }.map {
            $0.element(top: height - $0.height)
        }
        let end = height + place.step(below)
        if let headRule {
            elements.append(.fill(line(headRule, y: end, place), headRule.colour))
        }
        return Atom(height: end, elements: elements, keepsNext: true)
    }

    private func row(
        _ place: Place,
        _ spans: [(span: ColumnSpan, alignment: TextBlock.Alignment)]
    ) throws -> Atom {
        var style = style
        for variant in variants where try variant.condition.evaluate(place.scope).isTrue {
            style = variant.style
            break
        }
        var atom = try cells(
            zip(columns, spans).map { ($0.cell, $1.span, $1.alignment) },
            role: .cell,
            style: style,
            rule: hairline,
            place
        )
        if let separator, try separator.condition.evaluate(place.scope).isTrue {
            let line = line(separator.rule, y: 0, place)
            atom.elements.insert(.fill(line, separator.rule.colour), at: 0)
        }
        return atom
    }

    private func cells(
        _ cells: [(cell: TableColumn.Cell?, span: ColumnSpan, alignment: TextBlock.Alignment)],
        role: StructureStep.Role,
        style: TextStyle,
        rule: Rule?,
        _ place: Place
    ) throws -> Atom {
        var inner = place
        inner.structure = place.part(.row)
        let above = place.step(above)
        let capHeight = try place.context.capHeight(of: style)
        var elements: [PlacedElement] = []
        var height = capHeight
        for (cell, span, alignment) in cells {
            var cellPlace = inner
            cellPlace.span = span
            var (drawn, drawnHeight) =
                try cell?.draw(cellPlace, style, alignment, capHeight: capHeight) ?? ([], 0)
            if !drawn.contains(where: { !$0.structure.isEmpty }) {
                // Readers count cells to know which column they are in.
                drawn.append(try emptyCell(cellPlace, style))
            }
            elements += drawn.map { $0.moved(y: above) }
            height = max(height, drawnHeight)
        }
        let end = above + height + place.step(below)
        if let rule { elements.append(.fill(line(rule, y: end, place), rule.colour)) }
        return Atom(height: end, elements: elements)
    }

    /// A cell without words, so that a row has as many as its table has columns.
    private func emptyCell(_ place: Place, _ style: TextStyle) throws -> PlacedElement {
        try place.context.block(
            [StyledText.Run(" ")],
            style,
            x: place.span.x,
            width: place.span.width,
            structure: place.part(.cell)
        ).element(top: 0)
    }

    private func line(_ rule: Rule, y: Double, _ place: Place) -> Rect {
        Rect(
            x: place.span.x,
            y: y - rule.weight / 2,
            width: place.span.width,
            height: rule.weight
        )
    }
}
