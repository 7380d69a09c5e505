import Digests
import Foundation
import Models

/// A folder with two small archives and a search path that holds a stand-in for python3.
struct PackageStage {
    let root: URL

    var cache: URL { root.appendingPathComponent("cache") }
    var log: URL { root.appendingPathComponent("calls.log") }
    var fetcher: PackageFetcher { PackageFetcher(searchPath: programs.path) }
    private var programs: URL { root.appendingPathComponent("bin") }
    private var index: URL { root.appendingPathComponent("index") }

    static func with(_ body: (PackageStage) throws -> Void) throws {
        try WeightsFixture.withFolder { root in
            let stage = PackageStage(root: root)
            for folder in [stage.cache, stage.programs, stage.index] {
                try FileManager.default.createDirectory(
                    at: folder,
                    withIntermediateDirectories: true
                )
            }
            for archive in ["toy-1.0.tar.gz", "names-2.0-py3-none-any.whl"] {
                try FileManager.default.copyItem(
                    at: WeightsFixture.url(archive),
                    to: stage.index.appendingPathComponent(archive)
                )
            }
            // tar calls gzip by name.
            for program in ["tar", "gzip", "sh", "cp", "cat"] {
                let folder = ["/usr/bin", "/bin"].first {
                    FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
                }
                try FileManager.default.createSymbolicLink(
                    atPath: stage.programs.appendingPathComponent(program).path,
                    withDestinationPath: "\(folder ?? "/bin")/\(program)"
                )
            }
            try body(stage)
        }
    }

    /// Puts a python3 on the search path that serves the archives, or runs `script` instead.
    func installPython(_ script: String? = nil) throws {
        let serve = """
            PATH=/usr/bin:/bin
            echo "$@" >> '\(log.path)'
            case "$*" in *--version*|*import*) exit 0;; esac
            while [ $# -gt 1 ]; do
              [ "$1" = --dest ] && target=$2
              [ "$1" = --requirement ] && pins=$2
              shift
            done
            [ "$1" ] && : "${pins:=$1}"
            cat "$pins" >> '\(log.path)'
            name=$(sed 's/==.*//' "$pins")
            mkdir -p "$target" && cp '\(index.path)'/"$name"-* "$target"
            """
        // A script just written may still be open in a process that another test is starting, and
        // then cannot be run; so what runs is a link to an old file, which reads the new one.
        let url = programs.appendingPathComponent("python3")
        try Data("\(script ?? serve)\n".utf8).write(to: url.appendingPathExtension("sh"))
        try? FileManager.default.removeItem(at: url)
        try FileManager.default.createSymbolicLink(
            at: url,
            withDestinationURL: WeightsFixture.url("stand_in")
        )
    }

    /// A source distribution and a wheel, described by what they really are.
    func archives(
        archiveDigest: String? = nil,
        memberDigest: String? = nil
    ) throws -> [PackageArchive] {
        let weights = "weights of a toy"
        let names = "[\"cat\", \"dog\"]"
        let source = index.appendingPathComponent("toy-1.0.tar.gz")
        let wheel = index.appendingPathComponent("names-2.0-py3-none-any.whl")
        return [
            PackageArchive(
                name: "toy",
                version: "1.0",
                licence: "MIT",
                kind: .source,
                sha256: try archiveDigest ?? SHA256Digest.hex(ofFileAt: source),
                members: [
                    .init(
                        path: "toy-1.0/toy/weights.pkl",
                        name: "weights.pkl",
                        sha256: memberDigest ?? SHA256Digest.hex(of: weights.utf8),
                        size: weights.utf8.count
                    )
                ]
            ),
            PackageArchive(
                name: "names",
                version: "2.0",
                licence: "BSD",
                kind: .wheel,
                sha256: try SHA256Digest.hex(ofFileAt: wheel),
                members: [
                    .init(
                        path: "names/classes.json",
                        name: "classes.json",
                        sha256: SHA256Digest.hex(of: names.utf8),
                        size: names.utf8.count
                    )
                ]
            ),
        ]
    }

    /// What stands in the cache's folder of models.
    func leftovers() throws -> [String] {
        let models = cache.appendingPathComponent("models").path
        guard FileManager.default.fileExists(atPath: models) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: models).sorted()
    }
}
