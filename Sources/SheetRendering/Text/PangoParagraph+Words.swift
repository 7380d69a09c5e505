import CPango

extension PangoParagraph {
    /// The words of some lines as a reader would say them: on one line, undivided.
    func words(of lines: Range<Int>) -> String {
        let bytes = lines.flatMap { line in
            withLine(line) { layout, line -> [UInt8] in
                guard let text = pango_layout_get_text(layout), let line = line?.pointee else {
                    return []
                }
                let start = UnsafeRawPointer(text + Int(line.start_index))
                return Array(UnsafeRawBufferPointer(start: start, count: Int(line.length))) + [0x20]
            }
        }
        var words = String(decoding: bytes, as: UTF8.self).unicodeScalars
        // A word that was divided is whole again.
        while let hyphen = words.firstIndex(of: "\u{AD}") {
            let next = words.index(after: hyphen)
            let isDivided = next < words.endIndex && words[next] == " "
            words.removeSubrange(hyphen...(isDivided ? next : hyphen))
        }
        words.removeAll { $0 == "\u{200B}" || $0 == "\u{2060}" }
        return String(words).split { $0 == " " || $0.isNewline }.joined(separator: " ")
    }
}
