import Foundation

/// What the files of replies in a folder hold.
struct BatchReplies: Sendable {
    /// Replies by request; of several for one request the last that succeeded.
    private(set) var answers: [String: BatchLine] = [:]
    /// Damaged lines and unreadable files, one text each.
    private(set) var notes: [String] = []
    /// How many files were read.
    private(set) var files = 0

    /// More of the same is not told: a wrong file would fill the terminal.
    private static let mostNotes = 20
    /// A file larger than this is no file of replies.
    private static let largestFile = 2 << 30

    /// Reads every `.jsonl` file of a folder, in the order of names, except files of requests.
    ///
    /// - Throws: `misuse` if the folder is there and cannot be listed. One that is not there holds
    ///   nothing.
    init(folder: URL) throws(LanguageModelsError) {
        var left = 0
        for url in try Self.files(in: folder) {
            let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
            guard size <= Self.largestFile,
                let data = try? Data(contentsOf: url, options: .mappedIfSafe)
            else {
                notes.append("\(url.lastPathComponent) cannot be read")
                continue
            }
            files += 1
            for (number, bytes) in JSONLines.lines(of: data) {
                guard let value = ServerJSON.value(in: bytes),
                    let (identifier, line) = BatchLine.read(value)
                else {
                    if notes.count < Self.mostNotes {
                        notes.append("\(url.lastPathComponent), line \(number): no reply")
                    } else {
                        left += 1
                    }
                    continue
                }
                keep(line, for: identifier)
            }
        }
        if left > 0 { notes.append("and \(left) damaged lines more") }
    }

    private mutating func keep(_ line: BatchLine, for identifier: String) {
        if case .failed = line, case .answered = answers[identifier] { return }
        answers[identifier] = line
    }

    private static func files(in folder: URL) throws(LanguageModelsError) -> [URL] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
            return []
        }
        guard isFolder.boolValue else {
            throw LanguageModelsError(
                .misuse,
                "\(folder.path) is a file, not a batch folder",
                hint: "give a folder that can be read and written"
            )
        }
        do {
            return try FileManager.default
                .contentsOfDirectory(at: folder, includingPropertiesForKeys: [.fileSizeKey])
                .filter { url in
                    url.pathExtension == "jsonl" && !BatchRequests.isRequestFile(url)
                        && !url.lastPathComponent.hasPrefix(".")
                }
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw LanguageModelsError(
                .misuse,
                "cannot list the batch folder \(folder.path): \(RecordFile.reason(error))",
                hint: "give a folder that can be read and written"
            )
        }
    }
}
