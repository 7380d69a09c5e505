import Explanations

/// Where a block takes the photo from: the record that it is told of, or the explained photo.
struct PictureSource: Sendable {
    private let subject: Expression?
    private let isOwn: Bool

    /// What a record must hold to bring a photo of its own.
    private static let fields = ["photo", "view"]

    /// A photo and the part of it that the model saw.
    struct Photo {
        /// The picture asset.
        let file: String
        let view: Box
        /// The upright photo's size in pixels.
        let width: Double
        let height: Double
        /// The file's name, for messages.
        let name: String

        /// Whether the model saw the whole of it.
        var seesAll: Bool { view.width > 0.999 && view.height > 0.999 }
    }

    /// Reads what a block is told of.
    ///
    /// - Parameters:
    ///   - node: Where the template says it; nil where it does not.
    ///   - needed: What else the record must hold where it brings the photo.
    ///   - reader: The block's reader.
    ///   - owner: The block, where mistakes are told that have no other place.
    /// - Throws: `SheetTemplatesError` where there is no photo to show.
    init(
        _ node: TemplateNode?,
        needs needed: [String] = [],
        _ reader: TemplateReader,
        owner: TemplateNode
    )
        throws
    {
        subject = try node.map(reader.expression)
        let known = subject?.shape.fields ?? [:]
        isOwn = (Self.fields + needed).allSatisfy { known[$0] != nil }
        guard isOwn || reader.kind.isExplanation else {
            throw (node ?? owner).error(
                "expected something with a photo of its own",
                hint: "\"of\" names a record with \((Self.fields + needed).joined(separator: ", "))"
            )
        }
    }

    /// The photo at a place.
    func photo(_ place: Place) throws -> Photo {
        guard isOwn, let record = try subject?.evaluate(place.scope) else {
            let input = place.context.explanation.input
            return Photo(
                file: input.photo,
                view: input.view,
                width: Double(input.width),
                height: Double(input.height),
                name: input.file
            )
        }
        let file = record["photo"].text ?? ""
        return Photo(
            file: file,
            view: Box(record["view"]),
            width: record["width"].number ?? 0,
            height: record["height"].number ?? 0,
            name: file
        )
    }
}

extension Box {
    /// The box of a record; what it lacks is that of the whole.
    init(_ record: Value) {
        self.init(
            x: record["x"].number ?? 0,
            y: record["y"].number ?? 0,
            width: record["width"].number ?? 1,
            height: record["height"].number ?? 1
        )
    }
}
