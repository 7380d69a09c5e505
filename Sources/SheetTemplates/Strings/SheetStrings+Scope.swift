/// Strings whose placeholders are paths of the explanation, with formats.
extension SheetStrings {
    /// The string with its placeholders filled in.
    ///
    /// What the explanation lacks is an empty text.
    ///
    /// - Parameters:
    ///   - key: The string's name in the file.
    ///   - scope: What the placeholders may name.
    ///   - count: What the plural form goes by; else the value of `count` in the scope.
    /// - Returns: The runs; empty words at the ends are gone.
    /// - Throws: `SheetTemplatesError` if there is no such string, or no string for a term.
    package func runs(
        _ key: String,
        scope: ValueScope,
        count: Int? = nil
    ) throws -> [StyledText.Run] {
        try runs(key, [:], scope: scope, count: count)
    }

    /// The string with its placeholders filled in, without emphasis.
    package func text(
        _ key: String,
        scope: ValueScope,
        count: Int? = nil
    ) throws -> String {
        try runs(key, scope: scope, count: count).map(\.text).joined()
    }

    /// The string with placeholders by name, and with all others from a scope.
    func runs(
        _ key: String,
        _ values: [String: String],
        scope: ValueScope,
        count: Int? = nil
    ) throws -> [StyledText.Run] {
        let form = try form(key, count: count ?? scope["count"].integer).form
        return try form.pattern.runs { placeholder in
            try values[placeholder.source] ?? text(of: placeholder, scope, depth: 0)
        }.trimmed
    }

    /// A pattern with its placeholders filled in.
    func runs(_ pattern: StringPattern, scope: ValueScope) throws -> [StyledText.Run] {
        try pattern.runs { try text(of: $0, scope, depth: 0) }.trimmed
    }

    /// A pattern that stands in a text, with its placeholders filled in, without emphasis.
    ///
    /// - Parameters:
    ///   - text: The pattern.
    ///   - scope: What its placeholders may name.
    /// - Returns: The words; empty ones at the ends are gone.
    /// - Throws: `SheetTemplatesError` if it is no pattern.
    package func text(pattern text: String, scope: ValueScope) throws -> String {
        do {
            return try runs(StringPattern(parsing: text), scope: scope).map(\.text).joined()
        } catch let fault as WritingFault {
            throw SheetTemplatesError(fault.message, hint: fault.hint)
        }
    }

    /// Reads a pattern that stands in a template itself.
    ///
    /// - Parameters:
    ///   - text: The pattern.
    ///   - scope: What its placeholders may name.
    ///   - node: Where it stands.
    /// - Returns: The pattern, checked.
    /// - Throws: `SheetTemplatesError` with line and column.
    func pattern(_ text: String, _ scope: ShapeScope, at node: TemplateNode) throws -> StringPattern
    {
        do {
            let pattern = try StringPattern(parsing: text)
            for placeholder in pattern.placeholders {
                try check(placeholder, scope, usedAt: node.place, within: [])
            }
            return pattern
        } catch let fault as WritingFault {
            throw node.error(fault)
        }
    }

    // MARK: Checking

    /// Makes sure that a string is there, in all its variants and forms, and that its placeholders have a meaning
    /// where it is used.
    ///
    /// - Parameters:
    ///   - key: The string's name in the file.
    ///   - scope: What the placeholders may name.
    ///   - node: Where the template names it.
    /// - Throws: `SheetTemplatesError` with the line and column in the file of strings; at `node` where there is no
    ///   such string.
    func check(_ key: String, _ scope: ShapeScope, at node: TemplateNode) throws {
        try check(key, scope, usedAt: node.place)
    }

    /// Makes sure that a string can be used at a place.
    ///
    /// - Parameters:
    ///   - key: The string's name in the file.
    ///   - scope: What the placeholders may name.
    ///   - place: Where it is used, such as `sheet.yaml:3:5`.
    /// - Throws: `SheetTemplatesError` with line and column.
    package func check(_ key: String, _ scope: ShapeScope, usedAt place: String) throws {
        try check(key, scope, usedAt: place, names: [], within: [])
    }

    /// Makes sure of a string; placeholders that are one of `names` are given.
    func check(
        _ key: String,
        _ scope: ShapeScope,
        usedAt place: String,
        names: Set<String>,
        within outer: [String]
    ) throws {
        let entries = ([""] + Self.comparisons).compactMap { entry(key + $0) }
        guard has(key) else {
            throw SheetTemplatesError(
                "\(place): there is no string \"\(key)\" in \(file)",
                hint: TemplateNode.suggestion(key, keys)
            )
        }
        if outer.contains(key) {
            throw SheetTemplatesError(
                "\(entries[0].place): the string \"\(key)\" is a term of itself",
                hint: "a term's string may not ask for the same term again"
            )
        }
        for entry in entries {
            for (_, form) in entry.forms.sorted(by: { $0.key < $1.key }) {
                do {
                    for placeholder in form.pattern.placeholders
                    where !names.contains(placeholder.source) {
                        try check(placeholder, scope, usedAt: place, within: outer + [key])
                    }
                } catch let fault as WritingFault {
                    throw SheetTemplatesError(
                        "\(form.place.place(at: fault.offset)): \(fault.message)"
                            + " (in \"\(key)\", used at \(place))",
                        hint: fault.hint
                    )
                }
            }
        }
    }

    private func check(
        _ placeholder: StringPattern.Placeholder,
        _ scope: ShapeScope,
        usedAt place: String,
        within outer: [String]
    ) throws {
        let shape: Shape
        do {
            shape = try FormulaChecker(scope).shape(of: placeholder.formula)
        } catch {
            throw WritingFault(
                error.message,
                at: error.offset + placeholder.offset,
                hint: error.hint
            )
        }
        if let objection = ValueFormat.objection(to: shape, format: placeholder.format) {
            throw WritingFault(
                "{\(placeholder.source)} \(objection.message)",
                at: placeholder.offset,
                hint: objection.hint
            )
        }
        var format = placeholder.format
        var words = shape.knownWords
        if case .join(let inner) = format {
            format = inner
            words = shape.item?.knownWords
            if !has("list-last") {
                throw WritingFault(
                    "{\(placeholder.source)} needs the string \"list-last\"",
                    at: placeholder.offset,
                    hint: "it stands before the last of a list, such as \" and \""
                )
            }
        }
        guard case .term(let prefix) = format else { return }
        for word in words ?? [] {
            let term = "\(prefix)-\(word)"
            guard has(term) else {
                throw WritingFault(
                    "{\(placeholder.source)} needs the string \"\(term)\"",
                    at: placeholder.offset,
                    hint: "there must be one for each of \(words?.joined(separator: ", ") ?? "")"
                )
            }
            try check(term, scope, usedAt: place, names: [], within: outer)
        }
    }

    // MARK: Writing values

    /// How deep terms may lie in terms where nobody has checked them.
    private static let deepestTerm = 8

    private func text(
        of placeholder: StringPattern.Placeholder,
        _ scope: ValueScope,
        depth: Int
    ) throws -> String {
        try text(
            of: placeholder.formula.value(in: scope),
            placeholder.format,
            scope,
            depth: depth
        )
    }

    /// A value as a format writes it; what does not fit, which checking finds, is an empty text.
    private func text(
        of value: Value,
        _ format: ValueFormat?,
        _ scope: ValueScope,
        depth: Int
    ) throws -> String {
        switch format {
        case .term(let prefix): return try term(prefix, value, scope, depth: depth)
        case .join(let inner):
            let parts = try value.items
                .map { try text(of: $0, inner, scope, depth: depth) }
                .filter { !$0.isEmpty }
            return try joined(parts)
        case .classTitle:
            let label = value["label"].text ?? value.text ?? ""
            return titles.title(of: label, class: value["class"].integer).asOneParagraph
        default: break
        }
        switch value {
        case .text(let text): return numbers.text(text, format).asOneParagraph
        case .number(let number): return numbers.text(number, format)
        default: return ""
        }
    }

    /// The string for one of some words.
    private func term(
        _ prefix: String,
        _ value: Value,
        _ scope: ValueScope,
        depth: Int
    ) throws -> String {
        let word: String
        switch value {
        case .text(let text): word = text
        case .flag(let flag): word = "\(flag)"
        case .number(let number): word = numbers.plain(number)
        default: return ""
        }
        let key = "\(prefix)-\(word)"
        guard depth < Self.deepestTerm else {
            throw SheetTemplatesError("\(file): the string \"\(key)\" is a term of itself")
        }
        let form = try form(key, count: scope["count"].integer).form
        return try form.pattern.runs { try text(of: $0, scope, depth: depth + 1) }
            .trimmed.map(\.text).joined()
    }

    /// "a, b and c", by the strings `list-separator` and `list-last`.
    func joined(_ parts: [String]) throws -> String {
        guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
        func sign(_ key: String) -> String? {
            entry(key)?.forms["other"]?.pattern.runs { _ in "" }.map(\.text).joined()
        }
        let separator = sign("list-separator") ?? ", "
        return parts.dropLast().joined(separator: separator) + (sign("list-last") ?? separator)
            + last
    }
}
