import Foundation
import GRDB

/// An open index file: turns SQLite's errors into one line about the file.
final class IndexDatabase: Sendable {
    /// How the file is used.
    enum Access: Sendable {
        /// Other processes may read at the same time.
        case reading
        /// Nobody else may open the file until this process ends or closes it.
        case building
        /// Single rows are added to a finished index; other processes may read and write in between.
        case adding
    }

    /// The file to speak of in errors.
    let file: URL
    private let queue: DatabaseQueue

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - file: The index; made empty when it is not there and `access` is `building`.
    ///   - access: What for.
    ///   - title: The file to speak of in errors, if another one: what this one will become.
    ///   - pageLimit: The most pages of 4096 bytes the file may have; a smaller disk, for tests.
    /// - Throws: `ConceptsError` if SQLite cannot open it.
    init(_ file: URL, access: Access, title: URL? = nil, pageLimit: Int? = nil) throws {
        self.file = title ?? file
        if access == .reading { Self.undoInterruptedWriting(to: file) }
        var configuration = Configuration()
        configuration.readonly = access == .reading
        // A build's lock is held for long, so it is not waited for, but for others who try for it as well.
        configuration.busyMode = .timeout(access == .building ? 0.1 : 5)
        configuration.prepareDatabase { db in
            if access == .building {
                // A rollback journal, not a write-ahead log: it works on network folders too, and at the
                // end one plain file remains.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                // The lock is taken first and then kept: of two builds that begin at once, each keeping a
                // reader's lock from its first look at the file, neither could go on.
                try db.execute(
                    sql: "BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE; COMMIT"
                )
            }
            if let pageLimit { try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
        }
        do {
            queue = try DatabaseQueue(path: file.path, configuration: configuration)
        } catch let error as DatabaseError {
            throw ConceptsError(error, file: title ?? file)
        }
    }

    /// Reads within one transaction.
    func read<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws -> Result {
        try explained { try queue.read(body) }
    }

    /// Writes within one transaction: all of it is kept, or nothing.
    func write<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) throws -> Result {
        try explained { try queue.write(body) }
    }

    /// Writes within one transaction, with another file at hand as `source`, which is only read.
    ///
    /// - Parameters:
    ///   - other: An index's file.
    ///   - body: What to write.
    /// - Throws: `ConceptsError`, or what `body` throws; then nothing is written.
    func write(attaching other: URL, _ body: @Sendable (Database) throws -> Void) throws {
        try explained {
            try queue.writeWithoutTransaction { db in
                // The name is a path, never one of SQLite's URIs: those begin with "file:".
                try db.execute(
                    sql: "ATTACH DATABASE ? AS source",
                    arguments: [other.absoluteURL.path]
                )
                defer { try? db.execute(sql: "DETACH DATABASE source") }
                try db.inTransaction {
                    try body(db)
                    return .commit
                }
            }
        }
    }

    /// Closes the file and gives up its lock.
    func close() throws { try explained { try queue.close() } }

    /// Does something with the file; what GRDB throws becomes one line about it.
    private func explained<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw ConceptsError(error, file: file)
        } catch is RowDecodingError {
            throw ConceptsError.damaged(file)
        }
    }
}

extension ConceptsError {
    /// What to say of a file that SQLite opens, but that holds something else than an index.
    static func damaged(_ file: URL) -> ConceptsError {
        ConceptsError(
            "\(file.path): is not a reference index, or is damaged",
            hint: "delete it and build the index again"
        )
    }

    /// Says what SQLite's error means for the person.
    init(_ error: DatabaseError, file: URL) {
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                "\(file.path): the disk is full",
                hint: "make room and run this again: what was committed is kept"
            )
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR:
            // The last one is "no such table" or column: other tables than an index has.
            self = .damaged(file)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                "\(file.path): is in use by another process",
                hint: "wait until that build has ended"
            )
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
            self.init(
                "\(file.path): cannot be opened or written",
                hint: "check that the folder exists and who may write there"
            )
        default:
            self.init("\(file.path): \(error.message ?? error.resultCode.description)")
        }
    }
}
