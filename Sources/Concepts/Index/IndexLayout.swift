import GRDB

/// Under which numbers a file keeps its runs and their rankings.
struct IndexLayout: Sendable {
    /// The runs' numbers, in the order of a plan's runs.
    let runs: [Int64]
    /// The rankings' numbers, by run and mode.
    let rankings: [[Int64]]

    /// Finds them.
    ///
    /// - Parameters:
    ///   - db: The file.
    ///   - runs: The runs; the file may hold them in another order.
    /// - Throws: `ConceptsError` if the file lacks one.
    init(in db: Database, runs: [IndexRun]) throws {
        var numbers: [Int64] = []
        var rankings: [[Int64]] = []
        for run in runs {
            let number = try Int64.fetchOne(
                db,
                sql: "SELECT id FROM runs WHERE layer = ?",
                arguments: [run.layer]
            )
            guard let number else { throw ConceptsError("the index has no run of \(run.layer)") }
            numbers.append(number)
            rankings.append(
                try run.modes.map { mode in
                    let ranking = try Int64.fetchOne(
                        db,
                        sql: "SELECT id FROM rankings WHERE run = ? AND mode = ?",
                        arguments: [number, mode.rawValue]
                    )
                    guard let ranking else {
                        throw ConceptsError("the index has no ranking \(mode.rawValue)")
                    }
                    return ranking
                }
            )
        }
        self.runs = numbers
        self.rankings = rankings
    }

    /// The best photos so far, by run and mode.
    func tops(in db: Database, runs: [IndexRun]) throws -> [[TopSamples]] {
        try zip(runs, rankings).map { run, rankings in
            try rankings.map { ranking in
                var tops = TopSamples(channels: run.channels, capacity: run.sampleSize)
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT channel, sample, score, neuron, activation FROM tops WHERE ranking = ?
                        """,
                    arguments: [ranking]
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
                            neuron: try row.decode(forColumn: "neuron"),
                            activation: try row.decode(forColumn: "activation")
                        ),
                        channel: channel
                    )
                }
                _ = tops.takeChanges()
                return tops
            }
        }
    }
}
