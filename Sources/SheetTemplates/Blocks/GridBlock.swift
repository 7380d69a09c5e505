/// The same blocks for each of several things, side by side in rows of equal columns.
struct GridBlock: BlockContent {
    private let loop: Loop
    private let blocks: [Block]
    private let columns: Int
    private let gap: Double
    private let rowGap: Double
    private let most: Int

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "items",
            "item",
            "only",
            "columns",
            "gap",
            "row-gap",
            "most",
            "blocks"
        )
        let read = try reader.loop(
            fields.required("items"),
            as: fields["item"],
            where: fields["only"],
            owner: node,
            nameKey: "item"
        )
        loop = read.loop
        blocks = try read.inside.blocks(fields.required("blocks"))
        columns = try fields.required("columns").integer(in: 1...24)
        gap = try fields.required("gap").length()
        rowGap = try fields["row-gap"]?.length() ?? gap
        most = try fields["most"]?.integer(in: 1...10000) ?? .max
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let scopes = try loop.scopes(place.scope).prefix(most)
        let width = (place.span.width - gap * Double(columns - 1)) / Double(columns)
        var rows: [Piece] = []
        for start in stride(from: 0, to: scopes.count, by: columns) {
            let cells = try (start..<min(start + columns, scopes.count)).map { index in
                var cell = place
                cell.scope = scopes[index]
                cell.span = ColumnSpan(
                    x: place.span.x + Double(index - start) * (width + gap),
                    width: width
                )
                return try blocks.pieces(cell)
            }
            let row = Piece.columns(.init(before: start == 0 ? 0 : rowGap, columns: cells))
            rows.append(.together([row], keepsNext: false))
        }
        return rows
    }
}
