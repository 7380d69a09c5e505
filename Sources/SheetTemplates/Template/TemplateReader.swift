/// Reads a template's blocks: it knows what names stand for where they are used.
struct TemplateReader {
    let names: TemplateNames
    /// Named lists of blocks that stand in for `kind: part`.
    let parts: [String: TemplateNode]
    /// What the template tells of.
    let kind: DocumentKind
    /// The names that expressions may use.
    var scope: ShapeScope
    /// The parts that are being read, so that none holds itself.
    var openParts: [String] = []

    /// The keys that every block may have.
    static let common = [
        "kind", "when", "each", "as", "where", "before", "column", "keep", "outline", "anchor",
    ]

    /// The words that are no names in expressions.
    private static let reserved = ["it", "and", "or", "not", "none", "true", "false"]

    /// A reader inside of a loop.
    func binding(_ name: String, _ shape: Shape) -> TemplateReader {
        var reader = self
        reader.scope = scope.binding(name, shape)
        return reader
    }

    /// The values of a block by their keys.
    func fields(_ node: TemplateNode, _ own: String...) throws -> TemplateFields {
        try node.fields(among: Self.common + own)
    }

    /// The blocks of a list.
    func blocks(_ node: TemplateNode) throws -> [Block] {
        try node.list().flatMap { try Block.blocks(reading: $0, self) }
    }

    // MARK: Values

    func style(_ node: TemplateNode) throws -> TextStyle { try names.style(node) }

    func colour(_ node: TemplateNode) throws -> Colour { try names.colour(node) }

    func lengths(_ node: TemplateNode?, default value: Double = 0) throws -> Stepped<Double> {
        try node?.steps { try $0.length() } ?? Stepped(value)
    }

    /// A column by its name, or by its left end and width from where the block stands.
    func column(_ node: TemplateNode) throws -> BlockColumn {
        guard node.node.mapping != nil else { return .page(try names.column(node)) }
        let fields = try node.fields("left", "width")
        return .inside(
            left: try fields["left"]?.length() ?? 0,
            width: try fields["width"]?.length()
        )
    }

    /// An expression of any kind.
    func expression(_ node: TemplateNode) throws -> Expression {
        try Expression(parsing: node.string(), at: node, in: scope)
    }

    /// A condition.
    func condition(_ node: TemplateNode) throws -> Expression {
        let expression = try expression(node)
        guard case .flag = expression.shape else {
            throw node.error(
                "expected a condition that is true or false",
                hint: "compare it with something, such as > 0 or != none"
            )
        }
        return expression
    }

    /// A number that is worked out.
    func number(_ node: TemplateNode) throws -> Expression {
        let expression = try expression(node)
        guard case .number = expression.shape else {
            throw node.error("expected a number or a calculation that gives one")
        }
        return expression
    }

    /// A list, with what its items are.
    func list(_ node: TemplateNode) throws -> (list: Expression, item: Shape) {
        let expression = try expression(node)
        guard case .list(let item) = expression.shape else {
            throw node.error(
                "expected a list to repeat for",
                hint: "such as concepts, or concept.references"
            )
        }
        return (expression, item)
    }

    /// A loop's list, and a reader that knows its variable.
    func loop(
        _ each: TemplateNode,
        as name: TemplateNode?,
        where filter: TemplateNode?,
        owner: TemplateNode,
        nameKey: String = "as"
    ) throws -> (loop: Loop, inside: TemplateReader) {
        let (list, item) = try list(each)
        guard let name else {
            throw owner.error("\"\(nameKey)\" is missing: the name of one item inside of the loop")
        }
        let variable = try name.string()
        guard !variable.isEmpty, variable.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            throw name.error("the name of a variable is letters from a to z only")
        }
        guard !Self.reserved.contains(variable) else {
            throw name.error("\"\(variable)\" means something else in expressions")
        }
        var shape = item
        if case .record(var fields) = item {
            fields["number"] = .number
            fields["isFirst"] = .flag
            fields["isLast"] = .flag
            shape = .record(fields)
        }
        let inside = binding(variable, shape)
        let condition = try filter.map { try inside.condition($0) }
        return (Loop(list: list, name: variable, condition: condition), inside)
    }

    /// Words: a string by its name, or a pattern that is the same in all languages.
    func words(_ fields: TemplateFields) throws -> Words {
        let count = try fields["count"].map(number)
        switch (fields["string"], fields["text"]) {
        case (let key?, nil): return .string(try string(key), count: count)
        case (nil, let pattern?): return .pattern(try self.pattern(pattern))
        case (nil, nil): throw fields.owner.error("\"string\" or \"text\" is missing")
        case (_, let text?): throw text.error("\"string\" and \"text\" exclude each other")
        }
    }

    /// A string's name, checked to exist and to use only what is known here.
    func string(_ node: TemplateNode) throws -> String {
        let key = try names.string(node)
        try names.strings.check(key, scope, at: node)
        return key
    }

    /// A pattern that stands in the template itself.
    func pattern(_ node: TemplateNode) throws -> StringPattern {
        try names.strings.pattern(node.string(), scope, at: node)
    }
}

/// A list to repeat for.
struct Loop: Sendable {
    let list: Expression
    let name: String
    let condition: Expression?

    /// The scopes of all rounds.
    func scopes(_ outer: ValueScope) throws -> [ValueScope] {
        let items = try list.evaluate(outer).items
        let chosen = try items.filter { item in
            guard let condition else { return true }
            return try condition.evaluate(outer.binding(name, item)).isTrue
        }
        return chosen.enumerated().map { index, item in
            guard case .record(var fields) = item else { return outer.binding(name, item) }
            fields["number"] = .number(Double(index + 1))
            fields["isFirst"] = .flag(index == 0)
            fields["isLast"] = .flag(index == chosen.count - 1)
            return outer.binding(name, .record(fields))
        }
    }
}

/// Words of a block.
enum Words: Sendable {
    /// A string of the language's file, in the plural form of a count.
    case string(String, count: Expression?)
    /// A pattern without words of any language.
    case pattern(StringPattern)

    /// The words with their values.
    func runs(_ place: Place) throws -> [StyledText.Run] {
        switch self {
        case .string(let key, let count):
            let number = try count?.evaluate(place.scope).number.map { Int($0.rounded()) }
            return try place.context.strings.runs(key, scope: place.scope, count: number)
        case .pattern(let pattern):
            return try place.context.strings.runs(pattern, scope: place.scope)
        }
    }

    /// The words without emphasis.
    func text(_ place: Place) throws -> String { try runs(place).map(\.text).joined() }
}

/// Where a block stands within the page's width.
enum BlockColumn: Sendable {
    /// A column of the page.
    case page(ColumnSpan)
    /// A part of the place that the block would have.
    case inside(left: Double, width: Double?)

    /// The column's ends in a place.
    func span(in outer: ColumnSpan) -> ColumnSpan {
        switch self {
        case .page(let span): return span
        case .inside(let left, let width):
            let room = max(outer.width - left, 1)
            return ColumnSpan(x: outer.x + left, width: min(width ?? room, room))
        }
    }
}
