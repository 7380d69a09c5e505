import Concepts
import Foundation
import Images
import Testing

@Suite("Evidence of channels")
struct IndexEvidenceTests {
    @Test("A channel's best photos come with what it saw in the first twelve")
    func channels() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        let build = MadeUpBuild(
            photos: 90,
            sampleSize: 20,
            layers: ["features.1", "features.2"],
            broken: [3, 17]
        )
        _ = try await build.builder(output: file).build()
        for layer in build.layers {
            let index = try ReferenceIndex(open: file, layer: layer)
            let all = try index.evidence()
            #expect(all.map(\.channel) == Array(0..<MadeUpBuild.channels))
            for channel in 0..<MadeUpBuild.channels {
                let one = try index.evidence(channel: channel)
                let ranked = try index.references(channel: channel, count: 40)
                let place = build.layers.firstIndex(of: layer) ?? 0
                let measured = (0..<90).filter { !build.broken.contains($0) }.map {
                    ($0, MadeUpBuild.measurement(of: $0, layers: build.layers).layers[place])
                }
                for evidence in [one, all[channel]] {
                    #expect(evidence.channel == channel && evidence.photoCount == 88)
                    #expect(
                        evidence.firedCount
                            == measured.count { $0.1.scores[1].activations[channel] > 0 }
                    )
                    #expect(evidence.references.map(\.ranked) == ranked)
                    for (rank, reference) in evidence.references.enumerated() {
                        let photo = reference.ranked.sample.ordinal
                        #expect(reference.pictureHash == MadeUpBuild.hash(of: photo))
                        let bytes = MadeUpBuild.embedding(of: photo, channel: channel)
                        #expect(reference.embedding?.bytes == (rank < 12 ? bytes : nil))
                        let scores = try #require(measured.first { $0.0 == photo }).1.scores[0]
                        #expect(reference.activation == scores.activations[channel])
                    }
                }
            }
        }
    }

    @Test("Without relevance there is no evidence, and that is said")
    func withoutRelevance() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        var build = MadeUpBuild()
        build.modes = [.actmaxSum]
        _ = try await build.builder(output: file).build()
        let index = try ReferenceIndex(open: file)
        let error = try #require(throws: ConceptsError.self) { try index.evidence() }
        #expect(error.message == "\(file.path): was made without relmax-sum; it has actmax-sum")
        #expect(error.hint?.contains("--mode relmax-sum") == true)
    }

    @Test("An index of several layers is opened by one of them")
    func severalLayers() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        let build = MadeUpBuild(layers: ["features.1", "features.2"])
        _ = try await build.builder(output: file).build()
        let unclear = try #require(throws: ConceptsError.self) { try ReferenceIndex(open: file) }
        #expect(unclear.message == "\(file.path): has several layers: features.1, features.2")
        let missing = try #require(throws: ConceptsError.self) {
            try ReferenceIndex(open: file, layer: "features.3")
        }
        #expect(missing.message.contains("has no layer features.3; it has features.1, features.2"))
        var expectation = IndexExpectation(
            model: "made-up",
            weightsSHA256: String(repeating: "a", count: 64),
            layer: "features.2",
            composite: nil
        )
        #expect(try ReferenceIndex(open: file, expecting: expectation).run.layer == "features.2")
        expectation.layer = "features.3"
        let other = try #require(throws: ConceptsError.self) {
            try ReferenceIndex(open: file, expecting: expectation)
        }
        #expect(other.message.contains("layers features.1, features.2, not features.3"))
        // The layers have scores of their own, and the order they are named in means nothing.
        #expect(
            try ReferenceIndex(open: file, layer: "features.1").evidence(channel: 0).references
                .map(\.ranked.score)
                != ReferenceIndex(open: file, layer: "features.2").evidence(channel: 0).references
                .map(\.ranked.score)
        )
        var turned = build
        turned.layers.reverse()
        #expect(try await turned.builder(output: file).build().resumedAt == 30)
    }
}

@Suite("Class statistics")
struct ClassStatisticsTests {
    @Test("The best of a class are those that sorting finds, in any order and grouping")
    func bruteForce() {
        var generator = SeededGenerator(seed: 8)
        let photos = (0..<40).map { _ in
            ChannelScores(
                scores: (0..<7).map { _ in Double(Int.random(in: -3...3, using: &generator)) },
                neurons: Array(repeating: 0, count: 7),
                activations: Array(repeating: 0, count: 7)
            )
        }
        for count in [1, 9, 10, 11, 40] {
            var whole = ClassTops(channels: 7)
            for sample in 0..<count { whole.offer(photos[sample], sample: sample) }
            #expect(whole.depth == min(count, ClassTops.capacity))
            for channel in 0..<7 {
                let expected = (0..<count).sorted {
                    (-photos[$0].scores[channel], $0) < (-photos[$1].scores[channel], $1)
                }.prefix(ClassTops.capacity)
                let depth = whole.depth
                let entries = whole.entries[channel * depth..<(channel + 1) * depth]
                #expect(entries.map { Int($0.sample) } == Array(expected))
            }
            // Two parts that overlap, in turned order.
            var first = ClassTops(channels: 7)
            for sample in (0..<count).reversed() where sample % 3 > 0 {
                first.offer(photos[sample], sample: sample)
            }
            var second = ClassTops(channels: 7)
            for sample in (0..<count).shuffled(using: &generator) where sample % 3 < 2 {
                second.offer(photos[sample], sample: sample)
            }
            second.merge(first)
            #expect(second == whole)
            #expect(ClassTops(bytes: whole.bytes, channels: 7) == whole)
        }
    }

    @Test("Bytes that were cut off are no statistics")
    func damaged() {
        var tops = ClassTops(channels: 3)
        tops.offer(
            ChannelScores(scores: [1, 2, 3], neurons: [0, 0, 0], activations: [0, 0, 0]),
            sample: 1
        )
        #expect(ClassTops(bytes: tops.bytes.dropLast(), channels: 3) == nil)
        #expect(ClassTops(bytes: Data(), channels: 3) == nil)
        #expect(ClassTops(bytes: tops.bytes, channels: 5) == nil)
    }

    @Test("Classes come by the mean of their first scores")
    func means() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        _ = try await MadeUpBuild(photos: 100).builder(output: file).build()
        let index = try ReferenceIndex(open: file)
        #expect(try index.classes() == [0, 1, 2, 3])
        for mean in [1, 4, 10] {
            let found = try index.classStatistics(channel: 2, top: 3, mean: mean)
            let expected = (0..<4).map { number in
                let scores = stride(from: number, to: 100, by: 4).map {
                    Double(Float(MadeUpBuild.measurement(of: $0).layers[0].scores[0].scores[2]))
                }.sorted(by: >).prefix(mean)
                return (number, scores.reduce(0, +) / Double(mean))
            }.sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.prefix(3)
            #expect(found.map(\.class) == expected.map(\.0))
            #expect(found.map(\.mean) == expected.map(\.1))
            #expect(found.allSatisfy { $0.references.count == mean })
        }
        #expect(throws: ConceptsError.self) { try index.classStatistics(channel: 2, mean: 11) }
        #expect(throws: ConceptsError.self) { try index.classStatistics(channel: 6) }
    }
}
