import Kernels
import Models
import Tensors
import Testing

@Suite("Layer graph")
struct LayerGraphTests {
    /// Two branches behind a doubling, joined: x -> 2x -> (relu, -1 -> relu) -> concatenation.
    private static func branches() -> LayerGraph {
        func scale(_ factor: Float) -> LayerOperation {
            let weight = Tensor(shape: [1, 1, 1, 1], elements: [factor])
            let geometry = ConvolutionGeometry(square: 1)
            return .convolution(Convolution(weight: weight, geometry: geometry), bias: [1])
        }
        return LayerGraph(
            inputChannels: 1,
            nodes: [
                .init(name: "double", operation: scale(2), inputs: [.input]),
                .init(name: "left", operation: .relu, inputs: [.node(0)]),
                .init(name: "negative", operation: scale(-1), inputs: [.node(0)]),
                .init(name: "right", operation: .relu, inputs: [.node(2)]),
                .init(name: "joined", operation: .concatenation, inputs: [.node(1), .node(3)]),
                .init(name: "flat", operation: .flatten, inputs: [.node(4)]),
            ]
        )
    }

    @Test("branches run and join")
    func run() throws {
        let input = Tensor(shape: [2, 1, 1, 2], elements: [1, -2, 0, 3])
        let pass = try Self.branches().forward(input)
        // 2x + 1 and 1 - (2x + 1).
        #expect(pass.logits.elements == [3, 0, 0, 4, 1, 7, 0, 0])
        #expect(pass.outputs.allSatisfy { $0 != nil })
    }

    @Test("outputs nobody keeps are freed, the result is the same")
    func liveness() throws {
        let input = Tensor(shape: [1, 1, 1, 2], elements: [1, -2])
        let graph = Self.branches()
        let all = try graph.forward(input)
        let few = try graph.forward(input, keeping: KeptLayers(outputs: [3]))
        #expect(few.logits == all.logits)
        #expect(few.outputs[3] == all.outputs[3])
        #expect([0, 1, 2, 4].allSatisfy { few.outputs[$0] == nil })
    }

    @Test("what lies behind a ReLU is not negative")
    func signs() {
        let graph = Self.branches()
        #expect(graph.isNonNegative(.node(5)))
        #expect(!graph.isNonNegative(.node(2)))
        #expect(!graph.isNonNegative(.input))
    }

    @Test("an unknown layer is told with near ones")
    func unknown() {
        let error = #expect(throws: ModelsError.self) {
            try Self.branches().index(of: "features.28")
        }
        #expect(error?.hint?.contains("double, left") == true)
    }

    @Test("sums of branches, and ReLU6")
    func addition() throws {
        let graph = LayerGraph(
            inputChannels: 1,
            nodes: [
                .init(name: "six", operation: .relu6, inputs: [.input]),
                .init(name: "sum", operation: .addition, inputs: [.node(0), .input, .input]),
                .init(name: "flat", operation: .flatten, inputs: [.node(1)]),
            ]
        )
        let input = Tensor(shape: [2, 1, 1, 2], elements: [1, -2, 8, 6])
        #expect(try graph.forward(input).logits.elements == [3, -4, 22, 18])
        #expect(graph.isNonNegative(.node(0)))
        #expect(!graph.isNonNegative(.node(1)))
        #expect(graph.channelCount(1) == 1)
    }

    @Test("branches of different shapes cannot be added")
    func unequalBranches() throws {
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
        let graph = LayerGraph(
            inputChannels: 1,
            nodes: [
                .init(name: "pool", operation: .maxPool(pool), inputs: [.input]),
                .init(name: "sum", operation: .addition, inputs: [.node(0), .input]),
            ]
        )
        let error = #expect(throws: ModelsError.self) { try graph.shapes(for: [1, 1, 4, 4]) }
        #expect(error?.message.contains("sum (addition) cannot take [1, 1, 2, 2] and") == true)
    }

    @Test("batch norm")
    func batchNorm() throws {
        let norm = BatchNorm(
            weight: [2, 1],
            bias: [1, 0],
            mean: [3, -1],
            variance: [4, 0.25],
            epsilon: 0
        )
        let graph = LayerGraph(
            inputChannels: 2,
            nodes: [.init(name: "norm", operation: .batchNorm(norm), inputs: [.input])]
        )
        let input = Tensor(shape: [1, 2, 1, 2], elements: [3, 5, -1, 0])
        #expect(try graph.forward(input).logits.elements == [1, 3, 0, 2])
    }
}
