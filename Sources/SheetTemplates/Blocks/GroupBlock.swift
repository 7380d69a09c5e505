/// Blocks one below the other, with a head that comes again on every page they go on to.
struct GroupBlock: BlockContent {
    private let head: [Block]
    private let blocks: [Block]
    private let isSection: Bool

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "head", "blocks", "section")
        head = try fields["head"].map(reader.blocks) ?? []
        blocks = try reader.blocks(fields.required("blocks"))
        isSection = try fields["section"]?.flag() ?? false
    }

    func pieces(_ place: Place) throws -> [Piece] {
        var inner = place
        if isSection { inner.structure = place.part(.section) }
        let body = try blocks.pieces(inner)
        guard !head.isEmpty, !body.isEmpty else { return body }
        return [.repeating(head: try head.pieces(inner).keepingNext(), body: body)]
    }
}
