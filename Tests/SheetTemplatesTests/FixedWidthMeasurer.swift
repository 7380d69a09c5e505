import SheetTemplates

/// A measurer without fonts: every character is 0.45 times as wide as the style is high.
final class FixedWidthMeasurer: TextMeasurer {
    func shape(
        _ text: StyledText,
        width: Double?,
        hyphenated: Bool
    ) throws -> any ShapedParagraph {
        let size = text.style.size
        let perLine = width.map { max(Int($0 / (size * 0.45)), 1) } ?? .max
        var lines: [Int] = []
        var divided: Set<Int> = []
        var length = 0
        for word in text.plain.split(separator: " ") {
            var rest = word.count
            if length > 0 && length + 1 + rest > perLine {
                lines.append(length)
                length = 0
            }
            if length > 0 { length += 1 }
            while length + rest > perLine {
                divided.insert(lines.count)
                lines.append(perLine)
                rest -= perLine - length
                length = 0
            }
            length += rest
        }
        lines.append(length)
        return Paragraph(
            lines: lines.enumerated().map { index, count in
                TextLine(
                    width: Double(count) * size * 0.45,
                    ascent: size * 0.95,
                    descent: size * 0.25,
                    inkAscent: size * 0.75,
                    inkDescent: size * 0.2,
                    capHeight: size * 0.7,
                    breakReason: index == lines.count - 1
                        ? .end : divided.contains(index) ? .insideWord : .width
                )
            },
            text: text.plain
        )
    }

    final class Paragraph: ShapedParagraph {
        let lines: [TextLine]
        let text: String

        init(lines: [TextLine], text: String) {
            self.lines = lines
            self.text = text
        }

        // The number sign stands for a character that no font has.
        var unknownCharacters: [Unicode.Scalar] { text.contains("\u{FFFF}") ? ["\u{FFFF}"] : [] }
    }
}
