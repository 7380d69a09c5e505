import Galleries
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

    /// All fields of an explanation, each record before its own fields.
    public static let all = DocumentField.rows.map(TemplateField.init)

    private init(_ row: DocumentField.Row) {
        path = row.path
        kind = row.kind
        meaning = row.meaning
        isDerived = row.isDerived
    }

    /// What an audience's sheet tells of, as `documents` calls it.
    public static let explanation = DocumentKind.explanation.name

    /// What templates may tell of: one explanation, or a document of several.
    public static let documents = [explanation] + PrintedDocuments.kinds.map(\.name)

    /// All fields of a document, each record before its own fields.
    ///
    /// - Parameter document: One of `documents`.
    /// - Returns: The fields, each record before its own.
    /// - Throws: `LlexicorpError` if there is no such document.
    public static func all(of document: String) throws -> [TemplateField] {
        if document == explanation { return all }
        guard let kind = PrintedDocuments.kinds.first(where: { $0.name == document }) else {
            throw LlexicorpError(
                "there is no document \"\(document)\"",
                hint: "there are \(documents.joined(separator: ", "))"
            )
        }
        return DocumentField.rows(of: kind.fields).map(TemplateField.init)
    }

    /// A field with all fields that it holds.
    ///
    /// - Parameters:
    ///   - path: Its path, such as `concepts` or `concepts[].region`; a list may go without `[]` at its end.
    ///   - document: Whose field, one of `documents`.
    /// - Returns: The field and those below it, in the order of `all`.
    /// - Throws: `LlexicorpError` if there is no such field.
    public static func all(
        at path: String,
        of document: String = explanation
    ) throws -> [TemplateField] {
        let all = try all(of: document)
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
