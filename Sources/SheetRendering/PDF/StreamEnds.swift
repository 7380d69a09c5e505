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
        let places = places(in: pdf)
        guard !places.isEmpty, let table = Table(of: pdf) else { return pdf }
        var result = Data(capacity: pdf.count + places.count)
        var copied = 0
        for place in places {
            result += pdf[pdf.startIndex + copied..<pdf.startIndex + place]
            result.append(UInt8(ascii: "\r"))
            copied = place
        }
        result += pdf[pdf.startIndex + copied..<pdf.startIndex + table.offset]
        return result + table.moved(by: places)
    }

    /// Mends a document of any size in its file.
    ///
    /// - Parameter file: A document with a plain table of objects, as libqpdf writes it.
    /// - Throws: What reading and writing the file throws.
    package static func mend(_ file: URL) throws {
        let input = try FileHandle(forReadingFrom: file)
        defer { try? input.close() }
        let size = Int(try input.seekToEnd())
        // The table of objects is the last thing in the file, and the only thing that has to be whole.
        let tail = try part(of: input, from: max(size - 64, 0))
        guard let offset = Table.offset(writtenIn: tail)?.offset, offset < size else { return }
        let ending = try part(of: input, from: offset)
        var places: [Int] = []
        var start = 0
        while start < offset {
            let piece = try part(of: input, from: start, count: pieceSize + end.count - 1)
            places += Self.places(in: piece).map { start + $0 }
            start += pieceSize
        }
        guard !places.isEmpty, let table = Table(ending, at: offset) else { return }
        let draft = file.appendingPathExtension("mended")
        guard FileManager.default.createFile(atPath: draft.path, contents: nil) else {
            throw SheetRenderingError("\(draft.path): cannot be written")
        }
        do {
            let output = try FileHandle(forWritingTo: draft)
            defer { try? output.close() }
            var copied = 0
            for place in places + [offset] {
                while copied < place {
                    let piece = try part(
                        of: input,
                        from: copied,
                        count: min(pieceSize, place - copied)
                    )
                    try output.write(contentsOf: piece)
                    copied += piece.count
                }
                if place < offset { try output.write(contentsOf: Data("\r".utf8)) }
            }
            try output.write(contentsOf: table.moved(by: places))
            guard rename(draft.path, file.path) == 0 else {
                throw SheetRenderingError("\(file.path): cannot be written")
            }
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error
        }
    }

    /// How much of a file is in memory at a time.
    private static let pieceSize = 1 << 20
    /// Where a stream ends that looks a byte shorter than it is.
    private static let end = Data("\r\nendstream\nendobj\n".utf8)

    /// Where returns are missing, before the line feed, from the data's beginning.
    private static func places(in pdf: Data) -> [Int] {
        var places: [Int] = []
        var rest = pdf.startIndex
        while let found = pdf.range(of: end, in: rest..<pdf.endIndex) {
            places.append(found.lowerBound + 1 - pdf.startIndex)
            rest = found.upperBound
        }
        return places
    }

    private static func part(of file: FileHandle, from offset: Int, count: Int? = nil) throws
        -> Data
    {
        try file.seek(toOffset: UInt64(offset))
        return try (count.map(file.read(upToCount:)) ?? file.readToEnd()) ?? Data()
    }

    /// The table of where the objects lie, and all behind it.
    private struct Table {
        /// Where the table lies.
        let offset: Int
        /// Each entry's offset with the rest of its row.
        private var rows: [(offset: Int, rest: Substring)] = []
        /// What stands before the entries, and between them and the line with the table's offset.
        private let head: Data
        private let trailer: Data

        /// Reads the table of a whole document.
        init?(of pdf: Data) {
            guard let offset = Self.offset(writtenIn: pdf)?.offset, offset < pdf.count else {
                return nil
            }
            self.init(pdf[(pdf.startIndex + offset)...], at: offset)
        }

        /// Reads a document's end.
        init?(_ ending: Data, at offset: Int) {
            guard let (written, start) = Self.offset(writtenIn: ending), written == offset,
                let end = ending.range(of: Data("trailer".utf8))?.lowerBound, end < start
            else { return nil }
            let lines = String(decoding: ending[..<end], as: UTF8.self).split(separator: "\n")
            guard lines.count > 2, lines[0] == "xref", lines[1] == "0 \(lines.count - 2)" else {
                return nil
            }
            self.offset = offset
            head = ending[..<(end - 20 * (lines.count - 2))]
            trailer = ending[end..<start]
            for line in lines.dropFirst(2) {
                guard let offset = Int(line.prefix(10)) else { return nil }
                rows.append((offset, line.dropFirst(10)))
            }
        }

        /// The offset that a document's last lines name, and where it is written.
        static func offset(writtenIn pdf: Data) -> (offset: Int, start: Data.Index)? {
            let mark = Data("startxref\n".utf8)
            guard let found = pdf.range(of: mark, options: .backwards) else { return nil }
            let last = String(decoding: pdf[found.upperBound...], as: UTF8.self)
                .split(separator: "\n")
            guard last.count == 2, last[1] == "%%EOF", let offset = Int(last[0]) else { return nil }
            return (offset, found.upperBound)
        }

        /// The document's end after a byte was put in at each of some places before it.
        func moved(by places: [Int]) -> Data {
            var result = head
            for (offset, rest) in rows {
                let moved = String(offset + Self.count(of: places, before: offset))
                result += String(repeating: "0", count: 10 - moved.count).utf8
                result += "\(moved)\(rest)\n".utf8
            }
            result += trailer
            result += "\(offset + places.count)\n%%EOF\n".utf8
            return result
        }

        private static func count(of places: [Int], before offset: Int) -> Int {
            var (low, high) = (0, places.count)
            while low < high {
                let middle = (low + high) / 2
                if places[middle] < offset { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
