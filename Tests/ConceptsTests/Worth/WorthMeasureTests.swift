import Concepts
import Foundation
import Testing

@Suite("Worth of a channel")
struct WorthMeasureTests {
    private typealias Photo = MadeUpEvidence.Photo

    @Test("Equal embeddings are as coherent as can be, random ones like any, apart ones less")
    func coherence() throws {
        var generator = SeededGenerator(seed: 1)
        let same = MadeUpEvidence.embedding(theme: 3, using: &generator)
        let alike = (0..<12).map { Photo(ordinal: $0, embedding: same) }
        let random = (0..<12).map {
            Photo(ordinal: 100 + $0, embedding: MadeUpEvidence.embedding(using: &generator))
        }
        // The background's mean is 50: these lie on opposite sides of it.
        let one = MadeUpEvidence.embedding(using: &generator)
        let apart = [
            Photo(ordinal: 200, embedding: one),
            Photo(ordinal: 201, embedding: one.map { 100 - $0 }),
        ]
        let measure = WorthMeasure(
            evidence: MadeUpEvidence.background(channels: 3..<60, using: &generator) + [
                MadeUpEvidence.channel(0, alike), MadeUpEvidence.channel(1, random),
                MadeUpEvidence.channel(2, apart),
            ]
        )
        let values = try (0..<3).map { try #require(try measure.worth(of: $0).coherence) }
        #expect(values[0] > 0.999)
        #expect(abs(values[1] - 0.5) < 0.1)
        #expect(values[2] < 0.05)
        let background = try (3..<60).map { try #require(try measure.worth(of: $0).coherence) }
        #expect(abs(background.reduce(0, +) / 57 - 0.5) < 0.03)
        #expect(try measure.worth(of: 0).patterns == 1)
    }

    @Test("Twice the same evidence gives the same numbers, in any order of the channels")
    func deterministic() throws {
        var generator = SeededGenerator(seed: 2)
        let evidence = MadeUpEvidence.background(channels: 0..<200, using: &generator)
        let first = try WorthMeasure(evidence: evidence).all()
        #expect(first.count == 200)
        #expect(try WorthMeasure(evidence: evidence.reversed()).all() == first)
        #expect(try WorthMeasure(evidence: evidence).worth(of: 17) == first[17])
        #expect(Set(first.map(\.coherence)).count > 100)
    }

    @Test("Coherence grows with what the references have in common", arguments: [11, 12, 13])
    func monotonous(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let background = MadeUpEvidence.background(channels: 100..<160, using: &generator)
        var values: [Double] = []
        for themed in [0, 3, 6, 9, 12] {
            let photos = (0..<12).map { place in
                Photo(
                    ordinal: place,
                    embedding: MadeUpEvidence.embedding(
                        theme: place < themed ? 1 : nil,
                        using: &generator
                    )
                )
            }
            let measure = WorthMeasure(evidence: background + [MadeUpEvidence.channel(0, photos)])
            values.append(try #require(try measure.worth(of: 0).coherence))
        }
        #expect(values[..<3].allSatisfy { $0 < 0.6 })
        #expect(values[2] < values[3] && values[3] < values[4] && values[4] > 0.95)
    }

    @Test("Two groups that have nothing in common are two patterns, which tell photos apart")
    func twoPatterns() throws {
        var generator = SeededGenerator(seed: 3)
        let photos = (0..<12).map { place in
            Photo(
                ordinal: place,
                embedding: MadeUpEvidence.embedding(
                    theme: place % 3 == 1 ? 5 : 2,
                    using: &generator
                )
            )
        }
        let measure = WorthMeasure(
            evidence: MadeUpEvidence.background(channels: 1..<60, using: &generator)
                + [MadeUpEvidence.channel(0, photos)]
        )
        let worth = try measure.worth(of: 0)
        #expect(worth.patterns == 2)
        #expect(worth.patternOfPhoto.count == 12)
        for place in 0..<12 {
            #expect(
                worth.patternOfPhoto[MadeUpEvidence.digest(place)] == (place % 3 == 1 ? 2 : 1)
            )
        }
        // References at random fall into no groups.
        let others = try measure.all().filter { $0.channel != 0 }
        #expect(others.allSatisfy { $0.patterns == 1 && $0.patternOfPhoto.isEmpty })
    }

    @Test("Two stray photos among ten of a kind are no pattern of their own")
    func strays() throws {
        var generator = SeededGenerator(seed: 4)
        let photos = (0..<12).map { place in
            Photo(
                ordinal: place,
                embedding: MadeUpEvidence.embedding(theme: place < 10 ? 2 : 5, using: &generator)
            )
        }
        let measure = WorthMeasure(
            evidence: MadeUpEvidence.background(channels: 1..<60, using: &generator)
                + [MadeUpEvidence.channel(0, photos)]
        )
        #expect(try measure.worth(of: 0).patterns == 1)
    }

    @Test(
        "Label entropy: 0 for one label, 1 for all different; synsets before words before answers"
    )
    func labelEntropy() throws {
        let channels = [
            MadeUpEvidence.channel(0, (0..<6).map { Photo(ordinal: $0, label: "cat") }),
            MadeUpEvidence.channel(1, (0..<6).map { Photo(ordinal: $0, label: "cat \($0)") }),
            MadeUpEvidence.channel(
                2,
                (0..<4).map { Photo(ordinal: $0, label: $0 < 2 ? "Cat" : "cat") }
            ),
            MadeUpEvidence.channel(
                3,
                (0..<4).map { Photo(ordinal: $0, label: "x\($0)", wordNetID: "n1") }
            ),
            MadeUpEvidence.channel(4, (0..<4).map { Photo(ordinal: $0, answer: "a\($0 / 2)") }),
            MadeUpEvidence.channel(5, [Photo(ordinal: 1, label: "cat")]),
        ]
        let measure = WorthMeasure(evidence: channels)
        let values = try measure.all().map(\.labelEntropy)
        #expect(values[0] == 0)
        #expect(abs(try #require(values[1]) - 1) < 1e-12)
        #expect(values[2] == 0)
        #expect(values[3] == 0)
        // Two of two each: ln 2 / ln 4.
        #expect(abs(try #require(values[4]) - 0.5) < 1e-12)
        #expect(values[5] == nil)
    }

    @Test("Only photos with a positive score are references")
    func references() throws {
        var generator = SeededGenerator(seed: 5)
        let photos = (0..<20).map { place in
            Photo(
                ordinal: place,
                score: Double(8 - place),
                activation: place < 2 ? -1 : 0,
                embedding: MadeUpEvidence.embedding(theme: place < 8 ? 1 : 5, using: &generator),
                label: place < 8 ? "cat" : "dog"
            )
        }
        let dead = (0..<20).map { Photo(ordinal: 100 + $0, score: 0, activation: -1) }
        let measure = WorthMeasure(
            evidence: MadeUpEvidence.background(channels: 2..<60, using: &generator) + [
                MadeUpEvidence.channel(0, photos), MadeUpEvidence.channel(1, dead, fired: 0),
            ]
        )
        let worth = try measure.worth(of: 0)
        #expect(worth.referenceCount == 8)
        #expect(worth.negativeReferences == 0.25)
        #expect(worth.labelEntropy == 0)
        #expect(try #require(worth.coherence) > 0.95)
        let nothing = try measure.worth(of: 1)
        #expect(nothing.referenceCount == 0 && nothing.patterns == 1)
        #expect(nothing.coherence == nil && nothing.labelEntropy == nil)
        #expect(nothing.negativeReferences == nil && nothing.firingRate == 0)
    }

    @Test("The firing rate counts against the layer's channels, not by itself")
    func firing() throws {
        func layer(_ fired: [Int]) throws -> [ChannelWorth] {
            try WorthMeasure(
                evidence: fired.enumerated().map {
                    MadeUpEvidence.channel($0.offset, [], fired: $0.element, of: 200)
                }
            ).all()
        }
        // Channels that fire in 60 to 90 % of the photos, and one in all.
        let selective = try layer((0..<61).map { 120 + $0 } + [200])
        #expect(selective[61].firingRate == 1)
        #expect(try #require(selective[61].firingExcess) > 3)
        #expect(try selective[..<61].allSatisfy { try #require($0.firingExcess) < 3 })
        #expect(abs(try #require(selective[31].firingExcess)) < 0.1)
        // Where half of the channels fire in all photos, one more is nothing strange.
        let busy = try layer((0..<61).map { 170 + $0 / 2 } + [Int](repeating: 200, count: 62))
        #expect(try busy.allSatisfy { try #require($0.firingExcess) < 3 })
    }

    @Test("Nothing can be said without photos, embeddings or other channels")
    func nothing() throws {
        #expect(try WorthMeasure(evidence: []).all().isEmpty)
        #expect(throws: ConceptsError.self) { try WorthMeasure(evidence: []).worth(of: 0) }
        let bare = try WorthMeasure(
            evidence: [MadeUpEvidence.channel(0, [], fired: 0, of: 0)]
        ).worth(of: 0)
        #expect(bare.firingRate == 0 && bare.firingExcess == nil && bare.coherence == nil)
        // One channel alone has nothing to be compared with; silent embeddings say nothing.
        let photos = (0..<5).map { Photo(ordinal: $0, embedding: [1, 2, 3]) }
        #expect(
            try WorthMeasure(evidence: [MadeUpEvidence.channel(0, photos)]).worth(of: 0).coherence
                == nil
        )
        let silent = (0..<5).map { Photo(ordinal: 50 + $0, embedding: [0, 0, 0]) }
        let measure = WorthMeasure(
            evidence: [
                MadeUpEvidence.channel(0, photos), MadeUpEvidence.channel(1, silent),
                MadeUpEvidence.channel(
                    2,
                    photos.map { Photo(ordinal: $0.ordinal + 9, embedding: [3, 2, 1]) }
                ),
            ]
        )
        #expect(try measure.worth(of: 1).coherence == nil)
        #expect(try measure.worth(of: 0).coherence != nil)
    }

    @Test("An index gives the numbers that its evidence gives")
    func index() async throws {
        let scratch = try ScratchFolder()
        let refsample = try Refsample.shared.get()
        let report = try await refsample.builder(layer: "features.28", in: scratch).build()
        let index = try ReferenceIndex(open: report.url)
        let measure = try WorthMeasure(index: index)
        let all = try measure.all()
        #expect(all.count == index.run.channels)
        #expect(try WorthMeasure(evidence: index.evidence()).all() == all)
        #expect(try measure.worth(of: 27) == all[27])
        let known = all.filter { $0.coherence != nil }
        #expect(known.count > index.run.channels / 4)
        #expect(all.contains { $0.firingRate > 0 && $0.firingRate < 1 })
        #expect(throws: ConceptsError.self) { try measure.worth(of: index.run.channels) }
    }
}
