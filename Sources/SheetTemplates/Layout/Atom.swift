/// What a column is made of: the smallest thing that page flow does not take apart.
///
/// Its elements' vertical positions count from the atom's top.
struct Atom {
    /// The distance to the atom above; dropped at the top of a page.
    var before = 0.0
    var height: Double
    var elements: [PlacedElement] = []
    /// For a line of text: which one, so that neighbouring lines become one element again.
    var line: Line?
    /// Whether the next atom must stand on the same page.
    var keepsNext = false
    /// Whether it parts things, so that it is left out at the top of a page.
    var isSeparator = false
    /// Where the document outline leads to here.
    var outline: (title: String, level: Int)?
    /// Whether it takes no room and only marks the place of what follows.
    var isMark = false

    /// A line of a paragraph.
    struct Line {
        let block: TextBlock
        let index: Int
        /// The baseline from the atom's top.
        let baseline: Double
    }
}

/// A shaped paragraph with its place in a column.
final class TextBlock {
    let paragraph: any ShapedParagraph
    let structure: [StructureStep]
    let x: Double
    let width: Double
    let alignment: Alignment
    let leading: Double
    /// The words, for laying them out again elsewhere.
    let runs: [StyledText.Run]
    /// The name that links lead to the block by.
    var anchor: String?
    /// Where a click on the block leads.
    var link: LinkTarget?

    enum Alignment {
        case left
        case right
        case center
    }

    init(
        _ paragraph: any ShapedParagraph,
        runs: [StyledText.Run] = [],
        leading: Double,
        x: Double,
        width: Double,
        alignment: Alignment = .left,
        structure: [StructureStep]
    ) {
        self.paragraph = paragraph
        self.runs = runs
        self.leading = leading
        self.x = x
        self.width = width
        self.alignment = alignment
        self.structure = structure
    }

    var lines: [TextLine] { paragraph.lines }

    /// From the block's top to the first baseline: the capitals' height, more for towering glyphs.
    var firstBaseline: Double { topAscent(of: 0) }

    /// What the line needs above its baseline at the top of something: capitals align with the edge,
    /// accents may rise above it by a fifth of the leading.
    func topAscent(of index: Int) -> Double {
        max(lines[index].capHeight, lines[index].inkAscent - 0.2 * leading)
    }

    /// From the baseline of the line before to the line's own: the leading, more where glyphs would touch.
    func advance(to index: Int) -> Double {
        max(leading, lines[index - 1].inkDescent + lines[index].inkAscent)
    }

    /// What the last line needs below its baseline beyond an ordinary descender.
    var overhang: Double { max((lines.last?.inkDescent ?? 0) - 0.25 * leading, 0) }

    /// The height of all lines.
    var height: Double {
        lines.indices.dropFirst().reduce(firstBaseline) { $0 + advance(to: $1) } + overhang
    }

    /// The width of the longest line.
    var inkWidth: Double { lines.map(\.width).max() ?? 0 }

    /// The left end of a line; lines that read from right to left begin at the right edge.
    func lineX(_ index: Int) -> Double {
        let free = width - lines[index].width
        switch alignment {
        case .left: return lines[index].isRightToLeft ? x + free : x
        case .right: return x + free
        case .center: return x + free / 2
        }
    }

    /// All lines as one element whose first capitals begin at `top`.
    func element(top: Double) -> PlacedElement {
        var baselines = [top + firstBaseline]
        for index in lines.indices.dropFirst() {
            baselines.append((baselines.last ?? 0) + advance(to: index))
        }
        return element(lines: lines.indices, baselines: baselines)
    }

    /// Some lines as one element.
    func element(lines range: Range<Int>, baselines: [Double]) -> PlacedElement {
        let lefts = range.map(lineX)
        let left = lefts.min() ?? x
        let right = range.map { lineX($0) + lines[$0].width }.max() ?? x
        let top = zip(range, baselines).map { $1 - lines[$0].inkAscent }.min() ?? 0
        let bottom = zip(range, baselines).map { $1 + lines[$0].inkDescent }.max() ?? 0
        return PlacedElement(
            frame: Rect(x: left, y: top, width: right - left, height: max(bottom - top, 0)),
            content: .text(
                TextLines(paragraph: paragraph, lines: range, x: lefts, baselines: baselines)
            ),
            structure: structure,
            anchor: range.lowerBound == 0 ? anchor : nil,
            link: link
        )
    }

    /// The lines as atoms that page flow may part, but never so that one line stands alone.
    func atoms(before: Double) -> [Atom] {
        lines.indices.map { index in
            let baseline = index == 0 ? firstBaseline : advance(to: index)
            let isLast = index == lines.count - 1
            return Atom(
                before: index == 0 ? before : 0,
                height: baseline + (isLast ? overhang : 0),
                line: Atom.Line(block: self, index: index, baseline: baseline),
                keepsNext: !isLast && (index == 0 || index == lines.count - 2)
            )
        }
    }
}
