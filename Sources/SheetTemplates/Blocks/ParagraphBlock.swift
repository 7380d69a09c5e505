/// A paragraph, or a heading with words at the end of its line.
struct ParagraphBlock: BlockContent {
    private let words: Words
    /// The styles; with `lines`, the first of them that needs no more lines, else the last.
    private let styles: Stepped<[TextStyle]>
    private let lines: Int?
    private let isBalanced: Bool
    private let alignment: TextBlock.Alignment
    private let role: StructureStep.Role
    private let link: StringPattern?
    private let aside: Aside?

    /// Words on the baseline of the last line, at its right end; below it where they do not fit there.
    private struct Aside: Sendable {
        let words: Words
        let style: TextStyle
        let gap: Double
        let isAtEnd: Bool
    }

    static let roles: KeyValuePairs<String, StructureStep.Role> = [
        "title": .heading(1), "heading": .heading(2), "subheading": .heading(3),
        "text": .paragraph, "caption": .caption, "note": .note,
    ]

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "string",
            "text",
            "count",
            "style",
            "fit",
            "balanced",
            "align",
            "role",
            "link",
            "aside"
        )
        words = try reader.words(fields)
        isBalanced = try fields["balanced"]?.flag() ?? false
        alignment =
            try fields["align"]?.word(["left": .left, "right": .right, "center": .center])
            ?? .left
        role = try fields["role"]?.word(Self.roles) ?? .paragraph
        link = try fields["link"].map(reader.pattern)
        (styles, lines) = try Self.fit(fields, reader)
        aside = try fields["aside"].map { node in
            let fields = try node.fields("string", "text", "count", "style", "gap", "align")
            return Aside(
                words: try reader.words(fields),
                style: try reader.style(fields.required("style")),
                gap: try fields["gap"]?.length() ?? 14,
                isAtEnd: try fields["align"]?.word(["right": true, "left": false]) ?? true
            )
        }
    }

    /// Reads `style`, or `fit` with lines and styles in the order of trying.
    static func fit(
        _ fields: TemplateFields,
        _ reader: TemplateReader
    ) throws -> (Stepped<[TextStyle]>, Int?) {
        guard let fit = fields["fit"] else {
            return (try fields.required("style").steps { [try reader.style($0)] }, nil)
        }
        if let style = fields["style"] {
            throw style.error("\"style\" and \"fit\" exclude each other")
        }
        let parts = try fit.fields("lines", "styles")
        let styles = try parts.required("styles").list().map { try reader.style($0) }
        guard !styles.isEmpty else { throw fit.error("\"styles\" is empty") }
        return (Stepped(styles), try parts.required("lines").integer(in: 1...20))
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let runs = try words.runs(place)
        guard !runs.isEmpty else { return [] }
        let block = try paragraph(runs, place)
        block.anchor = place.anchor
        block.link = try place.link(link)
        var atoms = block.atoms(before: 0)
        if let aside, let last = atoms.indices.last {
            try add(aside, behind: block, to: &atoms[last], place)
        }
        // A heading alone at a page's foot would head nothing.
        if case .heading = role, let last = atoms.indices.last { atoms[last].keepsNext = true }
        return atoms.map { .atom($0) }
    }

    private func paragraph(_ runs: [StyledText.Run], _ place: Place) throws -> TextBlock {
        let structure = place.part(role)
        func block(_ runs: [StyledText.Run], _ styles: [TextStyle]) throws -> TextBlock {
            try place.context.block(
                runs,
                fitting: styles,
                lines: lines,
                x: place.span.x,
                width: place.span.width,
                alignment: alignment,
                isBalanced: isBalanced,
                structure: structure
            )
        }
        guard let lines else { return try block(runs, place.step(styles)) }
        // An answer in one piece reads best: "The model says:" above, all of it below.
        var unbroken = place
        unbroken.scope = place.context.withUnbrokenAnswer(place.scope)
        let whole = try block(words.runs(unbroken), styles[0])
        if whole.lines.count <= lines && whole.paragraph.dividedWords == 0 { return whole }
        return try block(runs, styles[0])
    }

    private func add(
        _ aside: Aside,
        behind block: TextBlock,
        to atom: inout Atom,
        _ place: Place
    ) throws {
        let runs = try aside.words.runs(place)
        guard !runs.isEmpty, let line = atom.line else { return }
        let width = try place.context.naturalWidth(runs, aside.style) + 0.5
        let end = block.inkWidth + aside.gap
        let structure = place.part(.paragraph)
        if end + width <= place.span.width {
            let words = try place.context.block(
                runs,
                aside.style,
                x: place.span.x + (aside.isAtEnd ? place.span.width - width : end),
                width: width,
                alignment: aside.isAtEnd ? .right : .left,
                structure: structure
            )
            atom.elements.append(words.element(top: line.baseline - words.firstBaseline))
            return
        }
        let words = try place.context.block(
            runs,
            aside.style,
            x: place.span.x,
            width: place.span.width,
            structure: structure
        )
        let top = atom.height + 0.55 * aside.style.leading
        atom.elements.append(words.element(top: top))
        atom.height = top + words.height
    }
}
