import Digests
package import Foundation

/// Fetches package archives by pip and puts their wanted files into a folder.
package struct PackageFetcher {
    private let runner: CommandRunner

    /// Prepares to fetch.
    ///
    /// - Parameter searchPath: Where to look for `python3` and `tar`, as in `PATH`.
    package init(
        searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    ) {
        runner = CommandRunner(searchPath: searchPath)
    }

    /// Whether a folder holds all wanted files of some archives, unchanged.
    ///
    /// - Parameters:
    ///   - archives: The archives.
    ///   - folder: The folder.
    /// - Returns: False if a file is missing or differs.
    package static func isComplete(_ archives: [PackageArchive], in folder: URL) -> Bool {
        archives.flatMap(\.members).allSatisfy { member in
            let file = folder.appendingPathComponent(member.name)
            return (try? SHA256Digest.hex(ofFileAt: file)) == member.sha256
        }
    }

    /// Fetches archives and puts their wanted files into a folder, all or none.
    ///
    /// - Parameters:
    ///   - archives: What to fetch.
    ///   - folder: Where the files go, with a `SOURCE.txt`; replaced if it exists.
    ///   - report: Takes a line on each step.
    /// - Throws: `ModelsError` if a program is missing or fails, or a file is not the expected one.
    package func fetch(
        _ archives: [PackageArchive],
        into folder: URL,
        report: (String) -> Void
    ) throws {
        let files = FileManager.default
        let parent = folder.deletingLastPathComponent()
        let work = parent.appendingPathComponent(".pull-\(UUID().uuidString)")
        let staged = work.appendingPathComponent("staged")
        do {
            try files.createDirectory(at: staged, withIntermediateDirectories: true)
        } catch {
            throw ModelsError(
                "\(parent.path): cannot be written to",
                hint: "give another cache folder"
            )
        }
        defer { try? files.removeItem(at: work) }
        for archive in archives {
            report("fetching \(archive.name) \(archive.version) by pip")
            let file = try PipDownload(runner: runner).fetch(archive, in: work)
            try PackageExtraction(runner: runner).extract(archive, file, to: staged, in: work)
        }
        try Data(source(archives).utf8).write(to: staged.appendingPathComponent("SOURCE.txt"))
        try place(staged, at: folder, archives, aside: work.appendingPathComponent("before"))
    }

    // MARK: Placing

    private func place(
        _ staged: URL,
        at folder: URL,
        _ archives: [PackageArchive],
        aside: URL
    ) throws(ModelsError) {
        // Whatever stood there was incomplete, and goes with the temporary folder.
        rename(folder.path, aside.path)
        guard rename(staged.path, folder.path) != 0 else { return }
        let reason = String(cString: strerror(errno))
        // Somebody else may have placed the same files in the meantime.
        guard !PackageFetcher.isComplete(archives, in: folder) else { return }
        throw ModelsError("\(folder.path): cannot be written: \(reason)")
    }

    private func source(_ archives: [PackageArchive]) -> String {
        let parts = archives.map { archive in
            let head =
                "Python package \(archive.name) \(archive.version), licence \(archive.licence)"
            let members = archive.members.map { member in
                "  \(member.name)  from \(member.path)\n    sha256 \(member.sha256)"
            }
            return ([head, "  archive sha256 \(archive.sha256)"] + members).joined(separator: "\n")
        }
        return parts.joined(separator: "\n\n") + "\n"
    }
}
