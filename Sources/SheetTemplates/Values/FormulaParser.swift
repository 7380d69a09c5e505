extension Formula {
    /// Reads an expression.
    ///
    /// From the loosest to the tightest: `or`; `and`; `not`; one comparison; `+ -`; `* /`; a minus in front;
    /// fields, items and calls.
    ///
    /// - Parameter text: The expression.
    /// - Throws: `WritingFault` at the letter that does not fit.
    init(parsing text: String) throws(WritingFault) {
        var parser = FormulaParser(tokens: try FormulaLexer.tokens(of: text))
        self = try parser.whole()
    }
}

/// Reads the words and signs of an expression into a formula.
private struct FormulaParser {
    /// How deep parentheses may be nested: far more than anybody writes, far less than the stack holds.
    private static let deepest = 60
    /// How many operators or fields may follow each other.
    private static let longest = 300

    let tokens: [FormulaLexer.Token]
    private var place = 0
    private var depth = 0

    init(tokens: [FormulaLexer.Token]) { self.tokens = tokens }

    private var token: FormulaLexer.Token { tokens[place] }

    /// The expression up to the end.
    mutating func whole() throws(WritingFault) -> Formula {
        if token.kind == .end { throw WritingFault("the expression is empty", at: 0) }
        let formula = try expression()
        guard token.kind == .end else { throw unexpected("the end or an operator") }
        return formula
    }

    private func unexpected(_ expected: String) -> WritingFault {
        let found =
            switch token.kind {
            case .word(let word): "\"\(word)\""
            case .sign(let sign): "\"\(sign)\""
            case .number: "a number"
            case .text(let text): "'\(text)'"
            case .end: "the end"
            }
        return WritingFault("expected \(expected), found \(found)", at: token.offset)
    }

    private mutating func takes(_ sign: String) -> Bool {
        guard token.kind == .sign(sign) || token.kind == .word(sign) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ sign: String) throws(WritingFault) {
        if !takes(sign) { throw unexpected("\"\(sign)\"") }
    }

    /// The operator at hand, if it is one of some.
    private func operation(_ choices: [Formula.Operator]) -> Formula.Operator? {
        choices.first {
            token.kind == .sign($0.rawValue) || token.kind == .word($0.rawValue)
        }
    }

    // MARK: Levels

    private mutating func expression() throws(WritingFault) -> Formula {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw WritingFault("the expression is nested too deeply", at: token.offset)
        }
        return try row([.or]) { (parser: inout Self) throws(WritingFault) -> Formula in
            try parser.row([.and]) { (parser: inout Self) throws(WritingFault) -> Formula in
                try parser.negation()
            }
        }
    }

    /// Operands with operators of one level between them, from left to right.
    private mutating func row(
        _ operators: [Formula.Operator],
        _ operand: (inout Self) throws(WritingFault) -> Formula
    ) throws(WritingFault) -> Formula {
        var left = try operand(&self)
        var length = 0
        while let operation = operation(operators) {
            let offset = token.offset
            place += 1
            length += 1
            guard length <= Self.longest else {
                throw WritingFault("the expression is too long", at: offset)
            }
            left = .binary(operation, left, try operand(&self), at: offset)
        }
        return left
    }

    private mutating func negation() throws(WritingFault) -> Formula {
        var offsets: [Int] = []
        while token.kind == .word("not") {
            guard offsets.count < Self.deepest else { throw unexpected("a condition") }
            offsets.append(token.offset)
            place += 1
        }
        var formula = try comparison()
        for offset in offsets.reversed() { formula = .not(formula, at: offset) }
        return formula
    }

    private mutating func comparison() throws(WritingFault) -> Formula {
        let comparisons: [Formula.Operator] = [
            .equal, .unequal, .lessOrEqual, .greaterOrEqual, .less, .greater,
        ]
        let left = try sum()
        guard let operation = operation(comparisons) else { return left }
        let offset = token.offset
        place += 1
        let formula = Formula.binary(operation, left, try sum(), at: offset)
        if self.operation(comparisons) != nil {
            throw WritingFault(
                "two comparisons in a row",
                at: token.offset,
                hint: "join them by \"and\""
            )
        }
        return formula
    }

    private mutating func sum() throws(WritingFault) -> Formula {
        try row([.plus, .minus]) { (parser: inout Self) throws(WritingFault) -> Formula in
            try parser.row([.times, .over]) {
                (parser: inout Self) throws(WritingFault) -> Formula in
                try parser.signed()
            }
        }
    }

    private mutating func signed() throws(WritingFault) -> Formula {
        let offset = token.offset
        guard takes("-") else { return try path() }
        if token.kind == .sign("-") { throw unexpected("a value") }
        return .negative(try path(), at: offset)
    }

    private mutating func path() throws(WritingFault) -> Formula {
        var formula = try operand()
        let start = place
        while true {
            let offset = token.offset
            guard place - start <= Self.longest else {
                throw WritingFault("the expression is too long", at: offset)
            }
            if takes(".") {
                let start = token.offset
                guard case .word(let name) = token.kind else { throw unexpected("a field's name") }
                place += 1
                formula = .field(formula, name, at: start)
            } else if takes("[") {
                formula = .item(formula, try expression(), at: offset)
                try expect("]")
            } else {
                return formula
            }
        }
    }

    private mutating func operand() throws(WritingFault) -> Formula {
        let start = token.offset
        switch token.kind {
        case .number(let number):
            place += 1
            return .constant(.number(number), at: start)
        case .text(let text):
            place += 1
            return .constant(.text(text), at: start)
        case .sign("("):
            place += 1
            let formula = try expression()
            try expect(")")
            return formula
        case .word("true"), .word("false"):
            let isTrue = token.kind == .word("true")
            place += 1
            return .constant(.flag(isTrue), at: start)
        case .word("none"):
            place += 1
            return .constant(.none, at: start)
        case .word(let word) where !["and", "or", "not"].contains(word):
            place += 1
            guard token.kind == .sign("(") else { return .name(word, at: start) }
            return try call(word, at: start)
        default: throw unexpected("a value")
        }
    }

    private mutating func call(_ name: String, at start: Int) throws(WritingFault) -> Formula {
        guard let function = Formula.Function(rawValue: name) else {
            throw WritingFault(
                "there is no function \"\(name)\"",
                at: start,
                hint: TemplateNode.suggestion(name, Formula.Function.allCases.map(\.rawValue))
            )
        }
        try expect("(")
        var arguments: [Formula] = []
        if !takes(")") {
            repeat { arguments.append(try expression()) } while takes(",")
            try expect(")")
        }
        return .call(function, arguments, at: start)
    }
}
