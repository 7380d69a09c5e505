/// A part of a sheet: what stands there, under which condition, for each of what, and how far from what is
/// above.
struct Block: Sendable {
    private let content: any BlockContent
    private let before: Stepped<Double>
    private let condition: Expression?
    private let loop: Loop?
    private let column: BlockColumn?
    private let keep: Keep?
    private let outline: (level: Int, title: Words)?
    private let anchor: StringPattern?

    /// What must stay on one page.
    enum Keep: Sendable {
        /// The block itself.
        case together
        /// The block's end and the beginning of the next one.
        case withNext
        /// Both.
        case both
    }

    /// The kinds of blocks with what reads them.
    private static let kinds:
        KeyValuePairs<
            String, @Sendable (TemplateNode, TemplateReader) throws -> any BlockContent
        > = [
            "text": { try ParagraphBlock(reading: $0, $1) },
            "columns": { try ColumnsBlock(reading: $0, $1) },
            "group": { try GroupBlock(reading: $0, $1) },
            "grid": { try GridBlock(reading: $0, $1) },
            "table": { try TableBlock(reading: $0, $1) },
            "definitions": { try DefinitionsBlock(reading: $0, $1) },
            "line": { try LineBlock(reading: $0, $1) },
            "callout": { try CalloutBlock(reading: $0, $1) },
            "bar": { try BarBlock(reading: $0, $1) },
            "scale": { try ScaleBlock(reading: $0, $1) },
            "agreement": { try AgreementBlock(reading: $0, $1) },
            "writing-lines": { try WritingLinesBlock(reading: $0, $1) },
            "rule": { try RuleBlock(reading: $0, $1) },
            "space": { try SpaceBlock(reading: $0, $1) },
            "page-break": { try PageBreakBlock(reading: $0, $1) },
            "photo": { try PhotoBlock(reading: $0, $1) },
            "overlay": { try OverlayBlock(reading: $0, $1) },
            "references": { try ReferencesBlock(reading: $0, $1) },
            "probabilities": { try ProbabilitiesBlock(reading: $0, $1) },
            "legend": { try LegendBlock(reading: $0, $1) },
            "left-out": { try LeftOutBlock(reading: $0, $1) },
            "credits": { try CreditsBlock(reading: $0, $1) },
        ]

    /// The kinds that know the evidence of the one explanation that a sheet tells of.
    private static let evidenceKinds = ["probabilities", "left-out", "credits"]

    /// The names of all kinds, for the documentation's check.
    static var kindNames: [String] { kinds.map(\.key) + ["part"] }

    /// Reads one item of a list of blocks; a part stands for several.
    static func blocks(
        reading node: TemplateNode,
        _ reader: TemplateReader
    ) throws -> [Block] {
        let pairs = try node.pairs()
        guard let kind = pairs.first(where: { $0.name == "kind" })?.value else {
            throw node.error("\"kind\" is missing", hint: "known are: \(kindList)")
        }
        guard try kind.string() == "part" else { return [try Block(node, kind: kind, reader)] }
        let fields = try node.fields("kind", "name")
        let place = try fields.required("name")
        let body = try place.named("part", in: reader.parts)
        let name = try place.string()
        guard !reader.openParts.contains(name) else {
            throw place.error("the part \"\(name)\" holds itself")
        }
        var inside = reader
        inside.openParts.append(name)
        return try inside.blocks(body)
    }

    private static var kindList: String { kindNames.joined(separator: ", ") }

    private init(_ node: TemplateNode, kind: TemplateNode, _ outer: TemplateReader) throws {
        let pairs = try node.pairs()
        func value(_ name: String) -> TemplateNode? { pairs.first { $0.name == name }?.value }
        var reader = outer
        if let each = value("each") {
            let read = try outer.loop(each, as: value("as"), where: value("where"), owner: node)
            loop = read.loop
            reader = read.inside
        } else {
            if let stray = value("as") ?? value("where") {
                throw stray.error("\"as\" and \"where\" belong to \"each\"")
            }
            loop = nil
        }
        before = try reader.lengths(value("before"))
        // It holds for all rounds of a loop or for none: "where" chooses among them.
        condition = try value("when").map(outer.condition)
        column = try value("column").map(reader.column)
        keep = try value("keep")?.word([
            "together": .together, "with-next": .withNext, "both": .both,
        ])
        outline = try value("outline").map { node in
            let fields = try node.fields("level", "string", "text", "count")
            return (
                try fields["level"]?.integer(in: 1...6) ?? 1, try reader.words(fields)
            )
        }
        anchor = try value("anchor").map(reader.pattern)
        let name = try kind.string()
        guard let read = Self.kinds.first(where: { $0.key == name })?.value else {
            throw kind.error(
                "unknown value \"\(name)\"",
                hint: TemplateNode.suggestion(name, Self.kindNames)
            )
        }
        guard reader.kind.isExplanation || !Self.evidenceKinds.contains(name) else {
            throw kind.error(
                "blocks of kind \(name) tell of one explanation, this template of another thing",
                hint: "write it with table, text and bar"
            )
        }
        content = try read(node, reader)
    }

    /// Lays the block out as often as it is repeated; nothing where its condition does not hold.
    func pieces(_ outer: Place) throws -> [Piece] {
        try rounds(outer).flatMap { try $0() }
    }

    /// The block's rounds, each laid out when its turn comes: one for each item of a loop, else a single one.
    func rounds(_ outer: Place) throws -> [() throws -> [Piece]] {
        if let condition, try !condition.evaluate(outer.scope).isTrue { return [] }
        guard let loop else { return [{ try one(outer) }] }
        return try loop.scopes(outer.scope).map { scope in
            var place = outer
            place.scope = scope
            return { [place] in try one(place) }
        }
    }

    private func one(_ outer: Place) throws -> [Piece] {
        var place = outer
        if let column { place.span = column.span(in: outer.span) }
        place.anchor = try anchor.map { pattern in
            try place.context.strings.runs(pattern, scope: place.scope).map(\.text).joined()
        }
        var pieces = try content.pieces(place)
        guard !pieces.isEmpty else { return [] }
        if let anchor = place.anchor { pieces = pieces.anchored(anchor) }
        pieces = pieces.adding(before: before[place.context.step])
        if keep == .together || keep == .both {
            pieces = [.together(pieces, keepsNext: pieces.last?.keepsNext ?? false)]
        }
        if keep == .withNext || keep == .both { pieces = pieces.keepingNext() }
        if let outline {
            let title = try outline.title.text(place)
            let mark = Atom(
                height: 0,
                keepsNext: true,
                outline: (title, outline.level),
                isMark: true
            )
            pieces.insert(.atom(mark), at: 0)
        }
        return pieces
    }
}

/// What stands in a block.
protocol BlockContent: Sendable {
    /// Lays it out at a place.
    func pieces(_ place: Place) throws -> [Piece]
}

/// Where and with which values a block is laid out.
struct Place {
    let context: LayoutContext
    var scope: ValueScope
    /// The ends of the column.
    var span: ColumnSpan
    /// The part of the document that the block belongs to.
    var structure: [StructureStep]
    /// The name that links lead to the block by.
    var anchor: String?

    /// A stepped value at the layout's tightness.
    func step<Value>(_ values: Stepped<Value>) -> Value { values[context.step] }

    /// A new part of the document within that of the place.
    func part(_ role: StructureStep.Role, alternative: String? = nil) -> [StructureStep] {
        context.part(role, in: structure, alternative: alternative)
    }
}

extension Place {
    /// Where a link leads: to an anchor of the sheet, or to an address; nowhere where the pattern is empty.
    func link(_ pattern: StringPattern?) throws -> LinkTarget? {
        guard let pattern else { return nil }
        let target = try context.strings.runs(pattern, scope: scope).map(\.text).joined()
        if target.isEmpty { return nil }
        return target.contains("://") ? .address(target) : .anchor(target)
    }
}

extension [Block] {
    /// Lays all out, one below the other.
    func pieces(_ place: Place) throws -> [Piece] {
        var inner = place
        inner.anchor = nil
        return try flatMap { try $0.pieces(inner) }
    }
}
