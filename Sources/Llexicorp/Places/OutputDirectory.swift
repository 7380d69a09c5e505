import CRename
public import Foundation
import Glibc

/// A folder that appears whole or not at all: filled under a temporary name beside its place, then
/// put there in one step, replacing what stood there as a whole.
public struct OutputDirectory: ~Copyable {
    /// Where it is being filled.
    public let draft: URL
    /// Where it will stand.
    public let destination: URL
    private var isPublished = false

    /// Makes the empty draft.
    ///
    /// - Parameter destination: Where the folder will stand; its parent is made if need be.
    /// - Throws: `LlexicorpError` if nothing can be written there, or a file stands there.
    public init(replacing destination: URL) throws {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: destination.path, isDirectory: &isDirectory),
            !isDirectory.boolValue
        {
            throw LlexicorpError(
                "\(destination.path): a file stands where the folder should go",
                hint: "move it away or choose another --output"
            )
        }
        let parent = destination.deletingLastPathComponent()
        let draft = parent.appendingPathComponent(
            ".\(destination.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).draft"
        )
        do {
            try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        } catch {
            throw LlexicorpError(
                "\(parent.path): cannot be written to (\(String(cString: strerror(errno))))",
                hint: "choose another --output"
            )
        }
        self.draft = draft
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
            guard llexicorp_exchange_names(draft.path, destination.path) == 0 else {
                throw LlexicorpError(
                    "\(destination.path): cannot be put in place (\(String(cString: strerror(errno))))",
                    hint: "choose another --output"
                )
            }
            try? FileManager.default.removeItem(at: draft)
        }
        isPublished = true
    }
}
