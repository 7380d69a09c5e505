import Explanations

/// The explained photo: the whole of it with the model's view marked, or the view alone.
struct PhotoBlock: BlockContent {
    private let source: PictureSource
    private let height: Stepped<Double>
    private let showsViewOnly: Bool
    private let alternative: Words
    private let caption: PictureCaption?

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(node, "of", "height", "view", "alternative", "caption")
        source = try PictureSource(
            fields["of"],
            needs: ["width", "height"],
            reader,
            owner: node
        )
        height = try reader.lengths(fields["height"], default: 100_000)
        showsViewOnly =
            try fields["view"]?.word(["marked": false, "only": true]) ?? false
        alternative = .string(try reader.string(fields.required("alternative")), count: nil)
        caption = try fields["caption"].map { try PictureCaption(reading: $0, reader) }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let photo = try source.photo(place)
        guard photo.width > 0, photo.height > 0 else {
            throw SheetTemplatesError(
                "\(photo.name): the photo is \(Int(photo.width)) x \(Int(photo.height)) pixels"
            )
        }
        let box = showsViewOnly ? photo.view : .whole
        let ratio = photo.height * box.height / max(photo.width * box.width, 1e-9)
        let width = min(place.span.width, place.step(height) / ratio)
        var picture = PhotoPicture(file: photo.file, view: nil)
        if showsViewOnly {
            picture.part = photo.view
        } else if !photo.seesAll {
            picture.view = photo.view
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
