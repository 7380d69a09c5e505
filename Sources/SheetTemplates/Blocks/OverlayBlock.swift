/// What the model saw with a heatmap over it, or the heatmap alone.
struct OverlayBlock: BlockContent {
    private let subject: Expression
    private let source: PictureSource
    private let size: Stepped<Double>
    private let alternative: Words
    private let map: OverlayStyle.Map?
    private let hasOutline: Bool
    private let hasPhoto: Bool
    private let caption: PictureCaption?
    private let link: StringPattern?

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "of",
            "size",
            "alternative",
            "map",
            "outlined",
            "photo",
            "caption",
            "link"
        )
        let of = try fields.required("of")
        subject = try reader.expression(of)
        guard case .record(let known) = subject.shape, known["heatmap"] != nil else {
            throw of.error(
                "expected something with a heatmap",
                hint: "such as concept, or attribution for all concepts together"
            )
        }
        source = try PictureSource(of, reader, owner: node)
        size = try reader.lengths(fields["size"], default: 100_000)
        alternative = .string(try reader.string(fields.required("alternative")), count: nil)
        map = try fields["map"].map { try OverlayStyle.Map(reading: $0) }
        hasOutline = try fields["outlined"]?.flag() ?? true
        hasPhoto = try fields["photo"]?.flag() ?? true
        caption = try fields["caption"].map { try PictureCaption(reading: $0, reader) }
        link = try fields["link"].map(reader.pattern)
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let subject = try subject.evaluate(place.scope)
        guard let heatmap = subject["heatmap"].text else { return [] }
        let photo = try source.photo(place)
        let side = min(place.step(size), place.span.width)
        var style = place.context.overlay
        if let map { style.map = map }
        style.hasOutline = hasOutline
        style.hasPhoto = hasPhoto
        var element = PlacedElement(
            frame: Rect(x: place.span.x, y: 0, width: side, height: side),
            content: .overlay(
                OverlayPicture(
                    photo: photo.file,
                    view: photo.view,
                    heatmap: heatmap,
                    title: subject["name"].text ?? "",
                    sign: subject["layerShare"].number.map { $0 < 0 ? .negative : .positive },
                    style: style
                )
            ),
            structure: place.part(.figure, alternative: try alternative.text(place)),
            anchor: place.anchor
        )
        element.link = try place.link(link)
        let captions = try caption?.pieces(place, width: side) ?? []
        return [.atom(Atom(height: side, elements: [element], keepsNext: !captions.isEmpty))]
            + captions
    }
}

extension OverlayStyle.Map {
    init(reading node: TemplateNode) throws {
        let name = try node.string()
        guard let map = Self(rawValue: name) else {
            throw node.error(
                "unknown value \"\(name)\"",
                hint: TemplateNode.suggestion(name, Self.allCases.map(\.rawValue))
            )
        }
        self = map
    }
}
