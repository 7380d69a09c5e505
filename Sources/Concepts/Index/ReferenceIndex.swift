import Digests
public import Explanations
public import Foundation
import GRDB

/// A reference index: which photos show best what each channel of a layer stands for.
///
/// A SQLite file. Safe to use from several tasks.
public final class ReferenceIndex: Sendable {
    /// Where the index lies.
    public let url: URL
    /// What it was made from.
    public let run: IndexRun
    /// Whether all photos were looked at.
    public let isFinished: Bool

    let database: IndexDatabase

    /// Opens an index.
    ///
    /// - Parameters:
    ///   - url: The index's file.
    ///   - expectation: What it must have been made with; nil where any index will do.
    ///   - allowUnfinished: Whether an index whose build was interrupted may be read; its photos are then the
    ///     ones looked at so far.
    /// - Throws: `ConceptsError` if there is none, if the file is no index, if it is unfinished, or if it
    ///   was made with something else; the message says what differs.
    public init(
        open url: URL,
        expecting expectation: IndexExpectation? = nil,
        allowUnfinished: Bool = false
    ) throws {
        let file = try Self.file(for: url, allowUnfinished: allowUnfinished)
        // Reading a build that was killed may first roll its last transaction back, which needs writing.
        let access: IndexDatabase.Access = file == url ? .reading : .building
        database = try IndexDatabase(file, access: access)
        self.url = url
        (run, isFinished) = try database.read { db in
            guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == IndexSchema.applicationID
            else { throw Self.notAnIndex(url) }
            return try IndexRun.read(from: db, file: url.path)
        }
        if let expectation { try expectation.check(run, file: url) }
        guard isFinished || allowUnfinished else { throw try unfinished() }
    }

    /// What an explanation says of the index it drew from.
    public var identity: IndexIdentity {
        IndexIdentity(
            file: url.lastPathComponent,
            runSHA256: run.sha256,
            photoCount: run.photoCount,
            targetRule: run.targetRule.rawValue
        )
    }

    /// The best photos of a channel, best first, equal ones in the list's order.
    ///
    /// - Parameters:
    ///   - channel: The channel of the run's layer.
    ///   - mode: What the scores measure; one of the run's modes.
    ///   - count: How many at most; the index keeps `run.sampleSize`.
    /// - Returns: The photos with their ranks from 1.
    /// - Throws: `ConceptsError` if there is no such channel or mode.
    public func references(
        channel: Int,
        mode: ReferenceMode = .relmaxSum,
        count: Int = 6
    ) throws -> [RankedSample] {
        guard 0..<run.channels ~= channel else {
            throw ConceptsError(
                "\(url.path): has no channel \(channel); \(run.layer) has channels 0 to \(run.channels - 1)"
            )
        }
        guard run.modes.contains(mode) else {
            throw ConceptsError(
                "\(url.path): was made without \(mode.rawValue); it has "
                    + run.modes.map(\.rawValue).joined(separator: ", ")
            )
        }
        return try database.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT tops.score, tops.neuron, samples.* FROM tops
                    JOIN rankings ON rankings.id = ranking JOIN samples ON ordinal = sample
                    WHERE mode = ? AND channel = ? ORDER BY score DESC, sample LIMIT ?
                    """,
                arguments: [mode.rawValue, channel, count]
            )
            return try rows.enumerated().map { index, row in
                RankedSample(
                    rank: index + 1,
                    score: try row.decode(forColumn: "score"),
                    neuron: try row.decode(forColumn: "neuron"),
                    sample: try IndexedSample(row: row)
                )
            }
        }
    }

    /// All photos, in the list's order.
    public func samples() throws -> [IndexedSample] {
        try database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM samples ORDER BY ordinal").map {
                try IndexedSample(row: $0)
            }
        }
    }

    /// The photos that could not be used, and why.
    public func brokenPhotos() throws -> [BrokenPhoto] {
        try database.read { db in try BrokenPhoto.all(in: db) }
    }

    /// A digest of everything in the index but the photos' places on this machine.
    ///
    /// Two builds of one run have the same digest, however often they were interrupted.
    public func contentSHA256() throws -> String {
        try database.read { db in
            var text = ""
            let queries = [
                "SELECT sha256, finished FROM runs ORDER BY id",
                """
                SELECT ordinal, name, sha256, label, wordnet, licence, author, package, state, reason,
                    answer, answer_label, answer_logit, answer_probability FROM samples ORDER BY ordinal
                """,
                """
                SELECT mode, channel, sample, score, neuron FROM tops
                JOIN rankings ON rankings.id = ranking ORDER BY mode, channel, score DESC, sample
                """,
            ]
            for query in queries {
                let rows = try Row.fetchCursor(db, sql: query)
                while let row = try rows.next() {
                    // Doubles print as their shortest exact text, so equal text is equal bits.
                    text += row.databaseValues.map { "\($0)" }.joined(separator: "\t") + "\n"
                }
            }
            return SHA256Digest.hex(of: text.utf8)
        }
    }

    // MARK: - Opening

    private static func file(for url: URL, allowUnfinished: Bool) throws -> URL {
        let files = FileManager.default
        if files.fileExists(atPath: url.path) {
            // Any other file is left to its owner: only of a database one may say it is damaged, delete it.
            guard url.isPlainFile, beginsLikeDatabase(url) else { throw notAnIndex(url) }
            return url
        }
        let partial = IndexDraft.partial(of: url)
        guard files.fileExists(atPath: partial.path) else {
            throw ConceptsError(
                "\(url.path): there is no reference index",
                hint: "make one by `llexicorp index build`"
            )
        }
        guard allowUnfinished else {
            throw ConceptsError(
                "\(url.path): the index is not finished",
                hint: "run `llexicorp index build` again: it goes on where it stopped"
            )
        }
        return partial
    }

    /// Whether a file begins as SQLite's files do; true where it may not be read, which is told later.
    private static func beginsLikeDatabase(_ url: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return true }
        defer { try? handle.close() }
        let mark = Array("SQLite format 3\0".utf8)
        return (try? handle.read(upToCount: mark.count)).map { $0.elementsEqual(mark) } ?? false
    }

    private static func notAnIndex(_ url: URL) -> ConceptsError {
        ConceptsError(
            "\(url.path): is not a reference index",
            hint: "give the file that `llexicorp index build` wrote"
        )
    }

    private func unfinished() throws -> ConceptsError {
        let done = try database.read { db in
            try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM samples WHERE state <> 'pending'") ?? 0
        }
        return ConceptsError(
            "\(url.path): the index is not finished (\(done) of \(run.photoCount) photos)",
            hint: "run `llexicorp index build` again: it goes on where it stopped"
        )
    }
}

/// A photo that an index could not use, and why.
public struct BrokenPhoto: Sendable, Equatable {
    /// The photo's name in its list.
    public let name: String
    /// Why it was left out, in one line.
    public let reason: String

    /// All broken photos of a file, in the list's order.
    static func all(in db: Database) throws -> [BrokenPhoto] {
        try Row.fetchAll(
            db,
            sql: "SELECT name, reason FROM samples WHERE state = 'broken' ORDER BY ordinal"
        ).map { row in
            BrokenPhoto(
                name: try row.decode(forColumn: "name"),
                reason: try row.decode(String?.self, forColumn: "reason") ?? ""
            )
        }
    }
}
