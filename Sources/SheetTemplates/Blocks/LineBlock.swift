/// Short facts in a row with hairs between them, in as many lines as they need.
struct LineBlock: BlockContent {
    private let items: [Item]
    private let style: TextStyle
    private let gap: Double
    private let divider: Rule?
    private let isJustified: Bool

    private struct Item: Sendable {
        let condition: Expression?
        let mark: Mark?
        let words: Words?
    }

    /// What stands before an item's words.
    private enum Mark: Sendable {
        /// So many dots, the first ones filled.
        case dots(filled: Expression, of: Expression, size: Double, Colour)
        case symbol(SymbolChoice, size: Double, Colour)
        /// The sample of an outline.
        case outline(Sign, width: Double)
    }

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "items", "style", "gap", "divider", "spread")
        style = try reader.style(fields.required("style"))
        gap = try fields.required("gap").length()
        divider = try fields["divider"].map { try Rule(reading: $0, reader.names) }
        isJustified = try fields["spread"]?.flag() ?? false
        items = try fields.required("items").list().map { node in
            let fields = try node.fields(
                "when",
                "dots",
                "symbol",
                "outline",
                "string",
                "text",
                "count"
            )
            let hasWords = fields["string"] != nil || fields["text"] != nil
            return Item(
                condition: try fields["when"].map(reader.condition),
                mark: try Self.mark(fields, reader),
                words: try hasWords ? reader.words(fields) : nil
            )
        }
    }

    private static func mark(_ fields: TemplateFields, _ reader: TemplateReader) throws -> Mark? {
        if let dots = fields["dots"] {
            let fields = try dots.fields("filled", "of", "size", "colour")
            return .dots(
                filled: try reader.number(fields.required("filled")),
                of: try reader.number(fields.required("of")),
                size: try fields.required("size").length(),
                try reader.colour(fields.required("colour"))
            )
        }
        if let symbol = fields["symbol"] {
            let fields = try symbol.fields("is", "size", "colour")
            return .symbol(
                try SymbolChoice(reading: fields.required("is"), reader),
                size: try fields.required("size").length(),
                try reader.colour(fields.required("colour"))
            )
        }
        guard let outline = fields["outline"] else { return nil }
        let parts = try outline.fields("sign", "width")
        return .outline(
            try parts.required("sign").word(["for": .positive, "against": .negative]),
            width: try parts.required("width").length()
        )
    }

    /// A laid-out item: its elements from x = 0 on, around a baseline at y = 0.
    private struct Drawn {
        var elements: [PlacedElement] = []
        var block: TextBlock?
        var wordsX = 0.0
        var width = 0.0
        var height = 0.0
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let drawn = try items.compactMap { try draw($0, place) }
        guard !drawn.isEmpty else { return [] }
        var rows: [[Drawn]] = [[]]
        var x = 0.0
        for item in drawn {
            if x > 0 && x + item.width > place.span.width {
                rows.append([])
                x = 0
            }
            rows[rows.count - 1].append(item)
            x += item.width + gap
        }
        let part = place.part(.paragraph)
        let capHeight = try place.context.capHeight(of: style)
        return try rows.enumerated().map { index, row in
            var elements: [PlacedElement] = []
            let used = row.map(\.width).reduce(0, +)
            let free = place.span.width - used
            let space = isJustified && row.count > 1 ? free / Double(row.count - 1) : gap
            var x = place.span.x
            var height = capHeight
            for (number, item) in row.enumerated() {
                elements += item.elements.map { $0.moved(x: x, y: capHeight / 2) }
                if let words = item.block {
                    let block = try place.context.block(
                        words.runs,
                        style,
                        x: x + item.wordsX,
                        width: item.width - item.wordsX + 0.5,
                        structure: part
                    )
                    elements.append(block.element(top: capHeight - block.firstBaseline))
                    height = max(height, block.height)
                }
                x += item.width
                if let divider, number < row.count - 1 {
                    let line = Rect(
                        x: x + (space - divider.weight) / 2,
                        y: -0.25 * capHeight,
                        width: divider.weight,
                        height: 1.5 * capHeight
                    )
                    elements.append(.fill(line, divider.colour))
                }
                x += space
            }
            return .atom(
                Atom(
                    before: index == 0 ? 0 : style.leading - capHeight,
                    height: height,
                    elements: elements,
                    keepsNext: index < rows.count - 1
                )
            )
        }
    }

    private func draw(_ item: Item, _ place: Place) throws -> Drawn? {
        if let condition = item.condition, try !condition.evaluate(place.scope).isTrue {
            return nil
        }
        var drawn = Drawn()
        switch item.mark {
        case nil: break
        case .dots(let filled, let all, let size, let colour):
            let filled = try filled.evaluate(place.scope).number ?? 0
            let all = try all.evaluate(place.scope).number ?? 0
            for dot in 0..<min(max(Int(all.rounded()), 0), 60) {
                drawn.elements.append(
                    PlacedElement(
                        frame: Rect(x: drawn.width, y: -size / 2, width: size, height: size),
                        content: .symbol(Double(dot) < filled ? .dot : .ring, colour),
                        structure: []
                    )
                )
                drawn.width += size * 1.28
            }
        case .symbol(let choice, let size, let colour):
            guard let symbol = try choice.evaluate(place) else { return nil }
            drawn.elements = [
                PlacedElement(
                    frame: Rect(x: 0, y: -size / 2, width: size, height: size),
                    content: .symbol(symbol, colour),
                    structure: []
                )
            ]
            drawn.width = size
        case .outline(let sign, let width):
            drawn.elements = [
                PlacedElement(
                    frame: Rect(x: 0, y: -3, width: width, height: 6),
                    content: .outlineSample(sign),
                    structure: []
                )
            ]
            drawn.width = width
        }
        if let words = item.words {
            let runs = try words.runs(place)
            if runs.isEmpty { return nil }
            if drawn.width > 0 { drawn.width += 0.55 * style.size }
            drawn.wordsX = drawn.width
            let room = place.span.width - drawn.wordsX
            let width = min(try place.context.naturalWidth(runs, style) + 0.5, room)
            drawn.block = try place.context.block(
                runs,
                style,
                x: 0,
                width: width,
                structure: []
            )
            drawn.width += width
        }
        return drawn.width > 0 ? drawn : nil
    }
}
