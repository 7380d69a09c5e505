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
            let expected = try refsample.rows("score.\(layer).\(kind).sum")
            let largest = expected.joined().map(abs).max() ?? 0
            for (image, expected) in expected.enumerated() {
                let scores = ChannelScores(values.slice(image), normalized: false).scores
                for (mine, theirs) in zip(scores, expected) {
                    #expect(abs(mine - theirs) <= 1e-5 * largest)
                }
            }
        }
    }

    @Test("The index holds the peer's photos", arguments: ["features.28", "features.14"])
    func index(layer: String) async throws {
        let scratch = try ScratchFolder()
        let report = try await refsample.builder(layer: layer, in: scratch).build()
        #expect(report.scored == 64)
        let index = try ReferenceIndex(open: report.url)
        for (mode, kind) in [(ReferenceMode.relmaxSum, "relevance"), (.actmaxSum, "activation")] {
            let ids = try refsample.rows("sum_normed.\(kind).\(layer).ids")
            let neurons = try refsample.rows("sum_normed.\(kind).\(layer).neuron")
            let values = try refsample.rows("sum_normed.\(kind).\(layer).values")
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
                    #expect(found[rank].sample.ordinal == Int(ids[rank][channel]))
                    #expect(found[rank].neuron == Int(neurons[rank][channel]))
                }
            }
            // Nearly all ranks of nearly all channels are clear.
            #expect(compared > index.run.channels * 5)
        }
    }

    @Test(
        "A channel's own heatmaps are the peer's",
        arguments: [("features.28", 3), ("features.14", 5)]
    )
    func heatmaps(layer: String, channel: Int) throws {
        let pictures = try refsample.pictures()
        let best = try refsample.rows("sum_normed.relevance.\(layer).ids").prefix(3)
            .map { Int($0[channel]) }
        let heatmaps = try ConditionalHeatmaps(attributor: refsample.attributor, layer: layer)
            .heatmaps(
                of: channel,
                inputs: best.map { refsample.model.preprocessing.prepare(pictures[$0]).tensor }
            )
        let expected = try refsample.golden.tensor(named: "ref.\(layer).\(channel).full.heatmap")
        try #require(heatmaps.shape == expected.shape)
        let pairs = zip(heatmaps.elements, expected.elements)
        let difference = pairs.reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
        let norm = expected.elements.reduce(0.0) { $0 + pow(Double($1), 2) }
        #expect((difference / norm).squareRoot() < 1e-5)
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
