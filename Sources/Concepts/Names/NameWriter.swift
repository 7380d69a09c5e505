import Foundation
import GRDB

/// Keeps names in an index, one channel at a time: what was kept stays, however the process ends.
///
/// Others may read the index all the while. Only one process names an index at a time; a person's own name
/// (`ReferenceIndex.rename`) may come in between and is not replaced.
public final class NameWriter: Sendable {
    private let index: ReferenceIndex
    private let database: IndexDatabase
    private let lock: NamingLock

    /// Claims an index.
    ///
    /// - Parameter index: The index.
    /// - Throws: `ConceptsError` if another process names it, or if it cannot be written.
    public init(_ index: ReferenceIndex) throws {
        self.index = index
        lock = try NamingLock(beside: index.url)
        database = try IndexDatabase(index.url, access: .adding)
        // A file that cannot be written is told of before anybody is asked for a name.
        try database.write { try NamesTable.create(in: $0) }
    }

    /// Keeps a name in place of an earlier one of the same channel and language.
    ///
    /// - Parameters:
    ///   - naming: The name.
    ///   - replacesPersons: Whether it also replaces one that a person gave.
    /// - Returns: Whether it was kept.
    /// - Throws: `ConceptsError` if it cannot be written; then the earlier one stands.
    @discardableResult
    public func keep(_ naming: ChannelNaming, replacesPersons: Bool = false) throws -> Bool {
        let layer = index.run.layer
        return try database.write { db in
            try NamesTable.keep(naming, layer: layer, replacesPersons: replacesPersons, in: db)
        }
    }
}

extension ReferenceIndex {
    /// Keeps a name that a person gave.
    ///
    /// - Parameter naming: The name; it replaces any other of the same channel and language.
    /// - Throws: `ConceptsError` if there is no such channel or the file cannot be written.
    public func rename(_ naming: ChannelNaming) throws {
        try check(channels: [naming.channel])
        let layer = run.layer
        _ = try IndexDatabase(url, access: .adding).write { db in
            try NamesTable.keep(naming, layer: layer, replacesPersons: true, in: db)
        }
    }

    /// Removes names.
    ///
    /// - Parameters:
    ///   - channels: The channels.
    ///   - languages: The languages; nil for all.
    /// - Returns: How many names there were.
    /// - Throws: `ConceptsError` if there is no such channel or the file cannot be written.
    public func forgetNames(of channels: [Int], languages: [String]? = nil) throws -> Int {
        try check(channels: channels)
        let layer = run.layer
        return try IndexDatabase(url, access: .adding).write { db in
            try NamesTable.forget(channels, languages: languages, layer: layer, in: db)
        }
    }

    /// Refuses channels that the layer has not.
    ///
    /// - Parameter channels: Channels as a person named them.
    /// - Throws: `ConceptsError` naming the first that is not there.
    public func check(channels: [Int]) throws {
        guard let stray = channels.first(where: { !(0..<run.channels).contains($0) }) else {
            return
        }
        throw ConceptsError(
            "\(url.path): has no channel \(stray); \(run.layer) has channels 0 to \(run.channels - 1)"
        )
    }
}

/// The right to name an index: a lock on a file beside it, which the system lifts when the process ends,
/// however it ends.
private final class NamingLock: Sendable {
    private let file: URL
    private let descriptor: Int32

    init(beside index: URL) throws {
        file = index.deletingLastPathComponent()
            .appendingPathComponent(index.lastPathComponent + ".naming")
        // Between opening and locking, an earlier owner may remove the file: then its successor counts.
        for _ in 0..<10 {
            let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
            guard descriptor >= 0 else {
                throw ConceptsError(
                    "\(file.path): cannot be written (\(String(cString: strerror(errno))))",
                    hint: "check who may write there, or copy the index to a folder of your own"
                )
            }
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                let isTaken = errno == EWOULDBLOCK
                close(descriptor)
                guard !isTaken else {
                    throw ConceptsError(
                        "\(index.path): its channels are being named by another process",
                        hint: "wait until that has ended"
                    )
                }
                // A file system without locks.
                self.descriptor = -1
                return
            }
            var (mine, there) = (stat(), stat())
            if fstat(descriptor, &mine) == 0, stat(file.path, &there) == 0,
                mine.st_ino == there.st_ino
            {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
        throw ConceptsError("\(file.path): cannot be locked")
    }

    deinit {
        guard descriptor >= 0 else { return }
        unlink(file.path)
        close(descriptor)
    }
}
