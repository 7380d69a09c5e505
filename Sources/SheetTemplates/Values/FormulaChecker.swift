/// Finds what kind of value a formula gives, and what in it cannot be.
struct FormulaChecker {
    private let scope: ShapeScope

    init(_ scope: ShapeScope) { self.scope = scope }

    /// What kind of value a formula gives.
    ///
    /// - Throws: `WritingFault` for unknown names and fields, and for kinds that do not fit.
    func shape(of formula: Formula) throws(WritingFault) -> Shape {
        switch formula {
        case .constant(let value, _):
            switch value {
            case .flag: return .flag
            case .number: return .number
            case .text(let text): return .word([text])
            default: return .nothing
            }
        case .name(let name, let offset):
            if let shape = scope[name] { return shape }
            throw WritingFault(
                "unknown name \"\(name)\"",
                at: offset,
                hint: name == "it"
                    ? "\"it\" stands only in the second part of filter, sort, sum and the like"
                    : TemplateNode.suggestion(name, scope.names)
            )
        case .field(let base, let name, let offset):
            return try field(name, of: base, at: offset)
        case .item(let base, let place, _):
            try demand(place, .number)
            return try item(of: base)
        case .negative(let operand, _):
            try demand(operand, .number)
            return .number
        case .not(let operand, _):
            try demand(operand, .flag)
            return .flag
        case .binary(let operation, let left, let right, let offset):
            return try binary(operation, left, right, at: offset)
        case .call(let function, let arguments, let offset):
            return try call(function, arguments, at: offset)
        }
    }

    // MARK: Parts

    private func field(
        _ name: String,
        of base: Formula,
        at offset: Int
    ) throws(WritingFault) -> Shape {
        let shape = try shape(of: base)
        switch shape {
        case .nothing: return .nothing
        case .record(let fields):
            if let field = fields[name] { return field }
            throw WritingFault(
                "\(base.spelling) has no field \"\(name)\"",
                at: offset,
                hint: TemplateNode.suggestion(name, fields.keys.sorted())
            )
        case .list:
            throw WritingFault(
                "\(base.spelling) is a list, which has no fields",
                at: offset,
                hint: "go through it with \"each\", or take one item: first(\(base.spelling))"
            )
        default:
            throw WritingFault(
                "\(base.spelling) is \(shape.name), which has no fields",
                at: offset
            )
        }
    }

    private func demand(_ formula: Formula, _ expected: Shape) throws(WritingFault) {
        let shape = try shape(of: formula)
        if shape == expected || shape == .nothing || shape.isText && expected.isText { return }
        throw WritingFault(
            "\(formula.spelling) is \(shape.name), expected \(expected.name)",
            at: formula.offset
        )
    }

    /// The shape of a list's items.
    private func item(of formula: Formula) throws(WritingFault) -> Shape {
        let shape = try shape(of: formula)
        if shape == .nothing { return .nothing }
        guard let item = shape.item else {
            throw WritingFault(
                "\(formula.spelling) is \(shape.name), expected a list",
                at: formula.offset
            )
        }
        return item
    }

    private func binary(
        _ operation: Formula.Operator,
        _ left: Formula,
        _ right: Formula,
        at offset: Int
    ) throws(WritingFault) -> Shape {
        switch operation {
        case .or, .and:
            try demand(left, .flag)
            try demand(right, .flag)
            return .flag
        case .plus, .minus, .times, .over:
            try demand(left, .number)
            try demand(right, .number)
            return .number
        case .equal, .unequal:
            try compare(left, right, at: offset, ordered: false)
            return .flag
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            try compare(left, right, at: offset, ordered: true)
            return .flag
        }
    }

    private func compare(
        _ left: Formula,
        _ right: Formula,
        at offset: Int,
        ordered isOrdered: Bool
    ) throws(WritingFault) {
        let shapes = (try shape(of: left), try shape(of: right))
        if isOrdered {
            for (formula, shape) in [(left, shapes.0), (right, shapes.1)] {
                guard shape != .number && !shape.isText else { continue }
                throw WritingFault(
                    "\(formula.spelling) is \(shape.name), which is neither more nor less",
                    at: formula.offset
                )
            }
        }
        if shapes.0 == .nothing || shapes.1 == .nothing { return }
        guard shapes.0 == shapes.1 || shapes.0.isText && shapes.1.isText else {
            throw WritingFault(
                "\(left.spelling) is \(shapes.0.name), \(right.spelling) is \(shapes.1.name)",
                at: offset,
                hint: "compare values of one kind"
            )
        }
        try checkWord(left, among: shapes.1)
        try checkWord(right, among: shapes.0)
    }

    /// A text that is held against known words must be one of them.
    private func checkWord(_ formula: Formula, among shape: Shape) throws(WritingFault) {
        guard case .constant(.text(let text), let offset) = formula,
            case .word(let words) = shape, !words.contains(text)
        else { return }
        throw WritingFault(
            "it is never '\(text)'",
            at: offset,
            hint: TemplateNode.suggestion(text, words)
        )
    }

    // MARK: Calls

    private func call(
        _ function: Formula.Function,
        _ arguments: [Formula],
        at offset: Int
    ) throws(WritingFault) -> Shape {
        let counts = function.argumentCounts
        guard counts.contains(arguments.count) else {
            throw WritingFault(
                "\(function.rawValue) takes \(function.usage), found"
                    + " \(arguments.count == 1 ? "one value" : "\(arguments.count) values")",
                at: offset
            )
        }
        switch function {
        case .count:
            _ = try item(of: arguments[0])
            return .number
        case .sum:
            try numbers(arguments)
            return .number
        case .max, .min:
            let isList = try shape(of: arguments[0]).item != nil
            if isList || arguments.count == 1 {
                guard arguments.count <= 2 else {
                    throw WritingFault(
                        "\(function.rawValue) takes \(function.usage)",
                        at: offset
                    )
                }
                try numbers(arguments)
            } else {
                for argument in arguments { try demand(argument, .number) }
            }
            return .number
        case .any, .all:
            try inner(arguments).demand(arguments[1], .flag)
            return .flag
        case .filter:
            try inner(arguments).demand(arguments[1], .flag)
            return try shape(of: arguments[0])
        case .map:
            return .list(try inner(arguments).shape(of: arguments[1]))
        case .sort:
            let key = try inner(arguments).shape(of: arguments[1])
            guard key == .number || key.isText else {
                throw WritingFault(
                    "\(arguments[1].spelling) is \(key.name), expected a number or a text",
                    at: arguments[1].offset
                )
            }
            return try shape(of: arguments[0])
        case .take, .drop:
            _ = try item(of: arguments[0])
            try demand(arguments[1], .number)
            return try shape(of: arguments[0])
        case .chunks:
            let item = try item(of: arguments[0])
            try demand(arguments[1], .number)
            return .list(.list(item))
        case .concat:
            for argument in arguments { _ = try item(of: argument) }
            return try united(arguments)
        case .first, .last: return try item(of: arguments[0])
        case .abs, .round:
            for argument in arguments { try demand(argument, .number) }
            return .number
        case .exists:
            _ = try shape(of: arguments[0])
            return .flag
        case .otherwise: return try united(arguments)
        case .choose:
            try demand(arguments[0], .flag)
            return try united(Array(arguments[1...]))
        }
    }

    /// A list of numbers, or a list with a number of each item.
    private func numbers(_ arguments: [Formula]) throws(WritingFault) {
        if arguments.count == 2 {
            try inner(arguments).demand(arguments[1], .number)
            return
        }
        let item = try item(of: arguments[0])
        guard item == .number || item == .nothing else {
            throw WritingFault(
                "\(arguments[0].spelling) is no list of numbers",
                at: arguments[0].offset,
                hint: "say which number of an item in a second part, such as it.layerShare"
            )
        }
    }

    /// What checks the second part of a call, in which `it` is an item.
    private func inner(_ arguments: [Formula]) throws(WritingFault) -> FormulaChecker {
        FormulaChecker(scope.binding("it", try item(of: arguments[0])))
    }

    /// What the values have in common.
    private func united(_ arguments: [Formula]) throws(WritingFault) -> Shape {
        var result = Shape.nothing
        for argument in arguments {
            let shape = try shape(of: argument)
            guard let united = result.united(with: shape) else {
                throw WritingFault(
                    "\(argument.spelling) is \(shape.name) of another kind than what stands before"
                        + " it",
                    at: argument.offset
                )
            }
            result = united
        }
        return result
    }
}

extension Formula.Function {
    /// How many values it takes.
    var argumentCounts: ClosedRange<Int> {
        switch self {
        case .count, .first, .last, .abs, .exists: 1...1
        case .sum, .round: 1...2
        case .max, .min, .concat: 1...12
        case .any, .all, .filter, .map, .sort, .take, .drop, .chunks, .otherwise: 2...2
        case .choose: 3...3
        }
    }

    /// What it takes, in words.
    var usage: String {
        switch self {
        case .count, .first, .last: "a list"
        case .abs: "a number"
        case .exists: "a value"
        case .sum: "a list, and a number of each item"
        case .max, .min: "a list and a number of each item, or some numbers"
        case .any, .all, .filter: "a list and a condition"
        case .map: "a list and a value of each item"
        case .sort: "a list and a number or text of each item"
        case .take, .drop, .chunks: "a list and a number"
        case .concat: "some lists"
        case .round: "a number, and how many decimals stay"
        case .otherwise: "a value and what stands for it where it is none"
        case .choose: "a condition, a value where it holds, and one where it does not"
        }
    }
}
