import Attribution
import Concepts
import Foundation
import Images
import Models
import Tensors
import Testing

/// RelMax and ActMax against zennit-crp's numbers.
@Suite("Golden reference samples", .serialized)
struct RefsampleTests {
    private let refsample: Refsample

    init() throws { refsample = try Refsample.shared.get() }

    @Test("Scores before normalisation are the peer's", arguments: ["features.28", "features.14"])
    func plainScores(layer: String) throws {
        let pictures = try refsample.pictures()
        let labels = try refsample.labels()
        let tape = try refsample.attributor.forward(
            Tensor.stacked(
                pictures.map { refsample.model.preprocessing.prepare($0).tensor.slice(0) }
            )
        )
        let relevance = try refsample.attributor.propagate(
            tape,
            labels.enumerated().map { image, label in
                RelevanceRequest(image: image, start: .logits(.classes([label])))
            },
            recording: [layer]
        )
        let values = [
            "rel": try #require(relevance.layers[layer]), "act": try tape.activation(of: layer),
        ]
        for (kind, values) in values {
            for (pooling, name) in [(ReferenceMode.Pooling.sum, "sum"), (.max, "max")] {
                let expected = try refsample.rows("score.\(layer).\(kind).\(name)")
                let largest = expected.joined().map(abs).max() ?? 0
                for (image, expected) in expected.enumerated() {
                    let scores = ChannelScores(
                        values.slice(image),
                        pooling: pooling,
                        normalized: false
                    ).scores
                    for (mine, theirs) in zip(scores, expected) {
                        #expect(abs(mine - theirs) <= 1e-5 * largest)
                    }
                }
            }
        }
    }

    /// The rankings the peer was asked for, and what it calls them.
    static let modes: [(mode: ReferenceMode, name: String)] = [
        (.relmaxSum, "sum_normed.relevance"), (.actmaxSum, "sum_normed.activation"),
        (.relmaxMax, "max_normed.relevance"), (.actmaxMax, "max_normed.activation"),
        (.relmaxSumRaw, "sum_unnormed.relevance"), (.actmaxSumRaw, "sum_unnormed.activation"),
    ]
    static let layers = ["features.28", "features.14"]

    @Test("The index of two layers made in one pass holds the peer's photos and statistics")
    func index() async throws {
        let scratch = try ScratchFolder()
        let builder = try refsample.builder(
            layers: Self.layers,
            in: scratch,
            modes: Self.modes.map(\.mode)
        )
        let report = try await builder.build()
        #expect(report.scored == 64)
        #expect(try ReferenceIndex.layers(of: report.url) == Self.layers)
        for layer in Self.layers {
            let index = try ReferenceIndex(open: report.url, layer: layer)
            for (mode, name) in Self.modes {
                try comparePhotos(index, mode, golden: "\(name).\(layer)")
                try compareStatistics(index, mode, golden: "\(name).\(layer)")
            }
            try compareClasses(index)
        }
    }

    private func comparePhotos(
        _ index: ReferenceIndex,
        _ mode: ReferenceMode,
        golden name: String
    ) throws {
        let ids = try refsample.rows("\(name).ids")
        let neurons = try refsample.rows("\(name).neuron")
        let values = try refsample.rows("\(name).values")
        let greatest = values.joined().map(abs).max() ?? 0
        var compared = 0
        for channel in 0..<index.run.channels {
            let found = try index.references(channel: channel, mode: mode, count: 7)
            let largest = values.map { abs($0[channel]) }.max() ?? 0
            for rank in 0..<6 {
                #expect(abs(found[rank].score - values[rank][channel]) <= 1e-5 * greatest)
                // Where neighbours score the same, their order means nothing.
                let clear = [rank - 1, rank + 1].filter { $0 >= 0 }.allSatisfy {
                    abs(values[$0][channel] - values[rank][channel]) > 1e-4 * largest
                }
                guard clear else { continue }
                compared += 1
                #expect(found[rank].sample.ordinal == Int(ids[rank][channel]), "\(name)")
                #expect(found[rank].neuron == Int(neurons[rank][channel]), "\(name)")
            }
        }
        // Nearly all ranks of nearly all channels are clear.
        #expect(compared > index.run.channels * 5, "\(name)")
    }

    private func compareStatistics(
        _ index: ReferenceIndex,
        _ mode: ReferenceMode,
        golden name: String
    ) throws {
        let statistics = try refsample.statistics().filter { $0.key.hasPrefix("\(name).") }
        #expect(!statistics.isEmpty)
        for (key, golden) in statistics {
            let channel = try #require(Int(key.dropFirst(name.count + 1)))
            let found = try index.classStatistics(channel: channel, mode: mode)
            let largest = golden.values.map(abs).max() ?? 0
            #expect(found.count == 5)
            for (mine, theirs) in zip(found, golden.values) {
                #expect(abs(mine.mean - theirs) <= 1e-5 * largest, "\(key)")
            }
            // No two means of these are nearer than that.
            #expect(found.map(\.class) == golden.targets, "\(key)")
            let shares = try index.classStatistics(channel: channel, mode: mode, normalized: true)
            #expect(shares.first?.mean == 1)
            #expect(shares[4].mean == found[4].mean / found[0].mean)
        }
    }

    /// The best photos of each class by relevance.
    private func compareClasses(_ index: ReferenceIndex) throws {
        let labels = try refsample.labels()
        #expect(try index.classes() == Array(0..<10))
        var compared = 0
        for number in 0..<10 {
            let name = "stats.\(index.run.layer).class\(number)"
            let (ids, values) = (
                try refsample.rows("\(name).ids"), try refsample.rows("\(name).values")
            )
            let greatest = values.joined().map(abs).max() ?? 0
            for channel in 0..<index.run.channels {
                let found = try index.classReferences(channel: channel, class: number)
                #expect(found.count == min(labels.count { $0 == number }, 10))
                for (rank, (ids, values)) in zip(ids, values).enumerated() {
                    #expect(abs(found[rank].score - values[channel]) <= 1e-5 * greatest)
                    let nearest =
                        found.enumerated().filter { $0.offset != rank }
                        .map { abs($0.element.score - found[rank].score) }.min() ?? 1
                    guard nearest > 1e-4 * greatest else { continue }
                    compared += 1
                    #expect(found[rank].sample == Int(ids[channel]), "\(name)")
                }
            }
        }
        #expect(compared > index.run.channels * 15)
    }

    @Test("Without a class to ask about, relevance finds what activation finds")
    func eachChannel() async throws {
        let scratch = try ScratchFolder()
        let builder = try refsample.builder(
            layers: Self.layers,
            in: scratch,
            targetRule: .eachChannel
        )
        let report = try await builder.build()
        for layer in Self.layers {
            let index = try ReferenceIndex(open: report.url, layer: layer)
            for channel in 0..<index.run.channels {
                let relevant = try index.references(channel: channel, mode: .relmaxSum)
                #expect(relevant == (try index.references(channel: channel, mode: .actmaxSum)))
            }
            #expect(try index.samples().allSatisfy { $0.target == $0.answer?.class })
        }
    }

    @Test("What a channel saw is told by the last layer with places, itself left out")
    func evidence() async throws {
        let scratch = try ScratchFolder()
        let report = try await refsample.builder(layers: ["features.30"], in: scratch).build()
        let index = try ReferenceIndex(open: report.url)
        #expect(index.run.lateLayer == "features.30")
        let all = try index.evidence()
        let pictures = try refsample.pictures()
        let tape = try refsample.attributor.forward(
            Tensor.stacked(
                pictures.map { refsample.model.preprocessing.prepare($0).tensor.slice(0) }
            )
        )
        let output = try tape.activation(of: "features.30")
        for channel in [3, 27] {
            let evidence = try index.evidence(channel: channel)
            #expect(evidence.firedCount == all[channel].firedCount)
            let fired = (0..<64).count { image in
                output.slice(image).slice(channel).elements.contains { $0 > 0 }
            }
            #expect(evidence.firedCount == fired && evidence.photoCount == 64)
            for reference in evidence.references {
                let photo = reference.ranked.sample.ordinal
                let expected = output.slice(photo).slice(channel).elements[reference.ranked.neuron]
                #expect(abs(reference.activation - Double(expected)) < 1e-4)
                #expect(reference.pictureHash == PictureHash(of: pictures[photo]))
                let bytes = try #require(reference.embedding).bytes
                #expect(bytes.count == 64 && bytes[channel] == 0)
            }
        }
    }

    /// How far heatmaps are from golden ones, relative to those.
    private func difference(_ heatmaps: Tensor, golden name: String) throws -> Double {
        let expected = try refsample.golden.tensor(named: name)
        try #require(heatmaps.shape == expected.shape)
        let pairs = zip(heatmaps.elements, expected.elements)
        let difference = pairs.reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
        let norm = expected.elements.reduce(0.0) { $0 + pow(Double($1), 2) }
        return (difference / norm).squareRoot()
    }

    @Test(
        "A channel's own heatmaps are the peer's, of all its places and of one",
        arguments: [("features.28", 3), ("features.14", 5)]
    )
    func heatmaps(layer: String, channel: Int) throws {
        let pictures = try refsample.pictures()
        let name = "sum_normed.relevance.\(layer)"
        let best = try refsample.rows("\(name).ids").prefix(3).map { Int($0[channel]) }
        let neurons = try refsample.rows("\(name).neuron").prefix(3).map { Int($0[channel]) }
        let network = ConditionalHeatmaps(attributor: refsample.attributor, layer: layer)
        let inputs = best.map { refsample.model.preprocessing.prepare(pictures[$0]).tensor }
        let full = try network.heatmaps(of: channel, inputs: inputs)
        #expect(try difference(full, golden: "ref.\(layer).\(channel).full.heatmap") < 1e-5)
        let field = try network.heatmaps(of: channel, inputs: inputs, neurons: neurons)
        #expect(try difference(field, golden: "ref.\(layer).\(channel).rf.heatmap") < 1e-5)

        let ofClass = try refsample.rows("stats.\(layer).class5.ids").prefix(2)
            .map { refsample.model.preprocessing.prepare(pictures[Int($0[channel])]).tensor }
        let heatmaps = try network.heatmaps(of: channel, inputs: ofClass)
        #expect(try difference(heatmaps, golden: "statsref.\(layer).\(channel):5.heatmap") < 1e-5)
    }

    @Test("A place that a layer does not have is told")
    func noSuchPlace() throws {
        let input = refsample.model.preprocessing.prepare(try refsample.pictures()[0]).tensor
        let network = ConditionalHeatmaps(attributor: refsample.attributor, layer: "features.28")
        let error = try #require(throws: AttributionError.self) {
            try network.heatmaps(of: 3, inputs: [input], neurons: [16])
        }
        #expect(error.message == "features.28 has no channel 3 with a place 16")
    }

    @Test("Whatever the batches, the content is the same up to rounding")
    func batches() throws {
        let pictures = try refsample.pictures().prefix(6)
        let inputs = pictures.map { refsample.model.preprocessing.prepare($0).tensor }
        let pipeline = NetworkPipeline(
            attributor: refsample.attributor,
            layers: ["features.28"],
            modes: ReferenceMode.standard,
            targetRule: .ownTop1,
            classNames: refsample.model.classNames,
            preprocessing: refsample.model.preprocessing
        )
        let sample = MadeUpBuild().list.samples[0]
        let together = try pipeline.measure(inputs.map { (sample, $0) })
        for (input, outcome) in zip(inputs, together) {
            let alone = try #require(try pipeline.measure([(sample, input)]).first).get()
            let shared = try outcome.get()
            #expect(alone.answer == shared.answer && alone.answerLabel == "class \(alone.answer)")
            for (one, other) in zip(alone.layers[0].scores, shared.layers[0].scores) {
                for (one, other) in zip(one.scores, other.scores) {
                    #expect(abs(one - other) < 1e-6)
                }
            }
        }
    }

    @Test("A photo whose label names no class is broken, the others are scored")
    func unknownLabel() throws {
        let picture = try refsample.pictures()[0]
        let pipeline = NetworkPipeline(
            attributor: refsample.attributor,
            layers: ["features.28"],
            modes: [.relmaxSum],
            targetRule: .givenLabel,
            classNames: ClassNames(names: (0..<10).map { "label \($0 + ($0 > 0 ? 1 : 0))" }),
            preprocessing: refsample.model.preprocessing
        )
        // Labels go round in threes; "label 1" is no class.
        let samples = MadeUpBuild().list.samples.prefix(4)
        let input = refsample.model.preprocessing.prepare(picture).tensor
        let outcomes = try pipeline.measure(samples.map { ($0, input) })
        #expect(outcomes.map { (try? $0.get()) != nil } == [true, false, true, true])
        guard case .failure(let error) = outcomes[1] else { return }
        #expect(error.message.contains("its label \"label 1\" is no class of the model"))
    }
}
