public import Foundation
import Synchronization

/// Every exchange of a run, in an order that does not depend on which was answered first.
///
/// Entries are sorted by purpose and, among those of one purpose, by when they were asked. So two
/// runs that ask the same give the same bytes, as long as each purpose asks one after another.
public final class Transcript: Sendable {
    private struct State {
        var entries: [TranscriptEntry] = []
        var asked: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Starts an empty transcript.
    public init() {}

    /// The exchanges so far, sorted.
    public var entries: [TranscriptEntry] {
        state.withLock(\.entries).sorted {
            ($0.purpose, $0.sequence, $0.key) < ($1.purpose, $1.sequence, $1.key)
        }
    }

    /// Writes all exchanges, one on each line, whole or not at all.
    ///
    /// - Parameter url: The file; its folder is made if need be.
    /// - Throws: `misuse` if it cannot be written.
    public func write(to url: URL) throws(LanguageModelsError) {
        var data = Data()
        for entry in entries {
            data.append(CanonicalJSON.data(entry.json))
            data.append(UInt8(ascii: "\n"))
        }
        try RecordFile.write(data, to: url)
    }

    /// Takes over the exchanges of an earlier run that this one did not repeat.
    ///
    /// - Parameter url: A file that `write(to:)` wrote; one that is not there holds nothing.
    /// - Throws: `misuse` if it cannot be read or a line is damaged.
    public func keepEarlier(of url: URL) throws(LanguageModelsError) {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        let earlier = try Self.entries(of: url)
        state.withLock { state in
            let repeated = Set(state.entries.map(\.key))
            state.entries += earlier.filter { !repeated.contains($0.key) }
        }
    }

    /// The place of the next question for a purpose.
    func nextSequence(for purpose: String) -> Int {
        state.withLock { state in
            let sequence = state.asked[purpose, default: 0]
            state.asked[purpose] = sequence + 1
            return sequence
        }
    }

    func add(_ entry: TranscriptEntry) {
        state.withLock { $0.entries.append(entry) }
    }

    /// The exchanges in a file.
    ///
    /// - Parameter url: A file that `write(to:)` wrote.
    /// - Returns: The entries in the file's order.
    /// - Throws: `misuse` if it cannot be read or a line is damaged.
    public static func entries(of url: URL) throws(LanguageModelsError) -> [TranscriptEntry] {
        let data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw LanguageModelsError(
                .misuse,
                "cannot read the transcript \(url.path): \(RecordFile.reason(error))"
            )
        }
        var entries: [TranscriptEntry] = []
        for (number, line) in JSONLines.lines(of: data) {
            guard let value = ServerJSON.value(in: line), let entry = TranscriptEntry(value) else {
                throw LanguageModelsError(
                    .misuse,
                    "\(url.path): line \(number) is no exchange",
                    hint: "take the transcript as the run left it, or run again without --replay"
                )
            }
            entries.append(entry)
        }
        return entries
    }
}

/// The lines of a file with one value of JSON on each.
enum JSONLines {
    /// Lines with their numbers, from 1, without ends of either kind; blank ones are left out.
    static func lines(of data: Data) -> [(number: Int, line: Data)] {
        var lines: [(Int, Data)] = []
        var number = 0
        for piece in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            var line = piece
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            lines.append((number, Data(line)))
        }
        return lines
    }
}
