import Foundation

extension Formula {
    /// Its value.
    ///
    /// Kinds were checked before; what does not fit all the same is nothing.
    func value(in scope: ValueScope) -> Value {
        switch self {
        case .constant(let value, _): return value
        case .name(let name, _): return scope[name]
        case .field(let base, let name, _): return base.value(in: scope)[name]
        case .item(let base, let place, _):
            let items = base.value(in: scope).items
            guard let place = place.value(in: scope).integer, items.indices.contains(place) else {
                return .none
            }
            return items[place]
        case .negative(let operand, _):
            return operand.value(in: scope).number.map { .number(-$0) } ?? .none
        case .not(let operand, _): return .flag(!operand.value(in: scope).isTrue)
        case .binary(let operation, let left, let right, _):
            return Self.binary(operation, left, right, scope)
        case .call(let function, let arguments, _):
            return function.value(arguments, scope)
        }
    }

    private static func binary(
        _ operation: Operator,
        _ left: Formula,
        _ right: Formula,
        _ scope: ValueScope
    ) -> Value {
        switch operation {
        case .or: return .flag(left.value(in: scope).isTrue || right.value(in: scope).isTrue)
        case .and: return .flag(left.value(in: scope).isTrue && right.value(in: scope).isTrue)
        default: break
        }
        let first = left.value(in: scope)
        let second = right.value(in: scope)
        switch operation {
        case .equal, .unequal:
            let isEqual = first == second
            // What is not known is neither equal nor unequal, unless that is the question.
            let isAsked = left.isNone || right.isNone
            let isKnown = isAsked || first != .none && second != .none
            return .flag(isKnown && isEqual == (operation == .equal))
        case .less: return .flag(isOrdered(first, second) { $0 < $1 })
        case .lessOrEqual: return .flag(isOrdered(first, second) { $0 <= $1 })
        case .greater: return .flag(isOrdered(second, first) { $0 < $1 })
        case .greaterOrEqual: return .flag(isOrdered(second, first) { $0 <= $1 })
        case .plus: return calculated(first, second) { $0 + $1 }
        case .minus: return calculated(first, second) { $0 - $1 }
        case .times: return calculated(first, second) { $0 * $1 }
        case .over: return calculated(first, second) { $0 / $1 }
        case .or, .and: return .none
        }
    }

    private static func isOrdered(
        _ first: Value,
        _ second: Value,
        _ compare: (Rank, Rank) -> Bool
    ) -> Bool {
        guard let first = Rank(first), let second = Rank(second) else { return false }
        return compare(first, second)
    }

    /// A calculation with nothing gives nothing, and so does one without a finite result.
    private static func calculated(
        _ first: Value,
        _ second: Value,
        _ operation: (Double, Double) -> Double
    ) -> Value {
        guard let first = first.number, let second = second.number else { return .none }
        let result = operation(first, second)
        return result.isFinite ? .number(result) : .none
    }
}

/// A value that can be more or less than another one: a number or a text.
private enum Rank: Comparable {
    case number(Double)
    case text(String)

    init?(_ value: Value) {
        switch value {
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        default: return nil
        }
    }
}

extension Formula.Function {
    /// What a call gives.
    func value(_ arguments: [Formula], _ scope: ValueScope) -> Value {
        let first = arguments[0].value(in: scope)
        switch self {
        case .count: return .number(Double(first.items.count))
        case .sum: return .number(numbers(first, arguments, scope).reduce(0, +))
        case .max: return numbers(first, arguments, scope).max().map { .number($0) } ?? .none
        case .min: return numbers(first, arguments, scope).min().map { .number($0) } ?? .none
        case .any:
            return .flag(first.items.contains { each(arguments[1], $0, scope).isTrue })
        case .all:
            return .flag(first.items.allSatisfy { each(arguments[1], $0, scope).isTrue })
        case .filter:
            return .list(first.items.filter { each(arguments[1], $0, scope).isTrue })
        case .map: return .list(first.items.map { each(arguments[1], $0, scope) })
        case .sort: return .list(sorted(first.items, by: arguments[1], scope))
        case .take: return .list(Array(first.items.prefix(length(arguments[1], scope))))
        case .drop: return .list(Array(first.items.dropFirst(length(arguments[1], scope))))
        case .chunks: return .list(chunks(first.items, of: length(arguments[1], scope)))
        case .concat: return .list(arguments.flatMap { $0.value(in: scope).items })
        case .first: return first.items.first ?? .none
        case .last: return first.items.last ?? .none
        case .abs: return first.number.map { .number(Swift.abs($0)) } ?? .none
        case .round: return rounded(first, arguments.dropFirst().first, scope)
        case .exists: return .flag(first != .none)
        case .otherwise: return first == .none ? arguments[1].value(in: scope) : first
        case .choose: return arguments[first.isTrue ? 1 : 2].value(in: scope)
        }
    }

    private func each(_ formula: Formula, _ item: Value, _ scope: ValueScope) -> Value {
        formula.value(in: scope.binding("it", item))
    }

    /// The numbers of a list, of its items, or of the arguments themselves; what is none is left out.
    private func numbers(_ first: Value, _ arguments: [Formula], _ scope: ValueScope) -> [Double] {
        if case .list(let items) = first {
            guard arguments.count == 2 else { return items.compactMap(\.number) }
            return items.compactMap { each(arguments[1], $0, scope).number }
        }
        guard self != .sum else { return [] }
        return arguments.compactMap { $0.value(in: scope).number }
    }

    private func length(_ formula: Formula, _ scope: ValueScope) -> Int {
        let number = formula.value(in: scope).number ?? 0
        return Int(Swift.min(Swift.max(number, 0), 1e6))
    }

    /// The items by a key, those without one last; equal ones keep their order.
    private func sorted(_ items: [Value], by key: Formula, _ scope: ValueScope) -> [Value] {
        items.enumerated()
            .map { (place: $0, item: $1, rank: Rank(each(key, $1, scope))) }
            .sorted { one, other in
                switch (one.rank, other.rank) {
                case (let first?, let second?) where first != second: first < second
                case (nil, _?): false
                case (_?, nil): true
                default: one.place < other.place
                }
            }
            .map(\.item)
    }

    /// The items in lists of a length, the last one shorter; of a length of 0 there are none.
    private func chunks(_ items: [Value], of length: Int) -> [Value] {
        guard length > 0 else { return [] }
        return stride(from: 0, to: items.count, by: length).map {
            .list(Array(items[$0..<Swift.min($0 + length, items.count)]))
        }
    }

    private func rounded(_ value: Value, _ decimals: Formula?, _ scope: ValueScope) -> Value {
        guard let number = value.number else { return .none }
        let places = Swift.min(Swift.max(decimals?.value(in: scope).integer ?? 0, 0), 9)
        let unit = pow(10, Double(places))
        return .number((number * unit).rounded() / unit)
    }
}
