import Attribution
import Kernels
import Models
import Tensors
import Testing

@Suite("Batch-norm merging")
struct BatchNormMergingTests {
    private static let norm = BatchNorm(
        weight: [1.5, -0.5],
        bias: [0.25, 1],
        mean: [0.5, -2],
        variance: [4, 0.01],
        epsilon: 1e-3
    )

    private static func graph(_ operation: LayerOperation) -> LayerGraph {
        LayerGraph(
            inputChannels: 3,
            nodes: [
                .init(name: "flat", operation: .flatten, inputs: [.input]),
                .init(name: "weights", operation: operation, inputs: [.node(0)]),
                .init(name: "norm", operation: .batchNorm(norm), inputs: [.node(1)]),
            ]
        )
    }

    @Test("the outputs stay the same", arguments: [true, false])
    func exact(bias: Bool) throws {
        var numbers = SeededNumbers(seed: 6)
        let linear = FullyConnected(weight: numbers.tensor([2, 6]))
        let graph = Self.graph(.linear(linear, bias: bias ? [0.5, -1] : nil))
        let merged = BatchNormMerging.applied(to: graph)
        let input = numbers.tensor([3, 3, 1, 2])
        let before = try graph.forward(input).logits
        let after = try merged.forward(input).logits
        for (one, other) in zip(before.elements, after.elements) {
            #expect(abs(one - other) < 1e-5 * max(1, abs(one)))
        }
        guard case .identity = merged.nodes[2].operation else {
            Issue.record("the batch norm is still there")
            return
        }
    }

    @Test("a batch norm behind no weights stays: relevance passes it, a gradient is scaled")
    func unmerged() throws {
        let graph = LayerGraph(
            inputChannels: 2,
            nodes: [
                .init(name: "norm", operation: .batchNorm(Self.norm), inputs: [.input]),
                .init(name: "flat", operation: .flatten, inputs: [.node(0)]),
            ]
        )
        let scale = Self.norm.scale
        let input: [Float] = [1, 2]
        for (composite, expected) in [
            (Composite.epsilonPlus, 2.0 + 2.0),
            (.gradientTimesInput, 2 * (scale[0] * 1 + scale[1] * 2)),
        ] {
            let attributor = try Attributor(graph: graph, composite: composite)
            let tape = try attributor.forward(Tensor(shape: [1, 2, 1, 1], elements: input))
            let request = RelevanceRequest(start: .logits(.classes([0, 1])), amount: .constant(2))
            let map = try attributor.propagate(tape, [request], toInput: true).heatmaps
            #expect(abs((map?.elements[0] ?? 0) - Float(expected)) < 1e-5)
        }
    }
}
