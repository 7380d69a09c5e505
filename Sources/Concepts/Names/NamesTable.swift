import Explanations
import Foundation
import GRDB

/// The table of names in an index's file.
///
/// It is made when the first name is kept, so that an index without it is whole; it is no part of the index's
/// content digest. A channel has one name in each language.
enum NamesTable {
    /// Makes the table where it is missing.
    static func create(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS names (
                    layer TEXT NOT NULL,
                    channel INTEGER NOT NULL,
                    language TEXT NOT NULL,
                    name TEXT,
                    confidence REAL,
                    description TEXT,
                    fitting INTEGER,
                    reference_count INTEGER,
                    references_sha256 TEXT,
                    narrator TEXT NOT NULL,
                    asked TEXT NOT NULL,
                    prompts TEXT NOT NULL,
                    created TEXT NOT NULL,
                    PRIMARY KEY (layer, channel, language)
                ) WITHOUT ROWID
                """
        )
    }

    /// The names of a layer, by channel and language.
    ///
    /// - Parameters:
    ///   - channel: The channel; nil for all.
    ///   - layer: The layer of the run.
    ///   - db: The file.
    /// - Returns: The names in the order of channels, then languages.
    /// - Throws: GRDB's errors where the table is another one.
    static func namings(
        of channel: Int?,
        layer: String,
        in db: Database
    ) throws -> [ChannelNaming] {
        guard try isThere(in: db) else { return [] }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM names WHERE layer = ? AND channel = IFNULL(?, channel)
                ORDER BY channel, language
                """,
            arguments: [layer, channel]
        ).map { try ChannelNaming(row: $0) }
    }

    /// Keeps a name in place of an earlier one of the same channel and language.
    ///
    /// - Returns: Whether it was kept: false where a person's name stands there and may not be replaced.
    static func keep(
        _ naming: ChannelNaming,
        layer: String,
        replacesPersons: Bool,
        in db: Database
    ) throws -> Bool {
        try create(in: db)
        try db.execute(
            sql: """
                INSERT INTO names (layer, channel, language, name, confidence, description, fitting,
                    reference_count, references_sha256, narrator, asked, prompts, created)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET name = excluded.name, confidence = excluded.confidence,
                    description = excluded.description, fitting = excluded.fitting,
                    reference_count = excluded.reference_count,
                    references_sha256 = excluded.references_sha256, narrator = excluded.narrator,
                    asked = excluded.asked, prompts = excluded.prompts, created = excluded.created
                WHERE ? OR narrator <> ?
                """,
            arguments: [
                layer, naming.channel, naming.naming.language, naming.naming.name,
                naming.naming.confidence, naming.naming.description, naming.naming.fitting,
                naming.naming.references, naming.referencesSHA256, naming.naming.narrator,
                naming.asked, try prompts(naming.prompts), naming.naming.created, replacesPersons,
                ChannelNaming.person,
            ]
        )
        return db.changesCount > 0
    }

    /// Removes names.
    ///
    /// - Returns: How many there were.
    static func forget(
        _ channels: [Int],
        languages: [String]?,
        layer: String,
        in db: Database
    ) throws -> Int {
        guard try isThere(in: db) else { return 0 }
        var count = 0
        for channel in Set(channels) {
            for naming in try namings(of: channel, layer: layer, in: db) {
                let language = naming.naming.language
                guard languages?.contains(language) ?? true else { continue }
                try db.execute(
                    sql: "DELETE FROM names WHERE layer = ? AND channel = ? AND language = ?",
                    arguments: [layer, channel, language]
                )
                count += db.changesCount
            }
        }
        return count
    }

    /// Whether the table was made, perhaps by another process in the meantime: GRDB's own answer would be the
    /// one of its first look.
    private static func isThere(in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql:
                "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'names')"
        ) ?? false
    }

    private static func prompts(_ prompts: [PromptIdentity]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(prompts), as: UTF8.self)
    }
}

extension ChannelNaming {
    /// Reads a row of the table.
    ///
    /// - Throws: GRDB's `RowDecodingError` where a value is missing or of another type.
    init(row: Row) throws {
        let prompts: String = try row.decode(forColumn: "prompts")
        self.init(
            channel: try row.decode(forColumn: "channel"),
            naming: ConceptNaming(
                language: try row.decode(forColumn: "language"),
                name: try row.decode(forColumn: "name"),
                confidence: try row.decode(forColumn: "confidence"),
                description: try row.decode(forColumn: "description"),
                fitting: try row.decode(forColumn: "fitting"),
                references: try row.decode(forColumn: "reference_count"),
                narrator: try row.decode(forColumn: "narrator"),
                created: try row.decode(forColumn: "created")
            ),
            asked: try row.decode(forColumn: "asked"),
            // Prompts that cannot be read are only not told.
            prompts: (try? JSONDecoder().decode([PromptIdentity].self, from: Data(prompts.utf8)))
                ?? [],
            referencesSHA256: try row.decode(forColumn: "references_sha256")
        )
    }
}
