import GRDB

/// The tables of a reference index.
///
/// One file holds one model's runs, one per layer, over one list of photos. Rankings are kept apart from runs
/// and all that was measured apart from samples, so that further layers, modes and statistics are rows and
/// tables to add, not to change. Nothing is a sum over photos that another order would round otherwise:
/// parts of an index can be merged in any grouping.
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
                    layer TEXT NOT NULL UNIQUE,
                    channels INTEGER NOT NULL,
                    composite TEXT NOT NULL,
                    preprocessing TEXT NOT NULL,
                    modes TEXT NOT NULL,
                    target_rule TEXT NOT NULL,
                    late_layer TEXT,
                    photos_sha256 TEXT NOT NULL,
                    photo_count INTEGER NOT NULL,
                    sample_size INTEGER NOT NULL
                );
                CREATE TABLE build (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    batch_size INTEGER NOT NULL,
                    -- The part of the photos this file is made for, I/N; null for all of them.
                    shard TEXT,
                    -- Whether every photo of the list was looked at.
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
                    answer_probability REAL,
                    -- The attributed class.
                    target INTEGER,
                    -- The fingerprint of what the network saw.
                    picture_hash BLOB,
                    -- A digest of everything measured in the layers, kept or not.
                    measured_sha256 TEXT
                );
                CREATE TABLE tops (
                    ranking INTEGER NOT NULL REFERENCES rankings (id),
                    channel INTEGER NOT NULL,
                    sample INTEGER NOT NULL REFERENCES samples (ordinal),
                    score REAL NOT NULL,
                    neuron INTEGER NOT NULL,
                    -- The layer's output at that neuron.
                    activation REAL NOT NULL,
                    PRIMARY KEY (ranking, channel, sample)
                ) WITHOUT ROWID;
                -- What a channel saw in its first photos by relmax-sum, a byte per channel of the late layer.
                CREATE TABLE embeddings (
                    run INTEGER NOT NULL REFERENCES runs (id),
                    channel INTEGER NOT NULL,
                    sample INTEGER NOT NULL REFERENCES samples (ordinal),
                    bytes BLOB NOT NULL,
                    PRIMARY KEY (run, channel, sample)
                ) WITHOUT ROWID;
                -- The channels whose output is positive somewhere in the photo, a bit each.
                CREATE TABLE fired (
                    run INTEGER NOT NULL REFERENCES runs (id),
                    sample INTEGER NOT NULL REFERENCES samples (ordinal),
                    channels BLOB NOT NULL,
                    PRIMARY KEY (run, sample)
                ) WITHOUT ROWID;
                -- The best scores of every channel among the photos of one attributed class.
                CREATE TABLE class_tops (
                    ranking INTEGER NOT NULL REFERENCES rankings (id),
                    class INTEGER NOT NULL,
                    entries BLOB NOT NULL,
                    PRIMARY KEY (ranking, class)
                );
                CREATE VIEW ranked AS
                    SELECT layer, mode, channel,
                        ROW_NUMBER() OVER (
                            PARTITION BY ranking, channel ORDER BY score DESC, sample
                        ) AS rank,
                        sample, score, neuron, activation
                    FROM tops JOIN rankings ON rankings.id = ranking JOIN runs ON runs.id = run;
                """
        )
    }

    /// Whether a file is an index, and one that this version reads.
    enum Kind: Equatable {
        /// Nothing was written yet.
        case empty
        /// No reference index.
        case foreign
        case current
        /// An index of an older schema, with the model and layer it was made for.
        case older(schema: String, model: String, layer: String)
        /// An index of a schema that this version does not know.
        case unknown(schema: String)
    }

    /// Looks at what a file is.
    ///
    /// - Throws: GRDB's errors where an index lacks what every one has.
    static func kind(of db: Database) throws -> Kind {
        let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard application == applicationID else {
            let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
            return application == 0 && tables == 0 ? .empty : .foreign
        }
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT schema, model, layer FROM runs ORDER BY id"
            )
        else { return .current }
        let schema: String = try row.decode(forColumn: "schema")
        if schema == IndexRun.currentSchema { return .current }
        guard let version = version(of: schema),
            let current = Self.version(of: IndexRun.currentSchema), version < current
        else { return .unknown(schema: schema) }
        return .older(
            schema: schema,
            model: try row.decode(forColumn: "model"),
            layer: try row.decode(forColumn: "layer")
        )
    }

    private static func version(of schema: String) -> Int? {
        let parts = schema.split(separator: "/")
        guard parts.count == 3, parts[0] == "llexicorp", parts[1] == "index" else { return nil }
        return Int(parts[2])
    }
}

extension IndexSchema {
    /// Empties a file that holds an index of an older schema.
    static func clear(_ db: Database) throws {
        let names = try Row.fetchAll(
            db,
            sql: """
                SELECT type, name FROM sqlite_master
                WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, rowid DESC
                """
        )
        for row in names {
            let type: String = try row.decode(forColumn: "type")
            let name: String = try row.decode(forColumn: "name")
            try db.execute(sql: "DROP \(type) \"\(name)\"")
        }
    }
}
