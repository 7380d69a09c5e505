import Concepts
import Foundation
import Testing

@Suite("Indexes of other schemas and settings")
struct OlderIndexTests {
    /// Gives an index another schema, of the same length.
    private static func mark(_ file: URL, as version: Character) throws {
        var bytes = try Data(contentsOf: file)
        let schema = Data(IndexRun.currentSchema.utf8)
        while let place = bytes.range(of: schema) {
            bytes[place.upperBound - 1] = try #require(version.asciiValue)
        }
        try bytes.write(to: file)
    }

    @Test("An index of an older schema is told with the command that makes it anew")
    func told() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        _ = try await MadeUpBuild().builder(output: file).build()
        try Self.mark(file, as: "1")
        let error = try #require(throws: ConceptsError.self) { try ReferenceIndex(open: file) }
        #expect(error.message.contains("was made by an older version (llexicorp/index/1)"))
        #expect(
            error.hint == "build it again: llexicorp index build PHOTOS --model made-up "
                + "--layer features.1 --output \(file.path)"
        )
    }

    @Test("It is replaced by a new build, and only when that is whole")
    func replaced() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        _ = try await MadeUpBuild(photos: 12).builder(output: file).build()
        try Self.mark(file, as: "1")
        let old = try Data(contentsOf: file)
        var interrupted = MadeUpBuild()
        interrupted.onMeasure = { if $0 == 16 { throw Stopped() } }
        await #expect(throws: Stopped.self) {
            try await interrupted.builder(output: file).build()
        }
        #expect(try Data(contentsOf: file) == old)
        let report = try await MadeUpBuild().builder(output: file).build()
        #expect(report.resumedAt == 16)
        #expect(try ReferenceIndex(open: file).run.photoCount == 30)
    }

    @Test("What an older version began is begun anew")
    func begun() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        var interrupted = MadeUpBuild()
        interrupted.onMeasure = { if $0 == 16 { throw Stopped() } }
        _ = try? await interrupted.builder(output: file).build()
        try Self.mark(file.appendingPathExtension("partial"), as: "1")
        let report = try await MadeUpBuild().builder(output: file).build()
        #expect(report.resumedAt == 0)
        let whole = scratch.url.appendingPathComponent("whole")
        _ = try await MadeUpBuild().builder(output: whole).build()
        #expect(
            try ReferenceIndex(open: file).contentSHA256()
                == ReferenceIndex(open: whole).contentSHA256()
        )
    }

    @Test("An index of a newer version is left alone", arguments: ["index", "index.partial"])
    func newer(name: String) async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        _ = try await MadeUpBuild().builder(output: file).build()
        try Self.mark(file, as: "9")
        let place = scratch.url.appendingPathComponent(name)
        if place != file { try FileManager.default.moveItem(at: file, to: place) }
        let bytes = try Data(contentsOf: place)
        let error = try await #require(throws: ConceptsError.self) {
            try await MadeUpBuild().builder(output: file).build()
        }
        #expect(error.message.contains("was made by another version (llexicorp/index/9)"))
        #expect(try Data(contentsOf: place) == bytes)
    }

    @Test("Changed settings are noticed, each by its name")
    func settings() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        _ = try await MadeUpBuild().builder(output: file).build()
        let cases: [(phrase: String, change: (inout MadeUpBuild) -> Void)] = [
            ("modes relmax-sum actmax-sum, not relmax-sum", { $0.modes = [.relmaxSum] }),
            ("target own-top-1, not given-label", { $0.targetRule = .givenLabel }),
            ("sampleSize 5, not 6", { $0.sampleSize = 6 }),
            ("layer features.1, not features.1, features.2", { $0.layers.append("features.2") }),
            ("other photos (30, now 31", { $0.photos = 31 }),
        ]
        for (phrase, change) in cases {
            var build = MadeUpBuild()
            change(&build)
            let error = try await #require(throws: ConceptsError.self) {
                try await build.builder(output: file).build()
            }
            #expect(
                error.message == "\(file.path): is an index of something else: \(phrase)"
                    || phrase.hasPrefix("other") && error.message.contains(phrase),
                "\(error)"
            )
        }
    }

    @Test("Names of rankings and target rules are checked", arguments: ["", "relmax", "own"])
    func names(name: String) {
        #expect(throws: ConceptsError.self) { try ReferenceMode.named(name) }
        #expect(throws: ConceptsError.self) { try TargetRule.named(name) }
    }

    @Test("A ranking's name says all of it", arguments: ReferenceMode.allCases)
    func modeNames(mode: ReferenceMode) throws {
        let quantity = mode.quantity == .relevance ? "relmax" : "actmax"
        #expect(
            mode.rawValue
                == "\(quantity)-\(mode.pooling.rawValue)\(mode.isNormalized ? "" : "-raw")"
        )
        #expect(mode.shortName == quantity)
        #expect(try ReferenceMode.named(mode.rawValue) == mode)
    }
}

private struct Stopped: Error {}
