public import Explanations
public import Foundation
import GRDB

/// A reference index: which photos show best what each channel of a layer stands for.
///
/// A SQLite file. Safe to use from several tasks.
public final class ReferenceIndex: Sendable {
    /// Where the index lies.
    public let url: URL
    /// What the opened layer's rankings were made from.
    public let run: IndexRun
    /// The runs of all layers; they differ in the layer only.
    public let runs: [IndexRun]
    /// Whether all photos were looked at.
    public let isFinished: Bool
    /// The part of the photos the file was made for, `I/N`; nil for all of them or a merged part.
    public let shard: String?
    /// How many photos ran through the network together.
    public let batchSize: Int

    /// The layers the file has runs for, in the order they were asked for.
    public let layers: [String]

    let database: IndexDatabase
    let layout: IndexLayout

    /// Opens an index.
    ///
    /// - Parameters:
    ///   - url: The index's file.
    ///   - layer: Which layer's run to read; nil where the file has one, or where `expectation` says it.
    ///   - expectation: What it must have been made with; nil where any index will do.
    ///   - allowUnfinished: Whether an index whose build was interrupted may be read, or one of a part of the
    ///     photos; its photos are then the ones looked at so far.
    /// - Throws: `ConceptsError` if there is none, if the file is no index, if it is unfinished, or if it
    ///   was made with something else; the message says what differs.
    public init(
        open url: URL,
        layer: String? = nil,
        expecting expectation: IndexExpectation? = nil,
        allowUnfinished: Bool = false
    ) throws {
        let file = try Self.file(for: url, allowUnfinished: allowUnfinished)
        // Reading a build that was killed may first roll its last transaction back, which needs writing.
        let access: IndexDatabase.Access = file == url ? .reading : .building
        database = try IndexDatabase(file, access: access)
        self.url = url
        let state: IndexBuildState
        let runs: [IndexRun]
        (runs, state) = try database.read { db in
            (
                try IndexRun.all(in: db, file: url.path),
                try IndexBuildState(in: db, file: url.path)
            )
        }
        self.runs = runs
        layers = runs.map(\.layer)
        isFinished = state.isFinished
        shard = state.shard
        batchSize = state.batchSize
        run = try Self.run(of: layer, among: runs, expecting: expectation, file: url)
        layout = try database.read { [run] db in try IndexLayout(in: db, runs: [run]) }
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
        let ranking = try ranking(mode, channel: channel)
        return try database.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT tops.score, tops.neuron, tops.activation, samples.* FROM tops
                    JOIN samples ON ordinal = sample
                    WHERE ranking = ? AND channel = ? ORDER BY score DESC, sample LIMIT ?
                    """,
                arguments: [ranking, channel, count]
            )
            return try rows.enumerated().map { index, row in
                RankedSample(
                    rank: index + 1,
                    score: try row.decode(forColumn: "score"),
                    neuron: try row.decode(forColumn: "neuron"),
                    activation: try row.decode(forColumn: "activation"),
                    sample: try IndexedSample(row: row)
                )
            }
        }
    }

    /// Under which number the file keeps a ranking.
    ///
    /// - Throws: `ConceptsError` if there is no such mode, or no such channel.
    func ranking(_ mode: ReferenceMode, channel: Int? = nil) throws -> Int64 {
        if let channel, !(0..<run.channels ~= channel) {
            throw ConceptsError(
                "\(url.path): has no channel \(channel); \(run.layer) has channels 0 to \(run.channels - 1)"
            )
        }
        guard let place = run.modes.firstIndex(of: mode) else {
            throw ConceptsError(
                "\(url.path): was made without \(mode.rawValue); it has "
                    + run.modes.map(\.rawValue).joined(separator: ", "),
                hint: "build it again with --mode \(mode.rawValue)"
            )
        }
        return layout.rankings[0][place]
    }

    /// All photos, in the list's order.
    public func samples() throws -> [IndexedSample] {
        try database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM samples ORDER BY ordinal").map {
                try IndexedSample(row: $0)
            }
        }
    }

    /// Whose a photo is, if the index has it.
    ///
    /// - Parameter digest: The file's SHA-256, in hexadecimal.
    /// - Returns: Its licence, author and package as the photo list gave them; nil for a photo that is not in the
    ///   index.
    /// - Throws: GRDB's error if the file cannot be read.
    public func credit(ofPhoto digest: String) throws -> Credit? {
        try database.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM samples WHERE sha256 = ? ORDER BY ordinal",
                arguments: [digest]
            ).map { try IndexedSample(row: $0).photo.credit }
        }
    }

    /// The photos that could not be used, and why.
    public func brokenPhotos() throws -> [BrokenPhoto] {
        try database.read { db in try BrokenPhoto.all(in: db) }
    }

    // MARK: - Opening

    /// The runs of a file at its place, whatever its layers.
    ///
    /// - Returns: One run per layer; nil for an index of an older schema.
    /// - Throws: `ConceptsError` if it is no index, or one of an unknown schema.
    static func runsUnlessOlder(of url: URL) throws -> [IndexRun]? {
        try IndexDatabase(file(for: url, allowUnfinished: false), access: .reading).read { db in
            if case .older = try IndexSchema.kind(of: db) { return nil }
            return try IndexRun.all(in: db, file: url.path)
        }
    }

    /// Whether a file is an index that an older version made and this one does not read.
    ///
    /// - Parameter url: The index's file.
    /// - Returns: False for one that this version reads.
    /// - Throws: `ConceptsError` if there is none, or if it is no index.
    public static func isOutdated(_ url: URL) throws -> Bool { try runsUnlessOlder(of: url) == nil }

    /// The layers that a file has runs for, in the order they were asked for.
    ///
    /// - Parameter url: The index's file; that of a build which was interrupted may lie beside it.
    /// - Returns: The layers' names.
    /// - Throws: `ConceptsError` if there is no index, or if a build of it is running.
    public static func layers(of url: URL) throws -> [String] {
        let file = try file(for: url, allowUnfinished: true)
        return try IndexDatabase(file, access: file == url ? .reading : .building).read { db in
            try IndexRun.all(in: db, file: url.path).map(\.layer)
        }
    }

    /// What a file at its place was made from, whatever its layers.
    static func contents(of url: URL) throws -> (runs: [IndexRun], state: IndexBuildState) {
        try IndexDatabase(file(for: url, allowUnfinished: false), access: .reading).read { db in
            (
                try IndexRun.all(in: db, file: url.path),
                try IndexBuildState(in: db, file: url.path)
            )
        }
    }

    private static func run(
        of layer: String?,
        among runs: [IndexRun],
        expecting expectation: IndexExpectation?,
        file: URL
    ) throws -> IndexRun {
        let names = runs.map(\.layer).joined(separator: ", ")
        if let layer, !runs.contains(where: { $0.layer == layer }) {
            throw ConceptsError(
                "\(file.path): has no layer \(layer); it has \(names)",
                hint: "build an index of that layer"
            )
        }
        if let expectation {
            let wanted = layer ?? expectation.layer
            let run = runs.first { $0.layer == wanted }
            try expectation.check(run ?? runs[0], layers: runs.map(\.layer), file: file)
            return run ?? runs[0]
        }
        guard let layer else {
            guard runs.count == 1 else {
                throw ConceptsError(
                    "\(file.path): has several layers: \(names)",
                    hint: "say which one is meant"
                )
            }
            return runs[0]
        }
        return runs.first { $0.layer == layer } ?? runs[0]
    }

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
        // A file at its own place was finished as far as it goes: it is a shard, or some of them merged.
        return ConceptsError(
            "\(url.path): holds only \(done) of \(run.photoCount) photos"
                + (shard.map { " (shard \($0))" } ?? ""),
            hint: "merge it with the other shards by `llexicorp index merge`"
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
