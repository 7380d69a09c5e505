import Foundation
import GRDB

/// What an index says of itself that came here as an export; nothing in an index at its own place.
public struct ExportedIndex: Sendable, Equatable {
    /// A photo's copy.
    struct Copy: Sendable, Equatable {
        /// Its path from the index's folder.
        var path: String
        /// The SHA-256 of its bytes.
        var sha256: String
    }

    /// How much of the photos came along.
    public let kind: IndexExport.Kind
    /// The copies of photos, by the photos' digests.
    let copies: [String: Copy]

    /// Reads it; nil if the index was not exported.
    ///
    /// - Parameter index: An open index.
    public init?(of index: ReferenceIndex) {
        let found = try? index.database.read { db -> ExportedIndex? in
            guard try db.tableExists(Self.table),
                let name = try String.fetchOne(db, sql: "SELECT kind FROM \(Self.table)"),
                let kind = IndexExport.Kind(rawValue: name)
            else { return nil }
            var copies: [String: Copy] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM \(Self.copiesTable)") {
                let path: String = try row.decode(forColumn: "path")
                guard Self.isInside(path) else { continue }
                copies[try row.decode(forColumn: "photo")] = Copy(
                    path: path,
                    sha256: try row.decode(forColumn: "sha256")
                )
            }
            return ExportedIndex(kind: kind, copies: copies)
        }
        guard let found = found.flatMap(\.self) else { return nil }
        self = found
    }

    private init(kind: IndexExport.Kind, copies: [String: Copy]) {
        self.kind = kind
        self.copies = copies
    }

    /// What is said of a photo that is not in an export, behind its name.
    public static let absence = "did not come along with this exported index"

    static let table = "export"
    static let copiesTable = "copies"

    /// Makes the tables.
    static func create(_ kind: IndexExport.Kind, copies: [String: Copy], in db: Database) throws {
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS \(table);
                DROP TABLE IF EXISTS \(copiesTable);
                CREATE TABLE \(table) (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    kind TEXT NOT NULL
                );
                CREATE TABLE \(copiesTable) (
                    -- The digest of the photo as it was indexed.
                    photo TEXT PRIMARY KEY,
                    -- From the folder that holds this file.
                    path TEXT NOT NULL,
                    -- The digest of the copy, which holds nothing but the picture.
                    sha256 TEXT NOT NULL
                ) WITHOUT ROWID;
                """
        )
        try db.execute(
            sql: "INSERT INTO \(table) (id, kind) VALUES (1, ?)",
            arguments: [kind.rawValue]
        )
        for (photo, copy) in copies.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql: "INSERT INTO \(copiesTable) (photo, path, sha256) VALUES (?, ?, ?)",
                arguments: [photo, copy.path, copy.sha256]
            )
        }
    }

    /// Whether a path stays in the folder it is relative to.
    private static func isInside(_ path: String) -> Bool {
        !path.isEmpty && !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
    }
}

/// Where an index's photos lie now.
package struct PhotoPlaces: Sendable {
    /// Files that have exactly the bytes that were indexed.
    private let files: [String: URL]
    private let export: ExportedIndex?
    private let folder: URL

    /// Finds the places.
    ///
    /// - Parameters:
    ///   - index: The index.
    ///   - photos: Where photos lie, if not where the index says; photos of equal bytes are the same.
    package init(of index: ReferenceIndex, photos: PhotoList?) {
        var files: [String: URL] = [:]
        for sample in photos?.samples ?? [] { files[sample.sha256] = sample.url }
        self.files = files
        export = ExportedIndex(of: index)
        folder = index.url.deletingLastPathComponent()
    }

    /// A photo where it lies now.
    ///
    /// - Parameter photo: The photo as the index has it.
    /// - Returns: The photo with its file, or a copy of it.
    /// - Throws: `ConceptsError` if it did not come along with an export.
    func photo(_ photo: PhotoSample) throws -> PhotoSample {
        if let file = files[photo.sha256] { return photo.at(file) }
        guard let export else { return photo }
        guard let copy = export.copies[photo.sha256] else {
            throw ConceptsError("\(photo.name): \(ExportedIndex.absence)")
        }
        return photo.at(folder.appendingPathComponent(copy.path), fileSHA256: copy.sha256)
    }
}
