import SheetTemplates

/// A field of explanations that templates may name in expressions and placeholders.
public struct TemplateField: Sendable, Equatable, Encodable {
    /// Where it is, such as `concepts[].region.cell`; `[]` stands for an item of a list.
    public let path: String
    /// What it holds, in a few words.
    public let kind: String
    /// What it means, in one line.
    public let meaning: String
    /// Whether it is worked out for the sheet, rather than a field of `explanation.json`.
    public let isDerived: Bool

    private enum CodingKeys: String, CodingKey {
        case path, kind, meaning
        case isDerived = "derived"
    }

    /// All fields, each record before its own fields.
    public static let all = DocumentField.rows.map { row in
        TemplateField(
            path: row.path,
            kind: row.kind,
            meaning: row.meaning,
            isDerived: row.isDerived
        )
    }

    /// A field with all fields that it holds.
    ///
    /// - Parameter path: Its path, such as `concepts` or `concepts[].region`; a list may go without `[]`
    ///   at its end.
    /// - Returns: The field and those below it, in the order of `all`.
    /// - Throws: `LlexicorpError` if there is no such field.
    public static func all(at path: String) throws -> [TemplateField] {
        let name = path.hasSuffix("[]") ? String(path.dropLast(2)) : path
        let fields = all.filter { field in
            field.path == name || field.path.hasPrefix("\(name).")
                || field.path.hasPrefix("\(name)[].")
        }
        guard !fields.isEmpty else {
            let tops = all.map(\.path).filter { !$0.contains(".") }
            throw LlexicorpError(
                "there is no field \"\(path)\"",
                hint: "the outermost are \(tops.joined(separator: ", "))"
            )
        }
        return fields
    }
}
