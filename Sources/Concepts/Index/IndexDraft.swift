import Foundation
import GRDB

/// An index in the making: the file `<index>.partial`, which becomes the index when it is whole.
///
/// Each batch is one transaction, so whatever ends the process, the file holds whole batches and the
/// next build goes on behind them.
final class IndexDraft {
    /// The index's path while it is being made.
    static func partial(of output: URL) -> URL {
        output.deletingLastPathComponent()
            .appendingPathComponent(output.lastPathComponent + ".partial")
    }

    /// The photos to look at, by their ordinals.
    let range: Range<Int>
    /// The first of them that has no outcome yet; the range's end if all have one.
    private(set) var next: Int
    /// How many photos come per batch: as the build began, since the last bits of a score may depend on
    /// which photos share a batch.
    let batchSize: Int

    private let plan: IndexPlan
    private let output: URL
    private let database: IndexDatabase
    private let layout: IndexLayout
    /// The best photos so far, by layer and ranking.
    private var tops: [[TopSamples]]

    /// Begins an index, or goes on with one that was begun.
    ///
    /// - Throws: `ConceptsError` if another index is being made there, by other settings or by another
    ///   process, or if the file cannot be written.
    init(plan: IndexPlan, output: URL, pageLimit: Int? = nil) throws {
        self.plan = plan
        self.output = output
        let file = Self.partial(of: output)
        database = try IndexDatabase(file, access: .building, pageLimit: pageLimit)
        guard FileManager.default.fileExists(atPath: file.path) else {
            // Between opening and locking, its build ended and moved it: what is open is the index.
            throw ConceptsError(
                "\(output.path): was finished by another process at this moment",
                hint: "run this again to see whether it is the same index"
            )
        }
        let state = try database.write { db in
            switch try IndexSchema.kind(of: db) {
            case .older:
                try IndexSchema.clear(db)
                fallthrough
            case .empty:
                try IndexSchema.create(in: db)
                try plan.insert(into: db)
            default:
                try plan.resume(in: db, file: file)
            }
            return try IndexBuildState(in: db, file: file.path)
        }
        batchSize = state.batchSize
        let range = plan.range(batchSize: state.batchSize)
        self.range = range
        (layout, tops, next) = try database.read { db in
            let layout = try IndexLayout(in: db, runs: plan.runs)
            let pending = try Int.fetchOne(
                db,
                sql: "SELECT MIN(ordinal) FROM samples WHERE state = 'pending' AND ordinal >= ?",
                arguments: [range.lowerBound]
            )
            return (
                layout, try layout.tops(in: db, runs: plan.runs),
                min(pending ?? range.upperBound, range.upperBound)
            )
        }
    }

    /// Keeps the outcomes of the next photos, all or nothing.
    ///
    /// - Parameter outcomes: One per photo from `next` on.
    /// - Throws: `ConceptsError` if they cannot be written; then nothing of them is kept.
    func commit(_ outcomes: [PhotoOutcome]) throws {
        var tops = self.tops
        for (offset, outcome) in outcomes.enumerated() {
            guard case .success(let measurement) = outcome else { continue }
            for (layer, measured) in measurement.layers.enumerated() {
                for (ranking, scores) in measured.scores.enumerated() {
                    tops[layer][ranking].offer(scores, sample: next + offset)
                }
            }
        }
        var changes: [[TopSamples.Changes]] = []
        var embedded: [TopSamples.Changes?] = []
        for layer in tops.indices {
            changes.append(tops[layer].indices.map { tops[layer][$0].takeChanges() })
            embedded.append(
                plan.runs[layer].modes.firstIndex(of: .relmaxSum).map {
                    tops[layer][$0].changes(
                        since: self.tops[layer][$0],
                        ranks: IndexRun.embeddedRanks
                    )
                }
            )
        }
        let batch = IndexBatch(
            first: next,
            outcomes: outcomes,
            tops: changes,
            embedded: embedded,
            layout: layout
        )
        try database.write(batch.write)
        self.tops = tops
        next += outcomes.count
    }

    /// Marks the index as whole, if it is, and moves it to its place.
    func finish() throws {
        try database.write { db in
            try db.execute(
                sql: """
                    UPDATE build SET finished =
                        NOT EXISTS (SELECT 1 FROM samples WHERE state = 'pending')
                    """
            )
        }
        try database.close()
        let partial = Self.partial(of: output)
        guard rename(partial.path, output.path) == 0 else {
            throw ConceptsError(
                "\(partial.path): cannot be moved to \(output.lastPathComponent):"
                    + " \(String(cString: strerror(errno)))"
            )
        }
    }

    /// Closes the file as it is.
    func close() throws { try database.close() }

    /// How many photos were scored, and the broken ones.
    func outcome() throws -> (scored: Int, broken: [BrokenPhoto]) {
        try database.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM samples WHERE state = 'ok'") ?? 0,
                try BrokenPhoto.all(in: db)
            )
        }
    }
}

// MARK: - Beginning and going on

extension IndexPlan {
    /// Writes everything an index has before its first photo was looked at.
    func insert(into db: Database) throws {
        let state = IndexBuildState(
            batchSize: batchSize,
            shard: shard?.description,
            isFinished: false
        )
        try state.insert(into: db)
        for run in runs { try run.insert(into: db) }
        let statement = try db.makeStatement(
            sql: """
                INSERT INTO samples (ordinal, name, path, sha256, label, wordnet, licence, author, package)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for (ordinal, sample) in photos.samples.enumerated() {
            try statement.execute(arguments: [
                ordinal, sample.name, sample.url.path, sample.sha256, sample.label,
                sample.wordNetID, sample.credit.licence, sample.credit.author,
                sample.credit.package,
            ])
        }
    }

    /// Checks that a file was begun for this, and takes over where the photos lie now.
    fileprivate func resume(in db: Database, file: URL) throws {
        let found = try IndexRun.all(in: db, file: file.path)
        var differences = IndexRun.differences(found, runs)
        let state = try IndexBuildState(in: db, file: file.path)
        if state.shard != shard?.description {
            differences.append(
                "\(state.shard.map { "shard \($0)" } ?? "all photos"), "
                    + "not \(shard.map { "shard \($0.description)" } ?? "all photos")"
            )
        }
        guard differences.isEmpty else {
            throw ConceptsError(
                "\(file.path): an index of another kind was begun here: "
                    + differences.joined(separator: "; "),
                hint: "delete it, or choose another file for the index"
            )
        }
        // The photos may lie elsewhere since; their names and bytes are the same.
        let move = try db.makeStatement(sql: "UPDATE samples SET path = ? WHERE ordinal = ?")
        for (ordinal, sample) in photos.samples.enumerated() {
            try move.execute(arguments: [sample.url.path, ordinal])
        }
    }
}
