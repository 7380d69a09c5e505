import Explanations

/// The explained photo: the whole of it with the model's view marked, or the view alone.
struct PhotoBlock: BlockContent {
    private let height: Stepped<Double>
    private let showsViewOnly: Bool
    private let alternative: Words
    private let caption: PictureCaption?

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "height", "view", "alternative", "caption")
        height = try reader.lengths(fields["height"], default: 100_000)
        showsViewOnly =
            try fields["view"]?.word(["marked": false, "only": true]) ?? false
        alternative = .string(try reader.string(fields.required("alternative")), count: nil)
        caption = try fields["caption"].map { try PictureCaption(reading: $0, reader) }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let input = place.context.explanation.input
        guard input.width > 0, input.height > 0 else {
            throw SheetTemplatesError(
                "\(input.file): the photo is \(input.width) x \(input.height) pixels"
            )
        }
        let box = showsViewOnly ? input.view : .whole
        let ratio =
            Double(input.height) * box.height / max(Double(input.width) * box.width, 1e-9)
        let width = min(place.span.width, place.step(height) / ratio)
        var picture = PhotoPicture(file: input.photo, view: nil)
        if showsViewOnly {
            picture.part = input.view
        } else if !place.context.seesAll {
            picture.view = input.view
        }
        let element = PlacedElement(
            frame: Rect(x: place.span.x, y: 0, width: width, height: width * ratio),
            content: .photo(picture),
            structure: place.part(.figure, alternative: try alternative.text(place)),
            anchor: place.anchor
        )
        let atom = Atom(height: width * ratio, elements: [element], keepsNext: true)
        return try [.atom(atom)] + (caption?.pieces(place, width: width) ?? [])
    }
}

/// Words below a picture.
struct PictureCaption: Sendable {
    private let words: Words
    private let style: TextStyle
    private let before: Double

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try node.fields("string", "text", "count", "style", "before")
        words = try reader.words(fields)
        style = try reader.style(fields.required("style"))
        before = try fields["before"]?.length() ?? 0.2 * style.leading
    }

    /// The caption as wide as the picture.
    func pieces(_ place: Place, width: Double) throws -> [Piece] {
        let runs = try words.runs(place)
        guard !runs.isEmpty else { return [] }
        let block = try place.context.block(
            runs,
            style,
            x: place.span.x,
            width: width,
            structure: place.part(.caption)
        )
        return block.atoms(before: before).map { .atom($0) }
    }
}
