import Digests
import Foundation
import GRDB

/// Makes the copy of an index file that may leave the machine.
struct ExportedDatabase {
    let source: URL
    let export: IndexExport

    /// Writes the copy.
    ///
    /// Paths of this machine are not in it, nor in what SQLite leaves of rows that were changed: the file is
    /// written anew at the end.
    ///
    /// - Parameters:
    ///   - file: Where to; nothing may be there.
    ///   - copies: The exported photos by their digests.
    /// - Throws: `ConceptsError` if it cannot be written, or would hold a path of this machine.
    func write(to file: URL, copies: [String: ExportedIndex.Copy]) throws {
        do {
            try copySource(to: file)
            var configuration = Configuration()
            configuration.prepareDatabase { db in
                try db.execute(
                    sql: "PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON"
                )
            }
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            let places = try queue.write { db in
                let places = try Set(String.fetchAll(db, sql: "SELECT path FROM samples"))
                try hideSamples(in: db, copies: copies)
                try ExportedIndex.create(export.kind, copies: copies, in: db)
                return places
            }
            try queue.writeWithoutTransaction { db in try db.execute(sql: "VACUUM") }
            try queue.close()
            try check(file, holdsNoneOf: places)
        } catch let error as DatabaseError {
            throw Self.error(error, file: file)
        }
    }

    /// How many names of concepts a file holds.
    static func nameCount(in index: ReferenceIndex) -> Int {
        let count = try? index.database.read { db in
            try db.tableExists("names")
                ? Int.fetchOne(db, sql: "SELECT COUNT(*) FROM names") ?? 0 : 0
        }
        return count ?? 0
    }

    private func copySource(to file: URL) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: source.path, configuration: configuration)
        try queue.unsafeRead { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [file.path])
        }
        try queue.close()
    }

    private func hideSamples(in db: Database, copies: [String: ExportedIndex.Copy]) throws {
        let update = try db.makeStatement(
            sql: "UPDATE samples SET path = ?, name = ?, label = ?, reason = ? WHERE ordinal = ?"
        )
        // Names are unique, also while they change one by one.
        try db.execute(sql: "UPDATE samples SET name = '#' || ordinal || '#' || name")
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM samples ORDER BY ordinal")
        for row in rows {
            let ordinal: Int = try row.decode(forColumn: "ordinal")
            let marked: String = try row.decode(forColumn: "name")
            let name = String(marked.dropFirst("#\(ordinal)#".count))
            let sha256: String = try row.decode(forColumn: "sha256")
            let label: String? = try row.decode(forColumn: "label")
            let package: String? = try row.decode(forColumn: "package")
            let reason: String? = try row.decode(forColumn: "reason")
            try update.execute(arguments: [
                copies[sha256]?.path ?? "",
                isNameKept(package: package) ? name : sha256,
                isLabelKept(label, name: name, package: package) ? label : nil,
                // What went wrong is told with the file's path.
                reason.map { _ in "could not be used" },
                ordinal,
            ])
        }
    }

    /// Whether a photo keeps its name: one in a package is public, another says how its owner keeps photos.
    private func isNameKept(package: String?) -> Bool {
        export.kind != .hashes && (package != nil || export.keepsNames)
    }

    /// Whether a photo keeps its label, which may be the name of the folder it lay in.
    private func isLabelKept(_ label: String?, name: String, package: String?) -> Bool {
        guard export.kind == .hashes, package == nil, !export.keepsLabels else { return true }
        let folder = name.split(separator: "/").dropLast().last
        return label.map { $0[...] } != folder
    }

    /// Looks for what must not leave in the finished file: the last guard, whatever tables there may be.
    private func check(_ file: URL, holdsNoneOf paths: Set<String>) throws {
        // Of a folder directly below the root the name may be any word, so two levels are looked for.
        let roots = Set(
            paths.filter { $0.hasPrefix("/") }.compactMap { path in
                let folders = path.split(separator: "/").dropLast()
                return folders.count > 1 ? "/" + folders.prefix(2).joined(separator: "/") : nil
            }
        )
        let bytes = try Data(contentsOf: file, options: .alwaysMapped)
        for folder in roots {
            guard !bytes.holds(Array(folder.utf8)) else {
                throw ConceptsError(
                    "\(source.path): holds the path \(folder) in a place that is not known, "
                        + "so nothing was exported",
                    hint: "build the index again with this version"
                )
            }
        }
    }

    private static func error(_ error: DatabaseError, file: URL) -> ConceptsError {
        guard error.resultCode == .SQLITE_FULL else { return ConceptsError(error, file: file) }
        return ConceptsError(
            "\(file.path): the disk is full",
            hint: "make room, or choose another --output"
        )
    }
}

extension Data {
    /// Whether some bytes, at least one, stand somewhere in it.
    fileprivate func holds(_ wanted: [UInt8]) -> Bool {
        withUnsafeBytes { bytes in
            guard bytes.count >= wanted.count else { return false }
            return (0...bytes.count - wanted.count).contains { start in
                bytes[start] == wanted[0]
                    && wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
            }
        }
    }
}
