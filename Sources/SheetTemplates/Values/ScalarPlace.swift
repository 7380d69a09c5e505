import Yams

/// The text of a template file, to find the place of a letter in it.
final class TemplateText: Sendable {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The lines; they are made anew each time, since only errors need them.
    var lines: [[Unicode.Scalar]] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Array(line.last == "\r" ? line.dropLast() : line)
        }
    }
}

/// Where the letters of one text of a template file stand, so that an error inside of it can say its column.
struct ScalarPlace: Sendable {
    /// How the text is written, which decides where its letters stand.
    enum Style: Sendable {
        case plain, single, double, block
    }

    let file: String
    let line: Int
    let column: Int
    let style: Style
    let source: TemplateText?

    /// The file, line and column of a letter, such as `en.yaml:13:26`.
    ///
    /// - Parameter offset: How many letters (Unicode scalars) of the text stand before it.
    /// - Returns: Its place; without the file's text, that on the text's first line.
    func place(at offset: Int) -> String {
        guard line > 0 else { return file }
        let isQuoted = style == .single || style == .double
        guard let lines = source?.lines, lines.indices.contains(line - 1) else {
            return "\(file):\(line):\(column + offset + (isQuoted ? 1 : 0))"
        }
        var walk = Walk(lines: lines, line: line - 1, column: column - 1)
        if isQuoted { walk.column += 1 }
        if style == .block { walk.enterBlock() }
        for _ in 0..<offset { walk.step(style) }
        walk.settle(style)
        return "\(file):\(walk.line + 1):\(walk.column + 1)"
    }

    /// A way through the letters of a file, one letter of a text after the other.
    private struct Walk {
        let lines: [[Unicode.Scalar]]
        var line: Int
        var column: Int
        private var indent = 0
        /// How many line breaks are still to be passed.
        private var breaks = 0

        init(lines: [[Unicode.Scalar]], line: Int, column: Int) {
            self.lines = lines
            self.line = line
            self.column = column
        }

        private func indent(of line: Int) -> Int { lines[line].prefix { $0 == " " }.count }

        private func isBlank(_ line: Int) -> Bool { lines[line].allSatisfy { $0 == " " } }

        mutating func enterBlock() {
            guard let first = lines.indices.first(where: { $0 > line && !isBlank($0) }) else {
                return
            }
            indent = indent(of: first)
            line += 1
            column = indent
        }

        mutating func step(_ style: Style) {
            guard lines.indices.contains(line) else { return }
            let letters = lines[line]
            if style == .block {
                if column < letters.count {
                    column += 1
                } else if line + 1 < lines.count {
                    line += 1
                    column = indent
                }
                return
            }
            if breaks > 0 {
                breaks -= 1
                return
            }
            if letters.dropFirst(column).allSatisfy({ $0 == " " || $0 == "\t" }) {
                fold()
                return
            }
            switch (style, letters[column]) {
            case (.single, "'"): column += 2
            case (.double, "\\"):
                guard column + 1 < letters.count else {
                    fold()
                    breaks = 0
                    return step(style)
                }
                let lengths: [Unicode.Scalar: Int] = ["x": 4, "u": 6, "U": 10]
                column += lengths[letters[column + 1]] ?? 2
            default: column += 1
            }
        }

        /// Passes an escaped line break, which is no letter.
        mutating func settle(_ style: Style) {
            guard style == .double, lines.indices.contains(line),
                column == lines[line].count - 1, lines[line].last == "\\"
            else { return }
            fold()
        }

        /// Goes to the next line that has letters: one break is one space, more are so many less one.
        private mutating func fold() {
            guard let next = lines.indices.first(where: { $0 > line && !isBlank($0) }) else {
                return
            }
            breaks = max(next - line - 2, 0)
            line = next
            column = indent(of: next)
        }
    }
}

extension TemplateNode {
    /// Where the letters of this text stand.
    var scalarPlace: ScalarPlace {
        let style: ScalarPlace.Style =
            switch node.scalar?.style {
            case .singleQuoted: .single
            case .doubleQuoted: .double
            case .literal, .folded: .block
            default: .plain
            }
        return ScalarPlace(
            file: file,
            line: node.mark?.line ?? 0,
            column: node.mark?.column ?? 0,
            style: style,
            source: source
        )
    }

    /// An error at a letter of this text.
    func error(_ fault: WritingFault) -> SheetTemplatesError {
        SheetTemplatesError(
            "\(scalarPlace.place(at: fault.offset)): \(fault.message)",
            hint: fault.hint
        )
    }
}

/// What is wrong in a text, and at which of its letters.
struct WritingFault: Error, Equatable {
    /// How many letters (Unicode scalars) stand before the wrong one.
    var offset: Int
    var message: String
    var hint: String?

    init(_ message: String, at offset: Int, hint: String? = nil) {
        self.message = message
        self.offset = offset
        self.hint = hint
    }
}
