/// What an expression of a template gives: a piece of the explanation, or something worked out from it.
indirect enum Value: Sendable, Equatable {
    /// Nothing: an optional field that the explanation lacks.
    case none
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([Value])
    case record([String: Value])
}

extension Value {
    /// A record's field; nothing for a missing one.
    subscript(_ field: String) -> Value {
        guard case .record(let fields) = self else { return .none }
        return fields[field] ?? .none
    }

    /// The items of a list; nothing has none.
    var items: [Value] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    /// The number, if it is one.
    var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The text, if it is one.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// Whether a condition holds: only what is true does.
    var isTrue: Bool { self == .flag(true) }
}
