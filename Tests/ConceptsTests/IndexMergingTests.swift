import Concepts
import Foundation
import Testing

@Suite("Merging shards of an index")
struct IndexMergingTests {
    /// Many photos of two layers, so that shards lose photos to the best of others.
    private static let build = MadeUpBuild(
        photos: 123,
        batchSize: 4,
        sampleSize: 20,
        layers: ["features.1", "features.2"],
        broken: [5, 60, 61, 120]
    )

    private static func content(of file: URL) throws -> String {
        let layer = try ReferenceIndex.layers(of: file)[0]
        return try ReferenceIndex(open: file, layer: layer, allowUnfinished: true).contentSHA256()
    }

    /// Builds one shard.
    private static func shard(
        _ number: Int,
        of count: Int,
        in scratch: ScratchFolder,
        _ build: MadeUpBuild = build
    ) async throws -> URL {
        var build = build
        build.shard = try IndexShard(number: number, count: count)
        let file = scratch.url.appendingPathComponent("shard-\(number)-\(count)-\(UUID())")
        _ = try await build.builder(output: file).build()
        return file
    }

    @Test(
        "Any grouping of any shards in any order is the same as one run",
        arguments: [1, 2, 3, 5, 8, 40] as [Int],
        [1, 2] as [UInt64]
    )
    func anyGrouping(count: Int, seed: UInt64) async throws {
        let scratch = try ScratchFolder()
        let whole = scratch.url.appendingPathComponent("whole")
        _ = try await Self.build.builder(output: whole).build()
        var files: [URL] = []
        for number in 1...count {
            files.append(try await Self.shard(number, of: count, in: scratch))
        }
        var generator = SeededGenerator(seed: seed)
        files.shuffle(using: &generator)
        var step = 0
        repeat {
            let part = files.prefix(Int.random(in: 1...min(4, files.count), using: &generator))
            files.removeFirst(part.count)
            let merged = scratch.url.appendingPathComponent("merged-\(step)")
            _ = try IndexMerger(Array(part), output: merged).merge()
            files.append(merged)
            files.shuffle(using: &generator)
            step += 1
        } while files.count > 1
        #expect(try Self.content(of: files[0]) == Self.content(of: whole))
        let index = try ReferenceIndex(open: files[0], layer: "features.2")
        #expect(index.isFinished && index.shard == nil)
        #expect(try scratch.names().allSatisfy { !$0.contains("merging") })
    }

    @Test("Some shards make an unfinished part that says so")
    func part() async throws {
        let scratch = try ScratchFolder()
        let second = try await Self.shard(2, of: 3, in: scratch)
        let third = try await Self.shard(3, of: 3, in: scratch)
        let output = scratch.url.appendingPathComponent("part")
        let report = try IndexMerger([third, second], output: output).merge()
        #expect(report.done == 83 && report.total == 123 && report.broken == 3)
        #expect(!report.isFinished)
        let error = try #require(throws: ConceptsError.self) {
            try ReferenceIndex(open: output, layer: "features.1")
        }
        #expect(error.message == "\(output.path): holds only 83 of 123 photos")
        #expect(error.hint?.contains("index merge") == true)
        // Its photos are the ones of the two shards, and a build does not take it for its own.
        let index = try ReferenceIndex(open: output, layer: "features.1", allowUnfinished: true)
        #expect(
            try index.samples().filter { $0.state != .pending }.map(\.ordinal) == Array(40..<123)
        )
        let refusal = try await #require(throws: ConceptsError.self) {
            try await Self.build.builder(output: output).build()
        }
        #expect(refusal.message.contains("holds a part of the photos only"))
    }

    @Test("Shards that overlap and agree count once")
    func overlapping() async throws {
        let scratch = try ScratchFolder()
        let whole = scratch.url.appendingPathComponent("whole")
        _ = try await Self.build.builder(output: whole).build()
        var files = [whole, whole]
        for (number, count) in [(1, 2), (1, 3), (2, 3), (2, 5)] {
            files.append(try await Self.shard(number, of: count, in: scratch))
        }
        for (place, files) in [files, files.reversed(), [files[2], files[3], files[4]] + [whole]]
            .enumerated()
        {
            let output = scratch.url.appendingPathComponent("merged-\(place)")
            _ = try IndexMerger(files, output: output).merge()
            #expect(try Self.content(of: output) == Self.content(of: whole))
        }
    }

    @Test("Shards that overlap and disagree are an error, and nothing is written")
    func disagreeing() async throws {
        let scratch = try ScratchFolder()
        var other = Self.build
        other.broken = [5, 60, 61, 119]
        let first = try await Self.shard(2, of: 2, in: scratch)
        let second = try await Self.shard(3, of: 3, in: scratch, other)
        let output = scratch.url.appendingPathComponent("merged")
        let error = try #require(throws: ConceptsError.self) {
            try IndexMerger([first, second], output: output).merge()
        }
        #expect(
            error.message.contains(
                "disagrees with the files before it on 2 photos, such as photo-119"
            )
        )
        #expect(try scratch.names().count == 2)
    }

    @Test("A measurement that differs in its last bits is noticed even if no channel kept it")
    func lastBits() async throws {
        let scratch = try ScratchFolder()
        let first = try await Self.shard(1, of: 1, in: scratch)
        var other = Self.build
        // A score in the middle: among the best of no channel.
        other.disturbed = 77
        let second = try await Self.shard(2, of: 2, in: scratch, other)
        let error = try #require(throws: ConceptsError.self) {
            try IndexMerger([first, second], output: scratch.url.appendingPathComponent("m"))
                .merge()
        }
        #expect(error.message.contains("on 1 photos, such as photo-77"))
    }

    @Test("Shards of another index are refused by what differs")
    func anotherRun() async throws {
        let scratch = try ScratchFolder()
        let first = try await Self.shard(1, of: 2, in: scratch)
        let output = scratch.url.appendingPathComponent("merged")
        let cases: [(phrase: String, change: (inout MadeUpBuild) -> Void)] = [
            (
                "layers features.1, features.3, not features.1, features.2",
                { $0.layers[1] = "features.3" }
            ),
            ("other photos (122, now 123", { $0.photos = 122 }),
            ("sampleSize 21, not 20", { $0.sampleSize = 21 }),
            ("batches of 5, not 4", { $0.batchSize = 5 }),
        ]
        for (phrase, change) in cases {
            var other = Self.build
            change(&other)
            let second = try await Self.shard(2, of: 2, in: scratch, other)
            let error = try #require(throws: ConceptsError.self) {
                try IndexMerger([first, second], output: output).merge()
            }
            #expect(error.message.contains("is of another index than \(first.path): "))
            #expect(error.message.contains(phrase), "\(error.message)")
        }
        #expect(!FileManager.default.fileExists(atPath: output.path))
    }

    @Test("What is there already is not replaced", arguments: ["merged", "merged.partial"])
    func overwriting(name: String) async throws {
        let scratch = try ScratchFolder()
        let shard = try await Self.shard(1, of: 1, in: scratch)
        let file = try scratch.write([1, 2, 3], to: name)
        let error = try #require(throws: ConceptsError.self) {
            try IndexMerger([shard], output: scratch.url.appendingPathComponent("merged")).merge()
        }
        #expect(error.message.contains("is there already"))
        #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
    }

    @Test("What is no shard is refused", arguments: ["none", "text"])
    func notAShard(kind: String) throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("shard")
        if kind == "text" { try scratch.write("no index".utf8, to: "shard") }
        let error = try #require(throws: ConceptsError.self) {
            try IndexMerger([file], output: scratch.url.appendingPathComponent("m")).merge()
        }
        #expect(error.message.hasPrefix("\(file.path): "))
        #expect(throws: ConceptsError.self) {
            try IndexMerger([], output: scratch.url.appendingPathComponent("m")).merge()
        }
    }
}

@Suite("Shards of an index")
struct IndexShardTests {
    @Test(
        "Shards are whole batches that cover all photos once",
        arguments: [0, 1, 7, 8, 100, 550],
        [1, 2, 3, 7, 200]
    )
    func cover(photos: Int, count: Int) throws {
        var next = 0
        for number in 1...count {
            let range = try IndexShard(number: number, count: count).photos(
                of: photos,
                batchSize: 8
            )
            #expect(range.lowerBound == next)
            #expect(range.lowerBound.isMultiple(of: 8) || range.lowerBound == photos)
            next = range.upperBound
        }
        #expect(next == photos)
    }

    @Test(
        "What names no shard is told",
        arguments: ["0/3", "4/3", "1/0", "1", "a/b", "1/2/3", "-1/2"]
    )
    func wrong(text: String) {
        #expect(throws: ConceptsError.self) { try IndexShard(parsing: text) }
    }

    @Test("A shard that was interrupted goes on, and is not another one")
    func resumes() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("shard")
        var build = MadeUpBuild(photos: 40)
        build.shard = try IndexShard(parsing: "2/2")
        var interrupted = build
        interrupted.onMeasure = { if $0 == 32 { throw Interruption() } }
        await #expect(throws: Interruption.self) {
            try await interrupted.builder(output: file).build()
        }
        var other = build
        other.shard = try IndexShard(parsing: "1/2")
        let error = try await #require(throws: ConceptsError.self) {
            try await other.builder(output: file).build()
        }
        #expect(error.message.contains("shard 2/2, not shard 1/2"))
        let report = try await build.builder(output: file).build()
        #expect(report.resumedAt == 12 && report.scored == 20)
        // Again: it is there.
        #expect(try await build.builder(output: file).build().resumedAt == 20)
        await #expect(throws: ConceptsError.self) { try await other.builder(output: file).build() }
    }

    private struct Interruption: Error {}
}
