/// A column of a table.
struct TableColumn: Sendable {
    let heading: Words?
    let width: Double?
    let alignment: TextBlock.Alignment
    let cell: Cell

    init(reading node: TemplateNode, _ reader: TemplateReader, head: TemplateReader) throws {
        let fields = try node.fields(among: ["heading", "width", "align"] + Cell.keys)
        heading = try fields["heading"].map { .string(try head.string($0), count: nil) }
        width = try fields["width"]?.length()
        alignment =
            try fields["align"]?.word(["left": .left, "right": .right, "center": .center])
            ?? .left
        cell = try Cell(reading: node, reader, among: ["heading", "width", "align"])
    }

    /// What stands in a row of the column.
    struct Cell: Sendable {
        private enum Content: Sendable {
            case words(Words, TextStyle?)
            case bar(BarShape)
            case symbol(SymbolChoice, Colour, size: Double)
        }

        private let content: Content
        private let condition: Expression?
        private let link: StringPattern?

        static let keys = [
            "string", "text", "count", "style", "when", "bar", "symbol", "colour", "size", "link",
        ]

        init(reading node: TemplateNode, _ reader: TemplateReader, among others: [String]) throws {
            let fields = try node.fields(among: Self.keys + others)
            condition = try fields["when"].map(reader.condition)
            link = try fields["link"].map(reader.pattern)
            if let bar = fields["bar"] {
                content = .bar(try BarShape(bar.fields(among: BarShape.keys), reader))
            } else if let symbol = fields["symbol"] {
                content = .symbol(
                    try SymbolChoice(reading: symbol, reader),
                    try reader.colour(fields.required("colour")),
                    size: try fields.required("size").length()
                )
            } else {
                content = .words(try reader.words(fields), try fields["style"].map(reader.style))
            }
        }

        /// The cell's elements from y = 0 on, and their height.
        func draw(
            _ place: Place,
            _ style: TextStyle,
            _ alignment: TextBlock.Alignment,
            capHeight: Double
        ) throws -> ([PlacedElement], Double) {
            if let condition, try !condition.evaluate(place.scope).isTrue { return ([], 0) }
            switch content {
            case .bar(let bar):
                let drawn = try bar.draw(place, x: place.span.x, width: place.span.width)
                guard let drawn else { return ([], 0) }
                let top = (capHeight - drawn.height) / 2
                return (drawn.elements.map { $0.moved(y: top) }, drawn.height + top)
            case .symbol(let choice, let colour, let size):
                guard let symbol = try choice.evaluate(place) else { return ([], 0) }
                let frame = Rect(
                    x: place.span.x,
                    y: (capHeight - size) / 2,
                    width: size,
                    height: size
                )
                let element = PlacedElement(
                    frame: frame,
                    content: .symbol(symbol, colour),
                    structure: []
                )
                return ([element], capHeight)
            case .words(let words, let own):
                let runs = try words.runs(place)
                guard !runs.isEmpty else { return ([], 0) }
                let block = try place.context.block(
                    runs,
                    own ?? style,
                    x: place.span.x,
                    width: place.span.width,
                    alignment: alignment,
                    structure: place.part(.cell)
                )
                block.link = try place.link(link)
                return ([block.element(top: 0)], block.height)
            }
        }
    }
}
