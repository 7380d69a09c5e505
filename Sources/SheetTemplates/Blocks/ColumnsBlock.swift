/// Blocks side by side.
struct ColumnsBlock: BlockContent {
    private let columns: [(column: BlockColumn, blocks: [Block])]
    private let height: Stepped<Double>
    private let after: Stepped<Double>
    private let isSection: Bool

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "columns", "height", "after", "section")
        height = try reader.lengths(fields["height"])
        after = try reader.lengths(fields["after"])
        isSection = try fields["section"]?.flag() ?? false
        columns = try fields.required("columns").list().map { node in
            let fields = try node.fields("column", "blocks")
            return (
                try reader.column(fields.required("column")),
                try reader.blocks(fields.required("blocks"))
            )
        }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        var inner = place
        if isSection { inner.structure = place.part(.section) }
        let sides = try columns.map { column in
            inner.span = column.column.span(in: place.span)
            return try column.blocks.pieces(inner)
        }
        let after = place.step(after)
        // The distance to what follows counts from the longest column, but not below the least height.
        let columns = sides.map { pieces in
            pieces.isEmpty || after == 0 ? pieces : pieces + [.atom(Atom(height: after))]
        }
        return [.columns(.init(height: place.step(height), columns: columns))]
    }
}
