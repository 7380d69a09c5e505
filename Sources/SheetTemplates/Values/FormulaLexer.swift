/// Divides an expression into its words and signs.
struct FormulaLexer {
    /// A word, a sign, a number or a text, with how many letters stand before it.
    struct Token {
        enum Kind: Equatable {
            case word(String)
            case number(Double)
            case text(String)
            case sign(String)
            case end
        }

        let kind: Kind
        let offset: Int
    }

    private static let signs = [
        "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".",
    ]
    /// What other languages write, and what stands here instead.
    private static let strangers = [
        "&&": "and", "||": "or", "!": "not", "=": "==", "\u{2212}": "-", "\u{00D7}": "*",
    ]

    /// The tokens of a text, with one at its end.
    static func tokens(of text: String) throws(WritingFault) -> [Token] {
        let letters = Array(text.unicodeScalars)
        var tokens: [Token] = []
        var place = 0
        while place < letters.count {
            let start = place
            let letter = letters[place]
            if letter.properties.isWhitespace {
                place += 1
                continue
            }
            let kind: Token.Kind
            if isDigit(letter) {
                kind = .number(try number(letters, &place))
            } else if letter == "'" {
                kind = .text(try quoted(letters, &place))
            } else if isWordStart(letter) {
                while place < letters.count, isWordStart(letters[place]) || isDigit(letters[place])
                {
                    place += 1
                }
                kind = .word(string(letters[start..<place]))
            } else {
                kind = .sign(try sign(letters, &place))
            }
            tokens.append(Token(kind: kind, offset: start))
        }
        tokens.append(Token(kind: .end, offset: letters.count))
        return tokens
    }

    private static func isDigit(_ letter: Unicode.Scalar) -> Bool { ("0"..."9").contains(letter) }

    private static func isWordStart(_ letter: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(letter) || ("A"..."Z").contains(letter) || letter == "_"
    }

    private static func string(_ letters: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(letters))
    }

    /// A number with its fraction; a per cent sign behind it divides it by 100.
    private static func number(
        _ letters: [Unicode.Scalar],
        _ place: inout Int
    ) throws(WritingFault) -> Double {
        let start = place
        func digits(_ place: inout Int) {
            while place < letters.count, isDigit(letters[place]) { place += 1 }
        }
        digits(&place)
        if place + 1 < letters.count, letters[place] == ".", isDigit(letters[place + 1]) {
            place += 1
            digits(&place)
        }
        guard let value = Double(string(letters[start..<place])), value.isFinite else {
            throw WritingFault("the number is too large", at: start)
        }
        if place < letters.count, isWordStart(letters[place]) {
            throw WritingFault(
                "a number ends in \"\(letters[place])\"",
                at: place,
                hint: "numbers have no unit here but %"
            )
        }
        var next = place
        while next < letters.count, letters[next].properties.isWhitespace { next += 1 }
        guard next < letters.count, letters[next] == "%" else { return value }
        place = next + 1
        return value / 100
    }

    /// A text between apostrophes; two of them stand for one.
    private static func quoted(
        _ letters: [Unicode.Scalar],
        _ place: inout Int
    ) throws(WritingFault) -> String {
        let start = place
        var text = String.UnicodeScalarView()
        place += 1
        while place < letters.count {
            if letters[place] == "'" {
                place += 1
                guard place < letters.count, letters[place] == "'" else { return String(text) }
            }
            text.append(letters[place])
            place += 1
        }
        throw WritingFault("the text has no end", at: start, hint: "write ' behind it")
    }

    private static func sign(
        _ letters: [Unicode.Scalar],
        _ place: inout Int
    ) throws(WritingFault) -> String {
        let two = string(letters[place..<min(place + 2, letters.count)])
        let one = string(letters[place...place])
        for text in [two, one] {
            if signs.contains(text) {
                place += text.unicodeScalars.count
                return text
            }
            if let right = strangers[text] {
                throw WritingFault("unknown sign \"\(text)\"", at: place, hint: "write \(right)")
            }
        }
        throw WritingFault(
            "unknown sign \"\(one)\"",
            at: place,
            hint: one == "\"" ? "texts stand between apostrophes: 'for'" : nil
        )
    }
}
