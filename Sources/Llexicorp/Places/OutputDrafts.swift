import Foundation
import Glibc

/// The hidden names that one folder's drafts have: `.<folder>.<random>.draft`.
struct DraftNames {
    private static let suffix = ".draft"
    private let prefix: String

    /// The names for a folder, of which only as much is used as leaves room in a file name of 255 bytes.
    init(for destination: URL) {
        var name = destination.lastPathComponent
        while name.utf8.count > 200 { name.removeLast() }
        prefix = ".\(name)."
    }

    /// A name that no other draft has.
    func new() -> String {
        prefix + String(UInt64.random(in: .min ... .max), radix: 36) + Self.suffix
    }

    /// The drafts of the folder that lie beside it.
    func all(in parent: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        return names.filter { name in
            // The middle has no dot, so that `cat` does not claim the drafts of `cat.1`.
            name.hasPrefix(prefix) && name.hasSuffix(Self.suffix)
                && !name.dropFirst(prefix.count).dropLast(Self.suffix.count).contains(".")
        }.map { parent.appendingPathComponent($0) }
    }
}

/// A draft in use: a lock on its folder, which the system lifts when the program ends, however it ends.
///
/// Whoever fills a draft shares its lock; whoever can have the lock alone knows that nobody fills it.
/// File systems that lock no folders (NFS) refuse the latter, and abandoned drafts stay there.
struct DraftLock: ~Copyable {
    /// The draft.
    let folder: URL
    private let descriptor: Int32

    /// Makes a draft and holds it.
    ///
    /// - Returns: Nil if the folder cannot be made or was at once taken for abandoned; `errno` says why.
    static func making(_ folder: URL) -> DraftLock? {
        mkdir(folder.path, 0o777) == 0 ? locking(folder, LOCK_SH) : nil
    }

    /// Takes an abandoned draft.
    ///
    /// - Returns: Nil if the draft is in use.
    static func claiming(_ folder: URL) -> DraftLock? { locking(folder, LOCK_EX) }

    private static func locking(_ folder: URL, _ kind: Int32) -> DraftLock? {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        let isLocked = flock(descriptor, kind | LOCK_NB) == 0
        let isHeld = isLocked || (kind == LOCK_SH && errno != EWOULDBLOCK)
        // Locked a moment too late, the folder is gone.
        guard isHeld, access(folder.path, F_OK) == 0 else {
            let reason = errno
            close(descriptor)
            errno = reason
            return nil
        }
        return DraftLock(folder: folder, descriptor: descriptor)
    }

    deinit { close(descriptor) }
}
