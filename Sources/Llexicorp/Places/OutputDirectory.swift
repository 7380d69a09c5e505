import CRename
public import Explanations
public import Foundation
import Glibc

/// A folder that appears whole or not at all: filled under a temporary name beside its place, then
/// put there in one step, replacing what stood there as a whole.
///
/// Only an empty folder or one that holds the same kind of thing is ever replaced.
public struct OutputDirectory: ~Copyable {
    /// Where it is being filled.
    public let draft: URL
    /// Where it will stand.
    public let destination: URL
    private let lock: DraftLock
    private var isPublished = false

    /// Makes the empty draft, and removes those that killed programs left of the same folder.
    ///
    /// - Parameters:
    ///   - destination: Where the folder will stand; its parent is made if need be.
    ///   - marker: The file that tells a folder of the same kind, which may be replaced.
    /// - Throws: `LlexicorpError` if nothing can be written there, or a file or a folder of something
    ///   else stands there.
    public init(replacing destination: URL, markedBy marker: String = ExplanationFile.name) throws {
        try Self.checkReplaceable(destination, marker)
        let parent = destination.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        } catch {
            throw LlexicorpError(
                "\(parent.path): the folder cannot be made (\(ErrorLine.reason(error)))",
                hint: "choose another --output"
            )
        }
        let names = DraftNames(for: destination)
        for abandoned in names.all(in: parent) {
            if let claimed = DraftLock.claiming(abandoned) {
                try? FileManager.default.removeItem(at: claimed.folder)
            }
        }
        guard
            let lock = DraftLock.making(parent.appendingPathComponent(names.new()))
                // Another run may have taken the first for abandoned before it was locked.
                ?? DraftLock.making(parent.appendingPathComponent(names.new()))
        else {
            throw LlexicorpError(
                "\(parent.path): cannot be written to (\(String(cString: strerror(errno))))",
                hint: "choose another --output"
            )
        }
        draft = lock.folder
        self.lock = lock
        self.destination = destination
    }

    deinit {
        if !isPublished { try? FileManager.default.removeItem(at: draft) }
    }

    /// Puts the draft in its place.
    ///
    /// What stood there is exchanged for it in one step and then removed.
    ///
    /// - Throws: `LlexicorpError` if the file system refuses; the old folder then still stands.
    public consuming func publish() throws {
        if rename(draft.path, destination.path) != 0 {
            // Not empty or not there: exchange the two names, then remove the old content.
            let isExchanged = llexicorp_exchange_names(draft.path, destination.path) == 0
            guard isExchanged || replaceInSteps() else {
                throw LlexicorpError(
                    "\(destination.path): cannot be put in place (\(String(cString: strerror(errno))))",
                    hint: "choose another --output"
                )
            }
            try? FileManager.default.removeItem(at: draft)
        }
        isPublished = true
    }

    /// Does what the exchange does where the file system knows no exchange (NFS, FUSE): for a moment the
    /// destination has no folder, but at no time half of one.
    ///
    /// - Returns: Whether the new folder stands and the old one has the draft's name; else `errno` is set.
    private func replaceInSteps() -> Bool {
        guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { return false }
        let aside = draft.path + ".old"
        guard rename(destination.path, aside) == 0 else { return false }
        guard rename(draft.path, destination.path) == 0 else {
            let reason = errno
            _ = rename(aside, destination.path)
            errno = reason
            return false
        }
        return rename(aside, draft.path) == 0
    }

    /// Refuses to replace what the program did not make.
    private static func checkReplaceable(_ destination: URL, _ marker: String) throws {
        var isDirectory: ObjCBool = false
        let files = FileManager.default
        guard files.fileExists(atPath: destination.path, isDirectory: &isDirectory) else { return }
        guard isDirectory.boolValue else {
            throw LlexicorpError(
                "\(destination.path): a file stands where the folder should go",
                hint: "move it away or choose another --output"
            )
        }
        let content: [String]
        do {
            content = try files.contentsOfDirectory(atPath: destination.path)
        } catch {
            throw LlexicorpError(ErrorLine.text(error), hint: "choose another --output")
        }
        guard content.isEmpty || content.contains(marker) else {
            throw LlexicorpError(
                "\(destination.path): would be replaced, but is something else (it has no \(marker))",
                hint: "move it away or choose another --output"
            )
        }
    }
}
