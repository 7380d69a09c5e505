import CPango
import SheetTemplates

extension ShapedParagraph {
    /// The words of a line with the space behind them, for files that hold texts beside the drawing.
    ///
    /// Hyphens that only the end of the line brings are left out: the next line goes on with the word.
    func text(ofLine index: Int) -> String {
        guard let paragraph = self as? PangoParagraph else {
            preconditionFailure("the sheet was not laid out with Pango")
        }
        return paragraph.withLine(index) { layout, line in
            guard let line = line?.pointee, let text = pango_layout_get_text(layout) else {
                return ""
            }
            let start = UnsafeRawPointer(text) + Int(line.start_index)
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(line.length))
            return String(decoding: bytes, as: UTF8.self)
                .replacing("\u{AD}", with: "")
        }
    }
}
