import Concepts
import Digests
import Explanations
import Foundation
import Images
import Tensors
import Testing

/// A build over photos that are only names: a photo's scores are drawn from its name, so that the
/// bookkeeping is tried without a network.
struct MadeUpBuild {
    static let channels = 6

    var photos = 30
    var batchSize = 4
    var sampleSize = 5
    var layers = ["features.1"]
    var shard: IndexShard?
    var broken: Set<Int> = []
    var modes = ReferenceMode.standard
    var targetRule = TargetRule.ownTop1
    /// A photo whose scores differ in their last bits.
    var disturbed: Int?
    var pageLimit: Int?
    /// Called with the photo's ordinal when it is loaded.
    var onLoad: @Sendable (Int) throws -> Void = { _ in }
    /// Called with the first photo's ordinal when a batch is measured.
    var onMeasure: @Sendable (Int) throws -> Void = { _ in }

    var list: PhotoList {
        PhotoList(
            samples: (0..<photos).map {
                PhotoSample(
                    name: "photo-\($0)",
                    url: URL(fileURLWithPath: "/nowhere/\($0).png"),
                    sha256: SHA256Digest.hex(of: "\($0)".utf8),
                    label: "label \($0 % 3)",
                    wordNetID: nil,
                    credit: Credit(licence: "CC0-1.0", author: nil, package: nil)
                )
            },
            source: URL(fileURLWithPath: "/nowhere")
        )
    }

    func builder(output: URL) -> IndexBuilder {
        let list = self.list
        let broken = self.broken
        let onLoad = self.onLoad
        let onMeasure = self.onMeasure
        let layers = self.layers
        let modes = self.modes
        let targetRule = self.targetRule
        let disturbed = self.disturbed
        return IndexBuilder(
            plan: IndexPlan(
                runs: layers.map { layer in
                    IndexRun(
                        model: "made-up",
                        weightsSHA256: String(repeating: "a", count: 64),
                        layer: layer,
                        channels: Self.channels,
                        composite: "epsilon-plus-flat",
                        preprocessing: "{}",
                        modes: modes,
                        targetRule: targetRule,
                        lateLayer: "late",
                        photosSHA256: list.sha256,
                        photoCount: list.samples.count,
                        sampleSize: sampleSize
                    )
                },
                photos: list,
                batchSize: batchSize,
                shard: shard
            ),
            output: output,
            pipeline: IndexBuilder.Pipeline(
                load: { sample in
                    let ordinal = Self.ordinal(of: sample)
                    try onLoad(ordinal)
                    if broken.contains(ordinal) {
                        throw ConceptsError("\(sample.name): is broken")
                    }
                    return PreparedReference(
                        input: Tensor(shape: [1], elements: [Float(ordinal)]),
                        pictureHash: Self.hash(of: ordinal)
                    )
                },
                measure: { batch in
                    try onMeasure(Self.ordinal(of: batch[0].sample))
                    return batch.map { photo in
                        let ordinal = Self.ordinal(of: photo.sample)
                        var measurement = Self.measurement(of: ordinal, layers: layers)
                        if ordinal == disturbed { measurement.layers[0].disturb() }
                        for layer in layers.indices {
                            let scores = measurement.layers[layer].scores
                            measurement.layers[layer].scores = ReferenceMode.standard.enumerated()
                                .filter { modes.contains($0.element) }.map { scores[$0.offset] }
                        }
                        return .success(measurement)
                    }
                }
            ),
            pageLimit: pageLimit
        )
    }

    static func ordinal(of sample: PhotoSample) -> Int { Int(sample.name.dropFirst(6)) ?? -1 }

    static func hash(of ordinal: Int) -> PictureHash {
        var generator = SeededGenerator(seed: UInt64(ordinal))
        let pixels = (0..<32 * 32 * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return PictureHash(of: Picture(width: 32, height: 32, pixels: pixels))
    }

    /// What a channel is made to have seen in a photo.
    static func embedding(of ordinal: Int, channel: Int) -> [UInt8] {
        [UInt8(ordinal % 256), UInt8(ordinal / 256), UInt8(channel)]
    }

    /// Coarse scores, so that there are ties.
    static func measurement(
        of ordinal: Int,
        layers: [String] = ["features.1"]
    ) -> PhotoMeasurement {
        PhotoMeasurement(
            answer: ordinal % 4,
            answerLabel: "class \(ordinal % 4)",
            logit: 1.5,
            probability: 0.25,
            target: ordinal % 4,
            layers: layers.map { layer in
                var generator = SeededGenerator(
                    seed: UInt64(ordinal) &+ UInt64(layer.utf8.last ?? 0) << 32
                )
                let scores = ReferenceMode.standard.map { _ in
                    ChannelScores(
                        Tensor(
                            shape: [channels, 1, 1],
                            elements: (0..<channels).map { _ in
                                Float(Int.random(in: -4...4, using: &generator))
                            }
                        )
                    )
                }
                return LayerMeasurement(
                    scores: scores,
                    fired: ChannelSet(channels: channels) { scores[1].activations[$0] > 0 },
                    embedding: {
                        ReferenceEmbedding(bytes: Self.embedding(of: ordinal, channel: $0))
                    }
                )
            }
        )
    }
}

extension LayerMeasurement {
    /// Changes the last bits of scores that are nowhere among the best.
    fileprivate mutating func disturb() {
        let old = scores[0]
        scores[0] = ChannelScores(
            scores: old.scores.map { $0 < 0 ? $0.nextDown : $0 },
            neurons: old.neurons,
            activations: old.activations
        )
    }
}

private struct Stop: Error {}

@Suite("Building an index")
struct IndexBuilderTests {
    @Test("The index keeps each channel's best photos, in order")
    func content() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("made/for/it/index.sqlite")
        let build = MadeUpBuild(broken: [3, 17])
        let report = try await build.builder(output: file).build()
        #expect(report.scored == 28 && report.resumedAt == 0)
        #expect(report.broken.map(\.name) == ["photo-3", "photo-17"])
        #expect(report.broken[0].reason == "photo-3: is broken")

        let index = try ReferenceIndex(open: file)
        #expect(index.isFinished && index.identity.photoCount == 30)
        for (place, mode) in ReferenceMode.standard.enumerated() {
            for channel in 0..<MadeUpBuild.channels {
                let expected = (0..<30).filter { !build.broken.contains($0) }
                    .map {
                        (
                            $0,
                            MadeUpBuild.measurement(of: $0).layers[0].scores[place].scores[channel]
                        )
                    }
                    .sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.prefix(5)
                let found = try index.references(channel: channel, mode: mode, count: 40)
                #expect(found.map(\.sample.ordinal) == expected.map(\.0))
                #expect(found.map(\.score) == expected.map(\.1))
                #expect(found.map(\.rank) == [1, 2, 3, 4, 5])
            }
        }
        let samples = try index.samples()
        #expect(samples[5].answer == .init(class: 1, label: "class 1", probability: 0.25))
        #expect(samples[5].photo == build.list.samples[5])
        #expect(samples[3].state == .broken(reason: "photo-3: is broken"))
        // One plain file, no journal beside it.
        let folder = file.deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["index.sqlite"])
    }

    @Test("An interrupted build goes on and ends with the same content", arguments: [0, 8, 16, 28])
    func resumes(stopAt: Int) async throws {
        let scratch = try ScratchFolder()
        let whole = scratch.url.appendingPathComponent("whole.sqlite")
        _ = try await MadeUpBuild(broken: [9]).builder(output: whole).build()

        let file = scratch.url.appendingPathComponent("index.sqlite")
        var interrupted = MadeUpBuild(broken: [9])
        interrupted.onMeasure = { if $0 == stopAt { throw Stop() } }
        await #expect(throws: Stop.self) {
            try await interrupted.builder(output: file).build()
        }
        #expect(try scratch.names().contains("index.sqlite") == false)
        #expect(throws: ConceptsError.self) { try ReferenceIndex(open: file) }
        do {
            let unfinished = try ReferenceIndex(open: file, allowUnfinished: true)
            #expect(!unfinished.isFinished)
            #expect(try unfinished.samples().filter { $0.state != .pending }.count == stopAt)
        }
        // A later build may wish for other batches; the begun ones stand.
        let report = try await MadeUpBuild(batchSize: 7, broken: [9]).builder(output: file).build()
        #expect(report.resumedAt == stopAt)
        #expect(
            try ReferenceIndex(open: file).contentSHA256()
                == ReferenceIndex(open: whole).contentSHA256()
        )
        #expect(try scratch.names() == ["index.sqlite", "whole.sqlite"])
    }

    @Test("A killed build goes on and ends with the same content", arguments: [0, 300, 900, 4000])
    func killed(microseconds: Int) async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = file.path as String, microseconds = microseconds as Int] in
            var build = MadeUpBuild(photos: 160, batchSize: 2)
            build.onMeasure = { first in
                // Somewhere behind the twentieth batch, wherever the build is then.
                guard first == 40 else { return }
                Thread.detachNewThread {
                    usleep(UInt32(microseconds))
                    kill(getpid(), SIGKILL)
                }
            }
            _ = try await build.builder(output: URL(fileURLWithPath: path)).build()
            // Finished before it was killed: die all the same, the index must be whole then.
            kill(getpid(), SIGKILL)
        }
        let whole = scratch.url.appendingPathComponent("whole.sqlite")
        let build = MadeUpBuild(photos: 160, batchSize: 2)
        _ = try await build.builder(output: whole).build()
        let report = try await build.builder(output: file).build()
        #expect(report.resumedAt >= 40 && report.resumedAt.isMultiple(of: 2))
        #expect(
            try ReferenceIndex(open: file).contentSHA256()
                == ReferenceIndex(open: whole).contentSHA256()
        )
        #expect(try scratch.names() == ["index.sqlite", "whole.sqlite"])
    }

    @Test("A cancelled build stops between batches and keeps what it has")
    func cancelled() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        let task = Task {
            try await MadeUpBuild().builder(output: file).build { progress in
                if progress.done == 12 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        let unfinished = try ReferenceIndex(open: file, allowUnfinished: true)
        #expect(try unfinished.samples().filter { $0.state != .pending }.count == 12)
    }

    @Test("Progress counts photos, and measures only its own run")
    func progress() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        var interrupted = MadeUpBuild()
        interrupted.onMeasure = { if $0 == 8 { throw Stop() } }
        _ = try? await interrupted.builder(output: file).build()
        let steps = Steps()
        _ = try await MadeUpBuild().builder(output: file).build { steps.append($0) }
        let seen = steps.all
        #expect(seen.map(\.done) == [8, 12, 16, 20, 24, 28, 30])
        #expect(seen.allSatisfy { $0.total == 30 })
        #expect(seen[0].photosPerSecond == nil && seen[0].secondsLeft == nil)
        #expect(seen.last?.secondsLeft == 0)
    }

    @Test("A finished index is left as it is")
    func again() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        _ = try await MadeUpBuild(broken: [2]).builder(output: file).build()
        let bytes = try Data(contentsOf: file)
        var second = MadeUpBuild(broken: [2])
        second.onLoad = { _ in throw Stop() }
        let report = try await second.builder(output: file).build()
        #expect(report.resumedAt == 30 && report.scored == 29)
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test("An index of something else is not touched", arguments: [true, false])
    func somethingElse(finished: Bool) async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        var first = MadeUpBuild()
        if !finished { first.onMeasure = { if $0 == 8 { throw Stop() } } }
        _ = try? await first.builder(output: file).build()
        let error = try await #require(throws: ConceptsError.self) {
            try await MadeUpBuild(photos: 29, layers: ["features.2"]).builder(output: file).build()
        }
        #expect(error.message.contains("layer features.1, not features.2"))
        #expect(error.message.contains("other photos (30, now 29"))
        // The first build can still go on.
        let report = try await MadeUpBuild().builder(output: file).build()
        #expect(report.resumedAt == (finished ? 30 : 8))
    }

    @Test("A full disk is one line, and with room the build goes on")
    func fullDisk() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        let build = MadeUpBuild(photos: 400, batchSize: 20, sampleSize: 400)
        let whole = scratch.url.appendingPathComponent("whole.sqlite")
        _ = try await build.builder(output: whole).build()
        let pages = try Data(contentsOf: whole).count / 4096
        let error = try await #require(throws: ConceptsError.self) {
            var small = build
            small.pageLimit = pages - 8
            _ = try await small.builder(output: file).build()
        }
        #expect(error.message == "\(file.path).partial: the disk is full")
        let report = try await build.builder(output: file).build()
        #expect(report.resumedAt > 0 && report.scored == 400)
        #expect(
            try ReferenceIndex(open: file).contentSHA256()
                == ReferenceIndex(open: whole).contentSHA256()
        )
    }

    @Test("Two builds of one index do not meet")
    func twice() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        var outer = MadeUpBuild()
        let messages = Messages()
        outer.onMeasure = { first in
            guard first == 8 else { return }
            do {
                _ = try ReferenceIndex(open: file, allowUnfinished: true)
            } catch {
                messages.append("\(error)")
            }
        }
        _ = try await outer.builder(output: file).build()
        #expect(messages.all.count == 1)
        #expect(messages.all.first?.contains("is in use by another process") == true)
    }

    @Test("A list of nothing but broken photos makes no index")
    func allBroken() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        let error = try await #require(throws: ConceptsError.self) {
            try await MadeUpBuild(photos: 5, broken: [0, 1, 2, 3, 4]).builder(output: file).build()
        }
        #expect(error.message.contains("none of the 5 photos can be used"))
        #expect(error.message.contains("photo-0: is broken"))
    }

    @Test("A list without photos makes no index")
    func noPhotos() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index.sqlite")
        let error = try await #require(throws: ConceptsError.self) {
            try await MadeUpBuild(photos: 0).builder(output: file).build()
        }
        #expect(error.message == "/nowhere: none of its 0 photos is there")
        #expect(try scratch.names().isEmpty)
    }

    @Test("A folder that cannot be written is told")
    func noFolder() async throws {
        let error = try await #require(throws: ConceptsError.self) {
            try await MadeUpBuild().builder(output: URL(fileURLWithPath: "/proc/x/index.sqlite"))
                .build()
        }
        #expect(error.message == "/proc/x: the folder cannot be made")
    }
}

/// Collects what a callback is given.
private final class Steps: @unchecked Sendable {
    // Safety: every access holds the lock.
    private let lock = NSLock()
    private var steps: [IndexProgress] = []

    func append(_ step: IndexProgress) { lock.withLock { steps.append(step) } }
    var all: [IndexProgress] { lock.withLock { steps } }
}

private final class Messages: @unchecked Sendable {
    // Safety: every access holds the lock.
    private let lock = NSLock()
    private var messages: [String] = []

    func append(_ message: String) { lock.withLock { messages.append(message) } }
    var all: [String] { lock.withLock { messages } }
}
