/// A fixed text of a sheet with placeholders and emphasis: `*Shown: {share}*` or `` photo `{digest}` ``.
///
/// A placeholder is an expression, mostly the path of a field, with a format behind a colon:
/// `{concept.layerShare:signed-share}`.
struct StringPattern: Sendable, Equatable {
    /// A piece of a pattern.
    enum Piece: Sendable, Equatable {
        case words(String, Emphasis)
        case placeholder(Placeholder, Emphasis)
    }

    /// What stands for a value.
    struct Placeholder: Sendable, Equatable {
        /// What stands between the braces.
        let source: String
        /// How many letters of the string stand before that.
        let offset: Int
        /// What it calculates.
        let formula: Formula
        /// How its value is written.
        let format: ValueFormat?
    }

    let pieces: [Piece]

    /// The placeholders in the order of the string.
    var placeholders: [Placeholder] {
        pieces.compactMap { piece in
            if case .placeholder(let placeholder, _) = piece { placeholder } else { nil }
        }
    }

    /// Reads a pattern.
    init(parsing text: String) throws(WritingFault) {
        var pieces: [Piece] = []
        var words = String.UnicodeScalarView()
        var emphasis = Emphasis.plain
        var emphasisStart = 0
        let letters = Array(text.unicodeScalars)
        var place = 0
        func flush() {
            if !words.isEmpty { pieces.append(.words(String(words), emphasis)) }
            words = String.UnicodeScalarView()
        }
        while place < letters.count {
            let letter = letters[place]
            switch letter {
            case "*", "`":
                flush()
                let marked: Emphasis = letter == "*" ? .strong : .code
                guard emphasis == .plain || emphasis == marked else {
                    throw WritingFault("\(letter) stands inside of another emphasis", at: place)
                }
                emphasis = emphasis == .plain ? marked : .plain
                emphasisStart = place
            case "{":
                guard let end = letters[place...].firstIndex(of: "}") else {
                    throw WritingFault("a { has no }", at: place)
                }
                flush()
                let placeholder = try Placeholder(letters[(place + 1)..<end])
                pieces.append(.placeholder(placeholder, emphasis))
                place = end
            default: words.append(letter)
            }
            place += 1
        }
        guard emphasis == .plain else {
            throw WritingFault("an emphasis has no end", at: emphasisStart)
        }
        flush()
        self.pieces = pieces
    }

    /// The text with the placeholders' values.
    ///
    /// Values stand as they are: an asterisk in a class name emphasises nothing.
    ///
    /// - Parameter value: What stands for a placeholder.
    /// - Returns: The words, neighbours of one emphasis together.
    func runs(
        _ value: (Placeholder) throws -> String
    ) rethrows -> [StyledText.Run] {
        var runs: [StyledText.Run] = []
        func append(_ text: String, _ emphasis: Emphasis) {
            if runs.last?.emphasis == emphasis {
                runs[runs.count - 1].text += text
            } else {
                runs.append(.init(text, emphasis))
            }
        }
        for piece in pieces {
            switch piece {
            case .words(let text, let emphasis): append(text, emphasis)
            case .placeholder(let placeholder, let emphasis):
                append(try value(placeholder), emphasis)
            }
        }
        return runs
    }
}

extension StringPattern.Placeholder {
    /// Reads what stands between braces; the slice's places are those of the string.
    fileprivate init(_ letters: ArraySlice<Unicode.Scalar>) throws(WritingFault) {
        func string(_ letters: ArraySlice<Unicode.Scalar>) -> String {
            String(String.UnicodeScalarView(letters))
        }
        // A colon inside of a text between apostrophes is part of it.
        var isQuoted = false
        let colon = letters.firstIndex { letter in
            if letter == "'" { isQuoted.toggle() }
            return letter == ":" && !isQuoted
        }
        source = string(letters)
        offset = letters.startIndex
        do {
            formula = try Formula(parsing: string(letters[..<(colon ?? letters.endIndex)]))
        } catch {
            throw WritingFault(
                error.message,
                at: error.offset + letters.startIndex,
                hint: error.hint
            )
        }
        format =
            if let colon {
                try ValueFormat(parsing: string(letters[(colon + 1)...]), at: colon + 1)
            } else {
                nil
            }
    }
}
