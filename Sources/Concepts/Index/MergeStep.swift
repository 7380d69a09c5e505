import Foundation
import GRDB

/// Takes over into one index what another file, attached as `source`, holds of photos it lacks.
///
/// Best photos of a whole are among the best of its parts, so nothing is missing after shards were cut to
/// their best, and cutting again after each file gives the same in any order.
struct MergeStep: Sendable {
    /// The file that is attached, for messages.
    let source: URL
    let runs: [IndexRun]

    /// Merges; to be called within a transaction.
    func merge(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO samples
                    (ordinal, name, path, sha256, label, wordnet, licence, author, package)
                SELECT ordinal, name, path, sha256, label, wordnet, licence, author, package
                FROM source.samples
                """
        )
        try checkAgreement(in: db)
        try db.execute(
            sql: """
                CREATE TEMP TABLE fresh AS
                SELECT ordinal FROM samples AS mine JOIN source.samples AS theirs USING (ordinal)
                WHERE mine.state = 'pending' AND theirs.state <> 'pending'
                """
        )
        try takeSamples(into: db)
        try takeTops(into: db)
        try takeEmbeddings(into: db)
        try takeFired(into: db)
        try takeClassTops(into: db)
        try db.execute(sql: "DROP TABLE temp.fresh")
    }

    /// What a photo's outcome is.
    private static let outcome = [
        "state", "reason", "answer", "answer_label", "answer_logit", "answer_probability",
        "target", "picture_hash", "measured_sha256",
    ]

    private func checkAgreement(in db: Database) throws {
        let same = Self.outcome.map { "mine.\($0) IS theirs.\($0)" }.joined(separator: " AND ")
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT mine.name AS name, COUNT(*) AS count
                FROM samples AS mine JOIN source.samples AS theirs USING (ordinal)
                WHERE mine.state <> 'pending' AND theirs.state <> 'pending' AND NOT (\(same))
                """
        )
        guard let row, try row.decode(Int.self, forColumn: "count") > 0 else { return }
        let count: Int = try row.decode(forColumn: "count")
        let name: String = try row.decode(forColumn: "name")
        throw ConceptsError(
            "\(source.path): disagrees with the files before it on \(count) photos, such as \(name)",
            hint:
                "build the shards that overlap on one machine, or merge shards that do not overlap"
        )
    }

    private func takeSamples(into db: Database) throws {
        let columns = Self.outcome.map { "\($0) = theirs.\($0)" }.joined(separator: ", ")
        try db.execute(
            sql: """
                UPDATE samples SET path = theirs.path, \(columns) FROM source.samples AS theirs
                WHERE theirs.ordinal = samples.ordinal
                    AND samples.ordinal IN (SELECT ordinal FROM fresh)
                """
        )
    }

    private func takeTops(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO tops (ranking, channel, sample, score, neuron, activation)
                SELECT mine.id, channel, sample, score, neuron, activation FROM source.tops AS tops
                JOIN source.rankings AS theirs ON theirs.id = tops.ranking
                JOIN source.runs AS their_run ON their_run.id = theirs.run
                JOIN main.runs AS my_run ON my_run.layer = their_run.layer
                JOIN main.rankings AS mine ON mine.run = my_run.id AND mine.mode = theirs.mode
                WHERE sample IN (SELECT ordinal FROM fresh)
                """
        )
        try db.execute(
            sql: """
                DELETE FROM main.tops WHERE (ranking, channel, sample) IN (
                    SELECT ranking, channel, sample FROM (\(Self.placed))
                    WHERE place > sample_size
                )
                """
        )
    }

    /// The best photos with their places in their rankings.
    private static let placed = """
        SELECT ranking, run, mode, channel, sample, sample_size, ROW_NUMBER() OVER (
            PARTITION BY ranking, channel ORDER BY score DESC, sample
        ) AS place
        FROM main.tops JOIN main.rankings ON rankings.id = ranking JOIN main.runs ON runs.id = run
        """

    private func takeEmbeddings(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO embeddings (run, channel, sample, bytes)
                SELECT mine.id, channel, sample, bytes FROM source.embeddings AS embeddings
                JOIN source.runs AS theirs ON theirs.id = embeddings.run
                JOIN main.runs AS mine ON mine.layer = theirs.layer
                WHERE sample IN (SELECT ordinal FROM fresh)
                """
        )
        try db.execute(
            sql: """
                DELETE FROM main.embeddings WHERE (run, channel, sample) NOT IN (
                    SELECT run, channel, sample FROM (\(Self.placed))
                    WHERE mode = ? AND place <= ?
                )
                """,
            arguments: [ReferenceMode.relmaxSum.rawValue, IndexRun.embeddedRanks]
        )
    }

    private func takeFired(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO fired (run, sample, channels)
                SELECT mine.id, sample, fired.channels FROM source.fired AS fired
                JOIN source.runs AS theirs ON theirs.id = fired.run
                JOIN main.runs AS mine ON mine.layer = theirs.layer
                WHERE sample IN (SELECT ordinal FROM fresh)
                """
        )
    }

    private func takeClassTops(into db: Database) throws {
        for run in runs {
            for mode in run.modes {
                let arguments: StatementArguments = [run.layer, mode.rawValue]
                let find = """
                    SELECT rankings.id FROM %.rankings AS rankings
                    JOIN %.runs AS runs ON runs.id = run WHERE layer = ? AND mode = ?
                    """
                func ranking(in schema: String) throws -> Int64 {
                    let sql = find.replacingOccurrences(of: "%", with: schema)
                    guard let found = try Int64.fetchOne(db, sql: sql, arguments: arguments) else {
                        throw ConceptsError("\(source.path): has no ranking \(mode.rawValue)")
                    }
                    return found
                }
                let mine = try ranking(in: "main")
                let rows = try Row.fetchCursor(
                    db,
                    sql: "SELECT class, entries FROM source.class_tops WHERE ranking = ?",
                    arguments: [try ranking(in: "source")]
                )
                while let row = try rows.next() {
                    let bytes: Data = try row.decode(forColumn: "entries")
                    guard let tops = ClassTops(bytes: bytes, channels: run.channels) else {
                        throw ConceptsError.damaged(source)
                    }
                    let number: Int = try row.decode(forColumn: "class")
                    try tops.merge(into: db, ranking: mine, class: number)
                }
            }
        }
    }
}
