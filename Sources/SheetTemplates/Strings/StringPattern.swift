/// A fixed text of a sheet with placeholders and emphasis: `*Shown: {share}*` or `` photo `{digest}` ``.
struct StringPattern: Sendable, Equatable {
    /// A piece of a pattern.
    enum Piece: Sendable, Equatable {
        case words(String, Emphasis)
        case placeholder(String, Emphasis)
    }

    let pieces: [Piece]

    /// The placeholders' names.
    var placeholders: Set<String> {
        Set(
            pieces.compactMap { piece in
                if case .placeholder(let name, _) = piece { name } else { nil }
            }
        )
    }

    /// What is wrong with a pattern's text.
    struct Fault: Error {
        let message: String
    }

    /// Reads a pattern.
    init(parsing text: String) throws(Fault) {
        var pieces: [Piece] = []
        var words = ""
        var emphasis = Emphasis.plain
        func flush() {
            if !words.isEmpty { pieces.append(.words(words, emphasis)) }
            words = ""
        }
        var rest = Substring(text)
        while let letter = rest.popFirst() {
            switch letter {
            case "*", "`":
                flush()
                let marked: Emphasis = letter == "*" ? .strong : .code
                guard emphasis == .plain || emphasis == marked else {
                    throw Fault(message: "\(letter) stands inside of another emphasis")
                }
                emphasis = emphasis == .plain ? marked : .plain
            case "{":
                guard let end = rest.firstIndex(of: "}") else {
                    throw Fault(message: "a { has no }")
                }
                flush()
                pieces.append(.placeholder(String(rest[..<end]), emphasis))
                rest = rest[rest.index(after: end)...]
            default:
                words.append(letter)
            }
        }
        guard emphasis == .plain else { throw Fault(message: "an emphasis has no end") }
        flush()
        self.pieces = pieces
    }

    /// The text with the placeholders' values; nil if a value is missing.
    ///
    /// Values stand as they are: an asterisk in a class name emphasises nothing.
    func runs(_ values: [String: String]) -> [StyledText.Run]? {
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
            case .placeholder(let name, let emphasis):
                guard let value = values[name] else { return nil }
                append(value, emphasis)
            }
        }
        return runs
    }
}
