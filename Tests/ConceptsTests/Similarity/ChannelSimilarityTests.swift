import Concepts
import Foundation
import Testing

@Suite("Channels like one another")
struct ChannelSimilarityTests {
    private typealias Photo = MadeUpEvidence.Photo

    /// A layer of a dozen channels: the second a copy of the first, the third of the same theme.
    private struct Layer {
        static let photoCount = 60
        static let channels = 12
        var evidence: [ChannelEvidence] = []
        var active: [Set<Int>] = []

        init(seed: UInt64) {
            var generator = SeededGenerator(seed: seed)
            var lists: [[Photo]] = []
            active = (0..<Self.photoCount).map { _ in
                Set((0..<Self.channels).filter { _ in Bool.random(using: &generator) })
            }
            for channel in 0..<Self.channels {
                if channel == 1 {
                    lists.append(lists[0])
                    continue
                }
                let theme = channel == 2 ? 0 : channel
                let photos = (0..<Self.photoCount).shuffled(using: &generator).prefix(20)
                lists.append(
                    photos.enumerated().map { rank, ordinal in
                        Photo(
                            ordinal: ordinal,
                            // The last ones of some channels are no references.
                            score: channel % 3 == 0 && rank > 15 ? 0 : 1 / Double(rank + 1),
                            embedding: rank < 12
                                ? MadeUpEvidence.embedding(theme: theme, using: &generator) : nil
                        )
                    }
                )
            }
            for photo in active.indices {
                if active[photo].contains(0) {
                    active[photo].insert(1)
                } else {
                    active[photo].remove(1)
                }
                // One that is active everywhere, one nowhere.
                active[photo].insert(10)
                active[photo].remove(11)
            }
            evidence = lists.enumerated().map { MadeUpEvidence.channel($0, $1) }
        }

        func similarity(isLateLayer: Bool = false) -> ChannelSimilarity {
            ChannelSimilarity(
                evidence: evidence,
                fired: active.map { set in
                    ChannelSet(channels: Self.channels) { set.contains($0) }
                },
                isLateLayer: isLateLayer
            )
        }
    }

    /// The likeness of pictures in another way: the mean cosine of all pairs of a reference of each, over the root
    /// of the mean cosines within each; which is the cosine of the means.
    private func pictures(_ layer: Layer, _ one: Int, _ other: Int, leaving: [Int] = []) -> Double {
        let bytes = layer.evidence.map { channel in
            channel.references.filter { $0.ranked.score > 0 }.compactMap(\.embedding?.bytes)
        }
        let all = bytes.joined().map { $0.map(Double.init) }
        let mean = (0..<64).map { place in all.map { $0[place] }.reduce(0, +) / Double(all.count) }
        func directions(_ channel: Int) -> [[Double]] {
            bytes[channel].map { reference in
                let difference = (0..<64).map { Double(reference[$0]) - mean[$0] }
                let norm = sqrt(difference.map { $0 * $0 }.reduce(0, +))
                return difference.enumerated().map { leaving.contains($0) ? 0 : $1 / norm }
            }
        }
        func meanProduct(_ one: [[Double]], _ other: [[Double]]) -> Double {
            let products = one.flatMap { a in
                other.map { b in zip(a, b).map(*).reduce(0, +) }
            }
            return products.reduce(0, +) / Double(products.count)
        }
        let (a, b) = (directions(one), directions(other))
        return max(0, meanProduct(a, b) / sqrt(meanProduct(a, a) * meanProduct(b, b)))
    }

    /// Pearson's correlation of zeros and ones, written out.
    private func firing(_ layer: Layer, _ one: Int, _ other: Int) -> Double {
        let a = layer.active.map { $0.contains(one) ? 1.0 : 0 }
        let b = layer.active.map { $0.contains(other) ? 1.0 : 0 }
        let (meanA, meanB) = (a.reduce(0, +) / 60, b.reduce(0, +) / 60)
        let covariance = zip(a, b).map { ($0 - meanA) * ($1 - meanB) }.reduce(0, +)
        let spread = sqrt(
            a.map { ($0 - meanA) * ($0 - meanA) }.reduce(0, +)
                * b.map { ($0 - meanB) * ($0 - meanB) }.reduce(0, +)
        )
        return spread > 0 ? max(0, covariance / spread) : 0
    }

    private func photos(_ layer: Layer, _ one: Int, _ other: Int) -> Double {
        func best(_ channel: Int) -> [Int] {
            layer.evidence[channel].references.filter { $0.ranked.score > 0 }
                .map(\.ranked.sample.ordinal)
        }
        let shared = best(one).filter(best(other).contains).count
        return Double(shared) / Double(best(one).count + best(other).count - shared)
    }

    @Test("All three numbers are those of a second formula", arguments: [1, 2, 3], [false, true])
    func formulas(seed: UInt64, isLateLayer: Bool) {
        let layer = Layer(seed: seed)
        let similarity = layer.similarity(isLateLayer: isLateLayer)
        var positive = 0
        for one in 0..<Layer.channels {
            for other in 0..<Layer.channels where one != other {
                let found = similarity.likeness(of: one, to: other)
                let own = isLateLayer ? [one, other] : []
                let expected = pictures(layer, one, other, leaving: own)
                #expect(abs(found.pictures - expected) < 1e-5, "\(one) \(other)")
                #expect(abs(found.firing - firing(layer, one, other)) < 1e-12)
                #expect(abs(found.photos - photos(layer, one, other)) < 1e-12)
                #expect(found.channel == other)
                if expected > 0 { positive += 1 }
            }
        }
        #expect(positive > 20)
    }

    @Test("A copy is like its original in everything, and a duplicate; a theme alone is not")
    func copies() {
        let similarity = Layer(seed: 4).similarity()
        let copy = similarity.likeness(of: 0, to: 1)
        #expect(abs(copy.pictures - 1) < 1e-6 && copy.firing == 1 && copy.photos == 1)
        #expect(abs(copy.likeness - 1) < 1e-6 && copy.isDuplicate)
        let (similar, duplicates) = similarity.neighbours(of: 0, count: 4)
        #expect(duplicates.map(\.channel) == [1])
        #expect(similar.count == 4 && similar[0].channel == 1 && similar[1].channel == 2)
        #expect(similar[1].pictures > 0.9 && !similar[1].isDuplicate)
    }

    @Test("The nearest come first, each way round the same; twice gives the same")
    func order() {
        let layer = Layer(seed: 5)
        let similarity = layer.similarity()
        for channel in 0..<Layer.channels {
            let (similar, _) = similarity.neighbours(of: channel, count: 20)
            #expect(!similar.contains { $0.channel == channel || $0.likeness <= 0 })
            let sorted = similar.sorted { ($1.likeness, $0.channel) < ($0.likeness, $1.channel) }
            #expect(similar == sorted)
            let again = layer.similarity().neighbours(of: channel, count: 20).similar
            #expect(again == similar)
            for other in similar {
                let back = similarity.likeness(of: other.channel, to: channel)
                #expect(abs(back.likeness - other.likeness) < 1e-12)
            }
        }
    }

    @Test("What is active in all photos, or in none, or has no references, is like nothing by that")
    func silent() {
        var layer = Layer(seed: 6)
        layer.evidence[9] = MadeUpEvidence.channel(9, [])
        let similarity = layer.similarity()
        for other in 0..<9 {
            #expect(similarity.likeness(of: 10, to: other).firing == 0)
            #expect(similarity.likeness(of: 11, to: other).firing == 0)
            let empty = similarity.likeness(of: 9, to: other)
            #expect(empty.pictures == 0 && empty.photos == 0)
        }
    }

    @Test("An index gives what its evidence gives")
    func index() async throws {
        let scratch = try ScratchFolder()
        let file = scratch.url.appendingPathComponent("index")
        let build = MadeUpBuild(photos: 90, sampleSize: 20, broken: [3, 17])
        _ = try await build.builder(output: file).build()
        let index = try ReferenceIndex(open: file)
        let fired = try index.firedChannels()
        #expect(fired.count == 88)
        let plain = ChannelSimilarity(
            evidence: try index.evidence(),
            fired: fired,
            isLateLayer: index.run.lateLayer == index.run.layer
        )
        let read = try ChannelSimilarity(index: index)
        #expect(read.channels == MadeUpBuild.channels)
        for channel in 0..<read.channels {
            #expect(read.neighbours(of: channel).similar == plain.neighbours(of: channel).similar)
        }
    }
}
