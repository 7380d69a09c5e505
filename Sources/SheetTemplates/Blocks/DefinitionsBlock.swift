/// Terms with what there is to say about each beside it.
struct DefinitionsBlock: BlockContent {
    private let entries: [Entry]
    private let termStyle: TextStyle
    private let style: TextStyle
    private let termWidth: Double
    private let gap: Stepped<Double>
    private let hairline: Rule?

    private struct Entry: Sendable {
        let condition: Expression?
        let loop: Loop?
        let term: Words
        let words: Words
        let style: TextStyle?
    }

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "entries",
            "term-style",
            "style",
            "term-width",
            "gap",
            "hairline"
        )
        termStyle = try reader.style(fields.required("term-style"))
        style = try reader.style(fields.required("style"))
        termWidth = try fields.required("term-width").length()
        gap = try reader.lengths(fields["gap"], default: 6)
        hairline = try fields["hairline"].map { try Rule(reading: $0, reader.names) }
        entries = try fields.required("entries").list().map { node in
            let fields = try node.fields(
                "term",
                "term-text",
                "string",
                "text",
                "count",
                "style",
                "when",
                "each",
                "as",
                "where"
            )
            var inside = reader
            var loop: Loop?
            if let each = fields["each"] {
                let read = try reader.loop(
                    each,
                    as: fields["as"],
                    where: fields["where"],
                    owner: node
                )
                loop = read.loop
                inside = read.inside
            }
            let term: Words =
                try fields["term-text"].map { .pattern(try inside.pattern($0)) }
                ?? .string(try inside.string(fields.required("term")), count: nil)
            return Entry(
                condition: try fields["when"].map(reader.condition),
                loop: loop,
                term: term,
                words: try inside.words(fields),
                style: try fields["style"].map(reader.style)
            )
        }
    }

    func pieces(_ place: Place) throws -> [Piece] {
        var pieces: [Piece] = []
        for entry in entries {
            if let condition = entry.condition,
                try !condition.evaluate(place.scope).isTrue
            {
                continue
            }
            for scope in try entry.loop?.scopes(place.scope) ?? [place.scope] {
                var inner = place
                inner.scope = scope
                guard let row = try row(entry, inner) else { continue }
                if !pieces.isEmpty, let hairline {
                    pieces += [
                        .atom(line(hairline, place)),
                        row.adding(before: place.step(gap) / 2),
                    ]
                } else {
                    pieces.append(pieces.isEmpty ? row : row.adding(before: place.step(gap)))
                }
            }
        }
        return pieces
    }

    private func line(_ rule: Rule, _ place: Place) -> Atom {
        let frame = Rect(
            x: place.span.x,
            y: -rule.weight / 2,
            width: place.span.width,
            height: rule.weight
        )
        return Atom(
            before: place.step(gap) / 2,
            height: 0,
            elements: [.fill(frame, rule.colour)],
            keepsNext: true,
            isSeparator: true
        )
    }

    private func row(_ entry: Entry, _ place: Place) throws -> Piece? {
        let runs = try entry.words.runs(place)
        guard !runs.isEmpty else { return nil }
        let item = place.context.part(.listItem, in: place.part(.list))
        let term = try place.context.block(
            entry.term.runs(place),
            termStyle,
            x: place.span.x,
            width: termWidth - 4,
            structure: place.context.part(.label, in: item)
        )
        let words = try place.context.block(
            runs,
            entry.style ?? style,
            x: place.span.x + termWidth,
            width: place.span.width - termWidth,
            structure: place.context.part(.body, in: item)
        )
        // Both stand on one baseline, whatever their sizes.
        let lift = max(words.firstBaseline - term.firstBaseline, 0)
        let drop = max(term.firstBaseline - words.firstBaseline, 0)
        return .together(
            [
                .columns(
                    .init(columns: [
                        term.atoms(before: 0).map { Piece.atom($0) }.lowered(by: lift),
                        words.atoms(before: 0).map { Piece.atom($0) }.lowered(by: drop),
                    ])
                )
            ],
            keepsNext: false
        )
    }
}

extension [Piece] {
    /// The pieces with room above that stays at the top of a page too.
    func lowered(by distance: Double) -> [Piece] {
        distance > 0 ? [.atom(Atom(height: distance, keepsNext: true))] + self : self
    }
}
