import Foundation

/// The lines of a text file that stays on disk until they are looked at.
struct MappedLines: Sendable {
    private let bytes: Data

    /// Maps a file.
    ///
    /// - Throws: `NarrationError` if it cannot be read.
    init(contentsOf url: URL) throws(NarrationError) {
        do {
            bytes = try Data(contentsOf: url, options: .alwaysMapped)
        } catch {
            throw NarrationError(
                "\(url.path): WordNet's noun files are not here",
                hint: WordNet.installHint
            )
        }
    }

    /// Looks at the line that starts at a byte, without its end; nil outside of the file.
    func withLine<Result>(
        at offset: Int,
        _ body: (Slice<UnsafeRawBufferPointer>) -> Result?
    ) -> Result? {
        bytes.withUnsafeBytes { buffer in
            guard buffer.indices.contains(offset) else { return nil }
            let end = buffer[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? buffer.endIndex
            return body(buffer[offset..<end])
        }
    }

    /// The line that starts at a byte, without its end; nil outside of the file.
    func line(at offset: Int) -> String? {
        withLine(at: offset) { String(decoding: $0, as: UTF8.self) }
    }

    /// The line whose first field is a key, in a file that is sorted by it byte by byte.
    ///
    /// - Complexity: O(log n) in the file's size.
    func line(keyed key: String) -> String? {
        let wanted = Array(key.utf8) + [UInt8(ascii: " ")]
        let start: Int? = bytes.withUnsafeBytes { buffer in
            var low = buffer.startIndex
            var high = buffer.endIndex
            while low < high {
                let middle = (low + high) / 2
                let start =
                    buffer[low..<middle].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? low
                let line = buffer[start...].prefix { $0 != UInt8(ascii: "\n") }
                if line.starts(with: wanted) { return start }
                if line.lexicographicallyPrecedes(wanted) {
                    low = min(line.endIndex + 1, high)
                } else {
                    high = start
                }
            }
            return nil
        }
        return start.flatMap(line(at:))
    }
}
