import Foundation
import GRDB

/// What the network said of one photo: its answer, and the scores for each of the run's modes.
package struct PhotoMeasurement: Sendable {
    package var answer: Int
    package var answerLabel: String
    package var logit: Double
    package var probability: Double
    /// In the order of the run's modes.
    package var scores: [ChannelScores]

    package init(
        answer: Int,
        answerLabel: String,
        logit: Double,
        probability: Double,
        scores: [ChannelScores]
    ) {
        self.answer = answer
        self.answerLabel = answerLabel
        self.logit = logit
        self.probability = probability
        self.scores = scores
    }
}

/// A photo's outcome in a build.
package typealias PhotoOutcome = Result<PhotoMeasurement, ConceptsError>

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

    /// The first photo that has no outcome yet.
    private(set) var next: Int
    /// How many photos come per batch: as the build began, since the last bits of a score may depend on
    /// which photos share a batch.
    let batchSize: Int

    private let output: URL
    private let database: IndexDatabase
    private let rankings: [Int64]
    private var tops: [TopSamples]

    /// Begins an index, or goes on with one that was begun.
    ///
    /// - Throws: `ConceptsError` if another index is being made there, by other settings or by another
    ///   process, or if the file cannot be written.
    init(
        run: IndexRun,
        photos: PhotoList,
        output: URL,
        batchSize: Int,
        pageLimit: Int? = nil
    ) throws {
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
        try database.write { db in
            let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
            if application == 0, tables == 0 {
                try IndexSchema.create(in: db)
                try run.insert(into: db, photos: photos, batchSize: batchSize)
            } else {
                try Self.check(db, is: run, file: file)
                // The photos may lie elsewhere since; their names and bytes are the same.
                let move = try db.makeStatement(
                    sql: "UPDATE samples SET path = ? WHERE ordinal = ?"
                )
                for (ordinal, sample) in photos.samples.enumerated() {
                    try move.execute(arguments: [sample.url.path, ordinal])
                }
            }
        }
        let state = try database.read { db in
            (
                batchSize: try Int.fetchOne(db, sql: "SELECT batch_size FROM runs"),
                next: try Int.fetchOne(
                    db,
                    sql: "SELECT MIN(ordinal) FROM samples WHERE state = 'pending'"
                ),
                rankings: try Int64.fetchAll(db, sql: "SELECT id FROM rankings ORDER BY id"),
                tops: try Self.tops(in: db, run: run)
            )
        }
        self.batchSize = state.batchSize ?? batchSize
        next = state.next ?? run.photoCount
        rankings = state.rankings
        tops = state.tops
    }

    /// Keeps the outcomes of the next photos, all or nothing.
    ///
    /// - Parameter outcomes: One per photo from `next` on.
    /// - Throws: `ConceptsError` if they cannot be written; then nothing of them is kept.
    func commit(_ outcomes: [PhotoOutcome]) throws {
        var tops = self.tops
        for (offset, outcome) in outcomes.enumerated() {
            guard case .success(let measurement) = outcome else { continue }
            for (ranking, scores) in measurement.scores.enumerated() {
                tops[ranking].offer(scores, sample: next + offset)
            }
        }
        var changes: [TopSamples.Changes] = []
        for ranking in tops.indices { changes.append(tops[ranking].takeChanges()) }
        try write(outcomes, from: next, changes: changes)
        self.tops = tops
        next += outcomes.count
    }

    /// Marks the index as whole and moves it to its place.
    func finish() throws {
        try database.write { db in try db.execute(sql: "UPDATE runs SET finished = 1") }
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

    // MARK: - Rows

    private func write(
        _ outcomes: [PhotoOutcome],
        from first: Int,
        changes: [TopSamples.Changes]
    ) throws {
        let rankings = self.rankings
        try database.write { db in
            let scored = try db.makeStatement(
                sql: """
                    UPDATE samples SET state = 'ok', answer = ?, answer_label = ?, answer_logit = ?,
                        answer_probability = ? WHERE ordinal = ?
                    """
            )
            let broken = try db.makeStatement(
                sql: "UPDATE samples SET state = 'broken', reason = ? WHERE ordinal = ?"
            )
            for (offset, outcome) in outcomes.enumerated() {
                switch outcome {
                case .success(let measurement):
                    try scored.execute(arguments: [
                        measurement.answer, measurement.answerLabel, measurement.logit,
                        measurement.probability, first + offset,
                    ])
                case .failure(let error):
                    try broken.execute(arguments: [error.description, first + offset])
                }
            }
            let remove = try db.makeStatement(
                sql: "DELETE FROM tops WHERE ranking = ? AND channel = ? AND sample = ?"
            )
            let add = try db.makeStatement(
                sql: """
                    INSERT INTO tops (ranking, channel, sample, score, neuron) VALUES (?, ?, ?, ?, ?)
                    """
            )
            for (ranking, change) in zip(rankings, changes) {
                for (channel, sample) in change.removed {
                    try remove.execute(arguments: [ranking, channel, sample])
                }
                for (channel, entry) in change.added {
                    try add.execute(arguments: [
                        ranking, channel, entry.sample, entry.score, entry.neuron,
                    ])
                }
            }
        }
    }

    private static func tops(in db: Database, run: IndexRun) throws -> [TopSamples] {
        try run.modes.map { mode in
            var tops = TopSamples(channels: run.channels, capacity: run.sampleSize)
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT channel, sample, score, neuron FROM tops
                    JOIN rankings ON rankings.id = ranking WHERE mode = ?
                    """,
                arguments: [mode.rawValue]
            )
            while let row = try rows.next() {
                let channel: Int = try row.decode(forColumn: "channel")
                guard 0..<run.channels ~= channel else {
                    throw ConceptsError(
                        "the index begun here is damaged: it has a photo for channel \(channel)",
                        hint: "delete the .partial file and build the index again"
                    )
                }
                tops.insert(
                    TopSamples.Entry(
                        score: try row.decode(forColumn: "score"),
                        sample: try row.decode(forColumn: "sample"),
                        neuron: try row.decode(forColumn: "neuron")
                    ),
                    channel: channel
                )
            }
            _ = tops.takeChanges()
            return tops
        }
    }

    private static func check(_ db: Database, is wanted: IndexRun, file: URL) throws {
        let found = try IndexRun.read(from: db, file: file.path).run
        let differences = found.differences(from: wanted)
        guard differences.isEmpty else {
            throw ConceptsError(
                "\(file.path): an index of another kind was begun here: "
                    + differences.joined(separator: "; "),
                hint: "delete it, or choose another file for the index"
            )
        }
    }
}
