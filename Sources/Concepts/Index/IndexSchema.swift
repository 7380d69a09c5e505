import GRDB

/// The tables of a reference index.
///
/// One file holds one model's runs over one list of photos. Rankings are kept apart from runs and tops apart
/// from samples, so that further layers, modes and statistics are rows and tables to add, not to change.
enum IndexSchema {
    /// Marks the file as a reference index in SQLite's header: "LLXI".
    static let applicationID: Int64 = 0x4C4C_5849

    /// Makes the tables in an empty file.
    static func create(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(
            sql: """
                CREATE TABLE runs (
                    id INTEGER PRIMARY KEY,
                    schema TEXT NOT NULL,
                    sha256 TEXT NOT NULL,
                    model TEXT NOT NULL,
                    weights_sha256 TEXT NOT NULL,
                    layer TEXT NOT NULL,
                    channels INTEGER NOT NULL,
                    composite TEXT NOT NULL,
                    preprocessing TEXT NOT NULL,
                    modes TEXT NOT NULL,
                    target_rule TEXT NOT NULL,
                    photos_sha256 TEXT NOT NULL,
                    photo_count INTEGER NOT NULL,
                    sample_size INTEGER NOT NULL,
                    batch_size INTEGER NOT NULL,
                    finished INTEGER NOT NULL DEFAULT 0
                );
                CREATE TABLE rankings (
                    id INTEGER PRIMARY KEY,
                    run INTEGER NOT NULL REFERENCES runs (id),
                    mode TEXT NOT NULL,
                    UNIQUE (run, mode)
                );
                CREATE TABLE samples (
                    ordinal INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE,
                    path TEXT NOT NULL,
                    sha256 TEXT NOT NULL,
                    label TEXT,
                    wordnet TEXT,
                    licence TEXT NOT NULL,
                    author TEXT,
                    package TEXT,
                    state TEXT NOT NULL DEFAULT 'pending'
                        CHECK (state IN ('pending', 'ok', 'broken')),
                    reason TEXT,
                    answer INTEGER,
                    answer_label TEXT,
                    answer_logit REAL,
                    answer_probability REAL
                );
                CREATE TABLE tops (
                    ranking INTEGER NOT NULL REFERENCES rankings (id),
                    channel INTEGER NOT NULL,
                    sample INTEGER NOT NULL REFERENCES samples (ordinal),
                    score REAL NOT NULL,
                    neuron INTEGER NOT NULL,
                    PRIMARY KEY (ranking, channel, sample)
                ) WITHOUT ROWID;
                CREATE VIEW ranked AS
                    SELECT run, mode, channel,
                        ROW_NUMBER() OVER (
                            PARTITION BY ranking, channel ORDER BY score DESC, sample
                        ) AS rank,
                        sample, score, neuron
                    FROM tops JOIN rankings ON rankings.id = ranking;
                """
        )
    }
}

extension IndexRun {
    /// Reads the run of a file.
    ///
    /// - Throws: `ConceptsError` for another schema or a run that cannot be, GRDB's `RowDecodingError`
    ///   where a value is missing or of another type.
    init(row: Row, file: String) throws {
        let schema: String = try row.decode(forColumn: "schema")
        guard schema == Self.currentSchema else {
            throw ConceptsError(
                "\(file): has schema \"\(schema)\", this version reads \"\(Self.currentSchema)\"",
                hint: "build the index again"
            )
        }
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
            modes: modes.split(separator: " ").compactMap { ReferenceMode(rawValue: String($0)) },
            targetRule: targetRule,
            photosSHA256: try row.decode(forColumn: "photos_sha256"),
            photoCount: try row.decode(forColumn: "photo_count"),
            sampleSize: try row.decode(forColumn: "sample_size")
        )
        guard channels > 0, sampleSize > 0 else {
            throw ConceptsError(
                "\(file): is damaged: \(channels) channels with \(sampleSize) photos each",
                hint: "build the index again"
            )
        }
    }

    /// Reads the run that an index file holds.
    ///
    /// - Returns: The run, and whether all its photos were looked at.
    static func read(from db: Database, file: String) throws -> (run: IndexRun, isFinished: Bool) {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM runs ORDER BY id") else {
            throw ConceptsError(
                "\(file): holds no run",
                hint: "delete it and build the index again"
            )
        }
        return (try IndexRun(row: row, file: file), try row.decode(forColumn: "finished"))
    }

    /// Writes the run, its rankings and its photos into an empty file.
    func insert(into db: Database, photos: PhotoList, batchSize: Int) throws {
        try db.execute(
            sql: """
                INSERT INTO runs (schema, sha256, model, weights_sha256, layer, channels, composite,
                    preprocessing, modes, target_rule, photos_sha256, photo_count, sample_size, batch_size)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                schema, sha256, model, weightsSHA256, layer, channels, composite, preprocessing,
                modes.map(\.rawValue).joined(separator: " "), targetRule.rawValue, photosSHA256,
                photoCount, sampleSize, batchSize,
            ]
        )
        let run = db.lastInsertedRowID
        for mode in modes {
            try db.execute(
                sql: "INSERT INTO rankings (run, mode) VALUES (?, ?)",
                arguments: [run, mode.rawValue]
            )
        }
        let statement = try db.makeStatement(
            sql: """
                INSERT INTO samples (ordinal, name, path, sha256, label, wordnet, licence, author, package)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for (ordinal, sample) in photos.samples.enumerated() {
            try statement.execute(arguments: [
                ordinal, sample.name, sample.url.path, sample.sha256, sample.label,
                sample.wordNetID,
                sample.credit.licence, sample.credit.author, sample.credit.package,
            ])
        }
    }
}
