import CPango

extension PangoParagraph {
    /// The words of some lines as a reader would say them: on one line, undivided.
    func words(of lines: Range<Int>) -> String {
        guard let text = pango_layout_get_text(layout.pointer), let first = lines.first,
            let last = lines.last,
            let start = pango_layout_get_line_readonly(layout.pointer, Int32(first))?.pointee,
            let end = pango_layout_get_line_readonly(layout.pointer, Int32(last))?.pointee
        else { return "" }
        let bytes = UnsafeRawBufferPointer(
            start: text + Int(start.start_index),
            count: Int(end.start_index + end.length - start.start_index)
        )
        let words = String(decoding: bytes, as: UTF8.self).unicodeScalars
            .filter { $0 != "\u{AD}" && $0 != "\u{200B}" && $0 != "\u{2060}" }
        return String(String.UnicodeScalarView(words)).split(whereSeparator: \.isNewline)
            .joined(separator: " ").trimmingSpace
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmingSpace: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
