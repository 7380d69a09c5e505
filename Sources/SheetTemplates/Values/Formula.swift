/// An expression as it is written, before anything is known of the names in it.
indirect enum Formula: Sendable, Equatable {
    case constant(Value, at: Int)
    case name(String, at: Int)
    case field(Formula, String, at: Int)
    case item(Formula, Formula, at: Int)
    case negative(Formula, at: Int)
    case not(Formula, at: Int)
    case binary(Operator, Formula, Formula, at: Int)
    case call(Function, [Formula], at: Int)

    /// What stands between two operands.
    enum Operator: String, Sendable {
        case or, and
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"
    }

    /// What can be called by name.
    enum Function: String, Sendable, CaseIterable {
        case count, sum, max, min, any, all, filter, map, sort, take, drop, chunks, concat, first,
            last
        case abs, round, exists
        case otherwise = "default"
        case choose = "if"
    }

    /// How many letters stand before it.
    var offset: Int {
        switch self {
        case .constant(_, let offset), .name(_, let offset), .negative(_, let offset),
            .not(_, let offset), .call(_, _, let offset):
            offset
        case .field(let base, _, _), .item(let base, _, _), .binary(_, let base, _, _):
            base.offset
        }
    }

    /// What it is called in a message.
    var spelling: String {
        switch self {
        case .constant(.text(let text), _): "'\(text)'"
        case .constant(.none, _): "none"
        case .constant(.flag(let flag), _): "\(flag)"
        case .constant: "the number"
        case .name(let name, _): name
        case .field(let base, let name, _): "\(base.spelling).\(name)"
        case .item(let base, _, _): "\(base.spelling)[...]"
        case .call(let function, _, _): "\(function.rawValue)(...)"
        case .negative, .not, .binary: "this"
        }
    }

    /// Whether it is the word `none`.
    var isNone: Bool {
        if case .constant(.none, _) = self { true } else { false }
    }
}
