/// The scale of the overlays' colours from full weight against over none to full weight for, with words below
/// its ends and its middle.
struct ScaleBlock: BlockContent {
    private let height: Double
    private let width: Double?
    private let style: TextStyle
    private let low: Words
    private let zero: Words
    private let high: Words
    private let tick: Rule
    private let map: OverlayStyle.Map?
    private let hasPhoto: Bool?

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "height",
            "width",
            "style",
            "low",
            "zero",
            "high",
            "tick",
            "map",
            "photo"
        )
        height = try fields.required("height").length()
        width = try fields["width"]?.length()
        style = try reader.style(fields.required("style"))
        low = .string(try reader.string(fields.required("low")), count: nil)
        zero = .string(try reader.string(fields.required("zero")), count: nil)
        high = .string(try reader.string(fields.required("high")), count: nil)
        tick = try Rule(reading: fields.required("tick"), reader.names)
        map = try fields["map"].map { try OverlayStyle.Map(reading: $0) }
        hasPhoto = try fields["photo"]?.flag()
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let width = min(width ?? place.span.width, place.span.width)
        let x = place.span.x
        var overlay = place.context.overlay
        if let map { overlay.map = map }
        if let hasPhoto { overlay.hasPhoto = hasPhoto }
        let structure = place.part(.note)
        let overhang = 0.25 * height
        var elements: [PlacedElement] = []
        for (from, to, left) in [(-1.0, 0.0, x), (0, 1, x + width / 2)] {
            let half = Rect(x: left, y: overhang, width: width / 2, height: height)
            elements.append(
                PlacedElement(
                    frame: half,
                    content: .ramp(Ramp(style: overlay, from: from, to: to)),
                    structure: []
                )
            )
        }
        let line = Rect(
            x: x + (width - tick.weight) / 2,
            y: 0,
            width: tick.weight,
            height: height + 2 * overhang
        )
        elements.append(.fill(line, tick.colour))
        let top = height + 2 * overhang + 0.45 * style.size
        var bottom = top
        var shares = (0.5, 0.5)
        let lowWidth = try place.context.naturalWidth(low.runs(place), style)
        let highWidth = try place.context.naturalWidth(high.runs(place), style)
        let zeroWidth = try place.context.naturalWidth(zero.runs(place), style)
        let room = width - zeroWidth - 12
        if lowWidth > room / 2 || highWidth > room / 2 {
            let sum = max(lowWidth + highWidth, 1)
            shares = (lowWidth / sum, highWidth / sum)
        }
        for (words, left, share, alignment) in [
            (low, x, shares.0, TextBlock.Alignment.left),
            (high, x + width - room * shares.1, shares.1, .right),
        ] {
            let block = try place.context.block(
                words.runs(place),
                style,
                x: left,
                width: room * share,
                alignment: alignment,
                structure: place.context.part(.paragraph, in: structure)
            )
            elements.append(block.element(top: top))
            bottom = max(bottom, top + block.height)
        }
        // The middle word stands below its tick only where the ends leave it there.
        if shares == (0.5, 0.5) {
            let block = try place.context.block(
                zero.runs(place),
                style,
                x: x + (width - zeroWidth - 1) / 2,
                width: zeroWidth + 1,
                alignment: .center,
                structure: place.context.part(.paragraph, in: structure)
            )
            elements.append(block.element(top: top))
        }
        return [.atom(Atom(height: bottom, elements: elements))]
    }
}
