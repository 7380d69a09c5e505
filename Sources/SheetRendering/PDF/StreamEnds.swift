package import Foundation

/// Keeps the ends of a PDF's streams unmistakable.
///
/// libqpdf ends a stream's data with a line feed. Where the data itself ends in a carriage return, which
/// one packed stream in 256 does, both together look like one line end, and validators take the stream for
/// a byte shorter than it says. There the line ends in a return and a feed of its own.
package enum StreamEnds {
    /// The document with such ends mended and its table of objects moved on.
    ///
    /// - Parameter pdf: A document with a plain table of objects, as libqpdf writes it.
    /// - Returns: The same bytes where nothing is to mend.
    package static func mended(_ pdf: Data) -> Data {
        let end = Data("\r\nendstream\nendobj\n".utf8)
        var places: [Int] = []
        var rest = pdf.startIndex
        while let found = pdf.range(of: end, in: rest..<pdf.endIndex) {
            // Before the line feed.
            places.append(found.lowerBound + 1)
            rest = found.upperBound
        }
        guard !places.isEmpty, let table = Table(of: pdf) else { return pdf }
        var result = Data(capacity: pdf.count + places.count)
        var copied = pdf.startIndex
        for place in places {
            result += pdf[copied..<place]
            result.append(UInt8(ascii: "\r"))
            copied = place
        }
        result += pdf[copied..<table.entries]
        for (offset, rest) in table.rows {
            let moved = String(offset + places.count { $0 < pdf.startIndex + offset })
            result += String(repeating: "0", count: 10 - moved.count).utf8
            result += "\(moved)\(rest)\n".utf8
        }
        result += pdf[table.end..<table.start]
        result += "\(table.offset + places.count)\n%%EOF\n".utf8
        return result
    }

    /// Where the objects lie, as the document's end tells it.
    private struct Table {
        /// Where the table lies, and where that is written.
        var offset: Int
        var start: Data.Index
        /// From the first entry to the last one's end.
        var entries: Data.Index
        var end: Data.Index
        /// Each entry's offset with the rest of its row.
        var rows: [(offset: Int, rest: Substring)] = []

        init?(of pdf: Data) {
            let mark = Data("startxref\n".utf8)
            guard let found = pdf.range(of: mark, options: .backwards) else { return nil }
            start = found.upperBound
            let last = String(decoding: pdf[start...], as: UTF8.self).split(separator: "\n")
            guard last.count == 2, last[1] == "%%EOF", let offset = Int(last[0]) else { return nil }
            self.offset = offset
            let table = pdf.startIndex + offset
            guard table < found.lowerBound,
                let trailer = pdf.range(of: Data("trailer".utf8), in: table..<found.lowerBound)
            else { return nil }
            end = trailer.lowerBound
            entries = end
            let lines = String(decoding: pdf[table..<end], as: UTF8.self).split(separator: "\n")
            guard lines.count > 2, lines[0] == "xref", lines[1] == "0 \(lines.count - 2)" else {
                return nil
            }
            entries = end - 20 * (lines.count - 2)
            for line in lines.dropFirst(2) {
                guard let offset = Int(line.prefix(10)) else { return nil }
                rows.append((offset, line.dropFirst(10)))
            }
        }
    }
}
