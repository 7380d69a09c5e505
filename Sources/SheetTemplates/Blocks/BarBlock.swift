/// A bar for a signed number: solid for what speaks for the answer, hatched for what speaks against it.
struct BarShape: Sendable {
    private let value: Expression
    private let height: Double
    private let supporting: Colour
    private let opposing: Colour
    private let axis: Rule?
    /// What is seen of the length that the bar does not fill.
    private let track: Colour?
    private let overhang: Double
    /// What the ends stand for: the greatest value, and with `low` the least one.
    private let high: Expression
    private let low: Expression?
    /// The least value that the right end stands for.
    private let least: Double

    static let keys = [
        "value", "height", "for", "against", "axis", "track", "overhang", "high", "low", "at-least",
    ]

    init(_ fields: TemplateFields, _ reader: TemplateReader) throws {
        value = try reader.number(fields.required("value"))
        height = try fields.required("height").length()
        supporting = try reader.colour(fields.required("for"))
        opposing = try fields["against"].map(reader.colour) ?? supporting
        axis = try fields["axis"].map { try Rule(reading: $0, reader.names) }
        track = try fields["track"].map(reader.colour)
        overhang = try fields["overhang"]?.length() ?? 0
        high = try reader.number(fields.required("high"))
        low = try fields["low"].map(reader.number)
        least = try fields["at-least"]?.fraction() ?? 0
    }

    /// The bar's elements, from y = 0 on, with its right end, its height and the colour of its sign; none
    /// for a value that is not known.
    func draw(
        _ place: Place,
        x: Double,
        width: Double
    ) throws -> (elements: [PlacedElement], end: Double, height: Double, colour: Colour)? {
        guard let value = try value.evaluate(place.scope).number else { return nil }
        let high = max(try high.evaluate(place.scope).number ?? 0, least, 1e-12)
        let low = min(try low?.evaluate(place.scope).number ?? 0, 0)
        let isFor = value >= 0
        let colour = isFor ? supporting : opposing
        let weight = axis?.weight ?? 0
        let isDiverging = self.low != nil
        // Bars of one direction all start at the axis; others leave it to their own side.
        let zero = isDiverging ? x + (width - weight) * -low / (high - low) : x
        let unit = isDiverging ? (width - weight) / (high - low) : (width - weight) / high
        let length = max(min(abs(value) * unit, width - weight), value == 0 ? 0 : 0.6)
        let start = isFor || !isDiverging ? zero + weight : max(zero - length, x)
        let frame = Rect(x: start, y: 0, width: length, height: height)
        var elements: [PlacedElement] = []
        if let track {
            elements.append(.fill(Rect(x: x, y: 0, width: width, height: height), track))
        }
        if let axis {
            let line = Rect(
                x: zero,
                y: -overhang,
                width: axis.weight,
                height: height + 2 * overhang
            )
            elements.append(.fill(line, axis.colour))
        }
        if length > 0 {
            elements.append(
                isFor || opposing == supporting
                    ? .fill(frame, colour)
                    : PlacedElement(frame: frame, content: .hatch(colour), structure: [])
            )
        }
        return (elements, frame.maxX, height, colour)
    }
}

/// A bar with its number behind it.
struct BarBlock: BlockContent {
    private let bar: BarShape
    private let length: Double
    private let gap: Double
    private let label: Words?
    private let style: TextStyle?
    private let note: (words: Words, style: TextStyle, gap: Double, condition: Expression?)?

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try node.fields(
            among: TemplateReader.common + BarShape.keys
                + ["length", "gap", "string", "text", "count", "style", "note"]
        )
        bar = try BarShape(fields, reader)
        length = try fields.required("length").length()
        gap = try fields["gap"]?.length() ?? 5.7
        let hasLabel = fields["string"] != nil || fields["text"] != nil
        label = hasLabel ? try reader.words(fields) : nil
        style = try hasLabel ? reader.style(fields.required("style")) : nil
        note = try fields["note"].map { node in
            let fields = try node.fields("string", "text", "count", "style", "gap", "when")
            return (
                try reader.words(fields), try reader.style(fields.required("style")),
                try fields["gap"]?.length() ?? 8.5,
                try fields["when"].map(reader.condition)
            )
        }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let length = min(length, place.span.width)
        guard let drawn = try bar.draw(place, x: place.span.x, width: length) else { return [] }
        var elements = drawn.elements
        var height = drawn.height
        var x = drawn.end + gap
        var below: [Piece] = []
        if let label, var style {
            style.strong.colour = style.strong.colour ?? drawn.colour
            let runs = try label.runs(place)
            let block = try place.context.block(
                runs,
                style,
                x: x,
                width: max(place.span.x + place.span.width - x, 30),
                structure: place.part(.paragraph)
            )
            block.anchor = place.anchor
            let top = (drawn.height - block.firstBaseline) / 2
            elements.append(block.element(top: top))
            if block.lines.count > 1 { height = top + block.height }
            x += block.inkWidth
            below = try addNote(after: x, baseline: top + block.firstBaseline, to: &elements, place)
        }
        return [.atom(Atom(height: height, elements: elements, keepsNext: true))] + below
    }

    /// Words behind the number, or below the bar where there is no room.
    private func addNote(
        after x: Double,
        baseline: Double,
        to elements: inout [PlacedElement],
        _ place: Place
    ) throws -> [Piece] {
        guard let note else { return [] }
        if let condition = note.condition, try !condition.evaluate(place.scope).isTrue { return [] }
        let runs = try note.words.runs(place)
        guard !runs.isEmpty else { return [] }
        let width = try place.context.naturalWidth(runs, note.style) + 0.5
        let fits = x + note.gap + width <= place.span.x + place.span.width
        let block = try place.context.block(
            runs,
            note.style,
            x: fits ? x + note.gap : place.span.x,
            width: fits ? width : place.span.width,
            structure: place.part(.paragraph)
        )
        guard fits else { return block.atoms(before: note.gap).map { .atom($0) } }
        elements.append(block.element(top: baseline - block.firstBaseline))
        return []
    }
}
