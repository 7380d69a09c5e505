/// What an expression of a template gives: a piece of the explanation, or something worked out from it.
package indirect enum Value: Sendable, Equatable {
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
    package subscript(_ field: String) -> Value {
        guard case .record(let fields) = self else { return .none }
        return fields[field] ?? .none
    }

    /// The items of a list; nothing has none.
    package var items: [Value] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    /// The number, if it is one.
    package var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The number, if it is a whole one.
    package var integer: Int? { number.flatMap { Int(exactly: $0) } }

    /// The text, if it is one.
    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// Whether a condition holds: only what is true does.
    package var isTrue: Bool { self == .flag(true) }

    /// The record with more fields; those that it has already are replaced.
    package func adding(_ more: [String: Value]) -> Value {
        guard case .record(let fields) = self else { return self }
        return .record(fields.merging(more) { $1 })
    }

    /// The items of a list as a loop sees them: each record knows its place.
    ///
    /// - Parameter items: The items; those that are no records stay as they are.
    /// - Returns: The items with `number` (from 1), `isFirst` and `isLast`.
    package static func numbered(_ items: [Value]) -> [Value] {
        items.enumerated().map { place, item in
            item.adding([
                "number": .number(Double(place + 1)),
                "isFirst": .flag(place == 0),
                "isLast": .flag(place == items.count - 1),
            ])
        }
    }
}
