/// What kind of value stands at a place, known before there is an explanation.
package indirect enum Shape: Sendable, Equatable {
    case flag
    case number
    case text
    /// A text that is one of a few known words.
    case word([String])
    case list(Shape)
    case record([String: Shape])
    /// Nothing at all: what `none` is.
    case nothing
}

extension Shape {
    /// Whether it is read as text.
    package var isText: Bool {
        switch self {
        case .text, .word: true
        default: false
        }
    }

    /// The items' shape, of a list.
    package var item: Shape? {
        guard case .list(let item) = self else { return nil }
        return item
    }

    /// A record's fields.
    package var fields: [String: Shape]? {
        guard case .record(let fields) = self else { return nil }
        return fields
    }

    /// What it is called in a message.
    var name: String {
        switch self {
        case .flag: "true or false"
        case .number: "a number"
        case .text, .word: "a text"
        case .list: "a list"
        case .record: "a record"
        case .nothing: "none"
        }
    }

    /// A list's item as a loop sees it: a record knows its place.
    package var numbered: Shape {
        guard case .record(let fields) = self else { return self }
        let places: [String: Shape] = ["number": .number, "isFirst": .flag, "isLast": .flag]
        return .record(fields.merging(places) { $1 })
    }

    /// The shape of what may be of one shape or of the other; nil where they have nothing in common.
    ///
    /// Records of both have the fields of each.
    func united(with other: Shape) -> Shape? {
        switch (self, other) {
        case (.nothing, let shape), (let shape, .nothing): return shape
        case (.word(let words), .word(let others)):
            return .word(words + others.filter { !words.contains($0) })
        case (.text, .word), (.word, .text): return .text
        case (.list(let item), .list(let other)): return item.united(with: other).map(Shape.list)
        case (.record(let fields), .record(let others)):
            var united = fields
            for (name, shape) in others {
                guard let known = united[name] else {
                    united[name] = shape
                    continue
                }
                guard let both = known.united(with: shape) else { return nil }
                united[name] = both
            }
            return .record(united)
        default: return self == other ? self : nil
        }
    }
}
