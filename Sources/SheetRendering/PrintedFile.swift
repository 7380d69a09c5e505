import Foundation
import Tensors

/// A file that is ready to be written.
struct PrintedFile {
    /// Its name in the folder.
    var name: String
    var data: Data

    /// Writes a set of files: all of them, or none.
    ///
    /// Every file is first written beside its place; only when all are there do they take their names.
    ///
    /// - Parameters:
    ///   - files: The files.
    ///   - directory: Where to; it is made if it is missing.
    /// - Returns: Their places in the same order.
    /// - Throws: `TensorsError` if the folder may not be written to or the disk is full; nothing of the set
    ///   is then left, and older files of these names stand as they were.
    static func write(_ files: [PrintedFile], to directory: URL) throws -> [URL] {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let drafts = files.map { _ in
            directory.appendingPathComponent(
                ".\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
            )
        }
        do {
            for file in files {
                // The one thing that a finished file cannot take the place of.
                let place = directory.appendingPathComponent(file.name)
                var isFolder: ObjCBool = false
                guard
                    !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
                        || !isFolder.boolValue
                else { throw TensorsError("\(place.path): cannot be written: is a folder") }
            }
            for (file, draft) in zip(files, drafts) { try WholeFile.write(file.data, to: draft) }
            return try zip(files, drafts).map { file, draft in
                let place = directory.appendingPathComponent(file.name)
                guard rename(draft.path, place.path) == 0 else {
                    throw TensorsError(
                        "\(place.path): cannot be written: \(String(cString: strerror(errno)))"
                    )
                }
                return place
            }
        } catch {
            for draft in drafts { unlink(draft.path) }
            throw error
        }
    }
}
