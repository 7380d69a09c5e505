/// A field of the explanation that templates may use, with its meaning.
///
/// The fields of `DocumentField.sheet` are what expressions and placeholders are checked against, and what the
/// documentation and `llexicorp template fields` list.
package struct DocumentField: Sendable {
    /// What a field holds.
    package indirect enum Kind: Sendable {
        case flag, number, text
        case word([String])
        case record([DocumentField])
        case list(Kind)
    }

    /// The field's name.
    package let name: String
    /// What it holds.
    package let kind: Kind
    /// What it means, in one line.
    package let meaning: String
    /// Whether it is worked out from the explanation, rather than a field of `explanation.json`.
    package let isDerived: Bool

    /// A field of its kind.
    package static func flag(_ name: String, _ meaning: String) -> Self {
        Self(name: name, kind: .flag, meaning: meaning, isDerived: false)
    }

    /// A field of its kind.
    package static func number(_ name: String, _ meaning: String) -> Self {
        Self(name: name, kind: .number, meaning: meaning, isDerived: false)
    }

    /// A field of its kind.
    package static func text(_ name: String, _ meaning: String) -> Self {
        Self(name: name, kind: .text, meaning: meaning, isDerived: false)
    }

    /// A field of its kind.
    package static func word(_ name: String, _ words: [String], _ meaning: String) -> Self {
        Self(name: name, kind: .word(words), meaning: meaning, isDerived: false)
    }

    /// A field of its kind.
    package static func record(_ name: String, _ fields: [Self], _ meaning: String) -> Self {
        Self(name: name, kind: .record(fields), meaning: meaning, isDerived: false)
    }

    /// A field of its kind.
    package static func list(_ name: String, _ fields: [Self], _ meaning: String) -> Self {
        Self(name: name, kind: .list(.record(fields)), meaning: meaning, isDerived: false)
    }

    /// A field of its kind.
    package static func numbers(_ name: String, _ meaning: String) -> Self {
        Self(name: name, kind: .list(.number), meaning: meaning, isDerived: false)
    }

    /// The field as one that is worked out.
    package var derived: Self { Self(name: name, kind: kind, meaning: meaning, isDerived: true) }

    /// The place of a field in the document, what it holds and what it means, as a list of fields shows it.
    package struct Row: Sendable, Equatable {
        /// The path, such as `concepts[].region.cell`.
        package let path: String
        /// What it holds, in a few words.
        package let kind: String
        /// What it means, in one line.
        package let meaning: String
        /// Whether it is worked out from the explanation, rather than a field of `explanation.json`.
        package let isDerived: Bool
    }

    /// All fields of an explanation with their paths, each record before its own fields.
    package static var rows: [Row] { rows(of: sheet) }

    /// Fields with their paths, each record before its own fields.
    ///
    /// - Parameter fields: The fields of a document.
    /// - Returns: A row for each of them and of those below.
    package static func rows(of fields: [Self]) -> [Row] { rows(of: fields, below: "") }

    private static func rows(of fields: [Self], below path: String) -> [Row] {
        fields.flatMap { field -> [Row] in
            let row = Row(
                path: path + field.name,
                kind: field.kind.name,
                meaning: field.meaning,
                isDerived: field.isDerived
            )
            return switch field.kind {
            case .record(let inner): [row] + rows(of: inner, below: "\(row.path).")
            case .list(.record(let inner)): [row] + rows(of: inner, below: "\(row.path)[].")
            default: [row]
            }
        }
    }
}

extension DocumentField.Kind {
    /// What it is called in a list of fields.
    var name: String {
        switch self {
        case .flag: "true or false"
        case .number: "number"
        case .text: "text"
        case .word(let words): "one of \(words.joined(separator: ", "))"
        case .record: "record"
        case .list(.record): "list of records"
        case .list(let item): "list, each \(item.name)"
        }
    }

    /// The shape that expressions are checked against.
    var shape: Shape {
        switch self {
        case .flag: .flag
        case .number: .number
        case .text: .text
        case .word(let words): .word(words)
        case .record(let fields): .record(fields: fields)
        case .list(let item): .list(item.shape)
        }
    }
}

extension Shape {
    /// A record of some fields.
    package static func record(fields: [DocumentField]) -> Shape {
        .record(Dictionary(fields.map { ($0.name, $0.kind.shape) }, uniquingKeysWith: { $1 }))
    }

    /// Everything that templates may name of an explanation.
    package static let document = Shape.record(fields: DocumentField.all)
}
