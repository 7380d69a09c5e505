import SheetTemplates

/// What a document's structure keeps of a placed element: all but its looks, so that it is small.
struct StructuredElement {
    let frame: Rect
    /// Its place in the document's structure, outermost first; empty for decoration.
    let structure: [StructureStep]
    let anchor: String?
    let link: LinkTarget?
    /// The words that stand there or stand for it.
    let words: String
    /// The box around each line of a link, or the frame of what is no text.
    let lineBoxes: [Rect]
    let isText: Bool

    /// Takes it from an element.
    init(_ element: PlacedElement) {
        frame = element.frame
        structure = element.structure
        anchor = element.anchor
        link = element.link
        words = element.structure.isEmpty ? "" : element.words
        lineBoxes = element.link == nil ? [] : element.lineBoxes
        isText = if case .text = element.content { true } else { false }
    }

    /// Whether readers that speak the page leave it out: it has no part in the structure, or it is a
    /// picture that there is nothing to say of.
    var isDecoration: Bool {
        guard let last = structure.last else { return true }
        return last.role == .figure && (last.alternative ?? "").isEmpty
    }

    /// What kind of decoration it is: words are there for the page, such as its number.
    func decorationMark(pageHeight: Double) -> ContentMarker.Mark {
        guard isText else { return .layout }
        if frame.maxY < pageHeight * 0.12 { return .pagination(.top) }
        return .pagination(frame.y > pageHeight * 0.88 ? .bottom : nil)
    }
}

extension PlacedElement {
    /// The words that stand there or stand for it.
    package var words: String {
        guard case .text(let text) = content, let paragraph = text.paragraph as? PangoParagraph
        else { return structure.last?.alternative ?? "" }
        return paragraph.words(of: text.lines)
    }

    /// The box around each line, or the frame of what is no text.
    fileprivate var lineBoxes: [Rect] {
        guard case .text(let text) = content else { return [frame] }
        return text.lines.enumerated().map { place, index in
            let line = text.paragraph.lines[index]
            return Rect(
                x: text.x[place],
                y: text.baselines[place] - line.ascent,
                width: line.width,
                height: line.ascent + line.descent
            )
        }
    }
}
