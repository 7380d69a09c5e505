import GRDB

extension IndexRun {
    /// Reads one run.
    ///
    /// - Throws: `ConceptsError` for a run that cannot be, GRDB's `RowDecodingError` where a value is missing
    ///   or of another type.
    init(row: Row, file: String) throws {
        let modes: String = try row.decode(forColumn: "modes")
        let target: String = try row.decode(forColumn: "target_rule")
        guard let targetRule = TargetRule(rawValue: target) else {
            throw ConceptsError("\(file): has the unknown target rule \"\(target)\"")
        }
        self.init(
            model: try row.decode(forColumn: "model"),
            weightsSHA256: try row.decode(forColumn: "weights_sha256"),
            layer: try row.decode(forColumn: "layer"),
            channels: try row.decode(forColumn: "channels"),
            composite: try row.decode(forColumn: "composite"),
            preprocessing: try row.decode(forColumn: "preprocessing"),
            modes: try modes.split(separator: " ").map { name in
                guard let mode = ReferenceMode(rawValue: String(name)) else {
                    throw ConceptsError("\(file): has the unknown ranking \"\(name)\"")
                }
                return mode
            },
            targetRule: targetRule,
            lateLayer: try row.decode(forColumn: "late_layer"),
            photosSHA256: try row.decode(forColumn: "photos_sha256"),
            photoCount: try row.decode(forColumn: "photo_count"),
            sampleSize: try row.decode(forColumn: "sample_size")
        )
        guard channels > 0, sampleSize > 0, !self.modes.isEmpty else {
            throw ConceptsError(
                "\(file): is damaged: \(channels) channels with \(sampleSize) photos each",
                hint: "build the index again"
            )
        }
    }

    /// Reads the runs that an index file holds, one per layer, in the order they were asked for.
    ///
    /// - Throws: `ConceptsError` if the file is no index, or one of another schema.
    static func all(in db: Database, file: String) throws -> [IndexRun] {
        switch try IndexSchema.kind(of: db) {
        case .current: break
        case .empty, .foreign:
            throw ConceptsError(
                "\(file): is not a reference index",
                hint: "give the file that `llexicorp index build` wrote"
            )
        case .older(let schema, let model, let layer):
            throw ConceptsError(
                "\(file): was made by an older version (\(schema)), this one reads \(currentSchema)",
                hint: "build it again: llexicorp index build PHOTOS --model \(model) "
                    + "--layer \(layer) --output \(file)"
            )
        case .unknown(let schema):
            throw ConceptsError(
                "\(file): was made by another version (\(schema)), this one reads \(currentSchema)",
                hint: "use that version, or build the index again in another file"
            )
        }
        let runs = try Row.fetchAll(db, sql: "SELECT * FROM runs ORDER BY id").map {
            try IndexRun(row: $0, file: file)
        }
        guard !runs.isEmpty else {
            throw ConceptsError(
                "\(file): holds no run",
                hint: "delete it and build the index again"
            )
        }
        return runs
    }

    /// Writes the run and its rankings.
    func insert(into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO runs (schema, sha256, model, weights_sha256, layer, channels, composite,
                    preprocessing, modes, target_rule, late_layer, photos_sha256, photo_count, sample_size)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                schema, sha256, model, weightsSHA256, layer, channels, composite, preprocessing,
                modes.map(\.rawValue).joined(separator: " "), targetRule.rawValue, lateLayer,
                photosSHA256, photoCount, sampleSize,
            ]
        )
        let run = db.lastInsertedRowID
        for mode in modes {
            try db.execute(
                sql: "INSERT INTO rankings (run, mode) VALUES (?, ?)",
                arguments: [run, mode.rawValue]
            )
        }
    }
}

/// How a file is filled: in batches of a size, for all photos or a part of them.
struct IndexBuildState: Equatable {
    var batchSize: Int
    /// The part of the photos it is made for, `I/N`; nil for all of them.
    var shard: String?
    /// Whether every photo of the list was looked at.
    var isFinished: Bool

    /// Reads it.
    init(in db: Database, file: String) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM build") else {
            throw ConceptsError(
                "\(file): does not say how it was made",
                hint: "delete it and build the index again"
            )
        }
        batchSize = try row.decode(forColumn: "batch_size")
        shard = try row.decode(forColumn: "shard")
        isFinished = try row.decode(forColumn: "finished")
        guard batchSize > 0 else {
            throw ConceptsError(
                "\(file): is damaged: batches of \(batchSize)",
                hint: "build the index again"
            )
        }
    }

    init(batchSize: Int, shard: String?, isFinished: Bool) {
        self.batchSize = batchSize
        self.shard = shard
        self.isFinished = isFinished
    }

    /// Writes it into a new file.
    func insert(into db: Database) throws {
        try db.execute(
            sql: "INSERT INTO build (id, batch_size, shard, finished) VALUES (1, ?, ?, ?)",
            arguments: [batchSize, shard, isFinished]
        )
    }
}
