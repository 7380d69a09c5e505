/// A mark with words beside it, such as what a check found.
struct CalloutBlock: BlockContent {
    private let symbol: SymbolChoice
    private let size: Double
    private let indent: Double
    private let colour: Colour
    private let words: Words
    private let style: TextStyle

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "symbol",
            "size",
            "indent",
            "colour",
            "string",
            "text",
            "count",
            "style"
        )
        symbol = try SymbolChoice(reading: fields.required("symbol"), reader)
        size = try fields.required("size").length()
        indent = try fields.required("indent").length()
        colour = try reader.colour(fields.required("colour"))
        words = try reader.words(fields)
        style = try reader.style(fields.required("style"))
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let runs = try words.runs(place)
        guard !runs.isEmpty else { return [] }
        let item = place.part(.list)
        let listItem = place.context.part(.listItem, in: item)
        let block = try place.context.block(
            runs,
            style,
            x: place.span.x + indent,
            width: place.span.width - indent,
            structure: place.context.part(.body, in: listItem)
        )
        block.anchor = place.anchor
        var atoms = block.atoms(before: 0)
        if let symbol = try symbol.evaluate(place) {
            let mark = PlacedElement(
                frame: Rect(
                    x: place.span.x,
                    y: (block.firstBaseline - size) / 2,
                    width: size,
                    height: size
                ),
                content: .symbol(symbol, colour),
                structure: []
            )
            atoms[0].elements.append(mark)
        }
        return [.together(atoms.map { .atom($0) }, keepsNext: false)]
    }
}

/// A symbol by its name, or one that the explanation decides on.
enum SymbolChoice: Sendable {
    case fixed(Symbol)
    case computed(Expression)

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        if let symbol = Symbol(rawValue: try node.string()) {
            self = .fixed(symbol)
            return
        }
        let expression = try reader.expression(node)
        guard expression.shape.isText else {
            throw node.error(
                "expected a symbol",
                hint: "known are: \(Symbol.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        self = .computed(expression)
    }

    func evaluate(_ place: Place) throws -> Symbol? {
        switch self {
        case .fixed(let symbol): symbol
        case .computed(let expression):
            try expression.evaluate(place.scope).text.flatMap(Symbol.init)
        }
    }
}
