import Kernels
import Models
import Tensors

/// Small networks with made-up weights.
enum TestNetworks {
    /// A convolution with made-up weights.
    private static func convolution(
        _ numbers: inout SeededNumbers,
        _ inputs: Int,
        _ outputs: Int,
        _ kernel: Int,
        bias: Bool
    ) -> LayerOperation {
        let weight = numbers.tensor([outputs, inputs, kernel, kernel])
        let geometry = ConvolutionGeometry(square: kernel, padding: kernel / 2)
        let biases = numbers.tensor([outputs]).elements.map { $0 / 4 }
        return .convolution(
            Convolution(weight: weight, geometry: geometry),
            bias: bias ? biases : nil
        )
    }

    /// first (3 to 6, 3x3), pool, a fire-like fork into `narrow` and `wide` (1x1 and 3x3, 4 channels
    /// each) joined as `joined`, `logits` (1x1 to 5 classes), ReLU, average, flatten.
    static func fork(bias: Bool, seed: UInt64 = 21) -> LayerGraph {
        var numbers = SeededNumbers(seed: seed)
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
        let average = AdaptiveAveragePooling(height: 1, width: 1)
        let nodes: [(String, LayerOperation, [LayerGraph.Source])] = [
            ("first", convolution(&numbers, 3, 6, 3, bias: bias), [.input]),
            ("first.relu", .relu, [.node(0)]),
            ("pool", .maxPool(pool), [.node(1)]),
            ("narrow", convolution(&numbers, 6, 4, 1, bias: bias), [.node(2)]),
            ("narrow.relu", .relu, [.node(3)]),
            ("wide", convolution(&numbers, 6, 4, 3, bias: bias), [.node(2)]),
            ("wide.relu", .relu, [.node(5)]),
            ("joined", .concatenation, [.node(4), .node(6)]),
            ("logits", convolution(&numbers, 8, 5, 1, bias: bias), [.node(7)]),
            ("logits.relu", .relu, [.node(8)]),
            ("average", .adaptiveAveragePool(average), [.node(9)]),
            ("flatten", .flatten, [.node(10)]),
        ]
        return LayerGraph(
            inputChannels: 3,
            nodes: nodes.map { LayerGraph.Node(name: $0.0, operation: $0.1, inputs: $0.2) }
        )
    }

    /// first (3 to 6, 3x3), ReLU6, a block `join` = input + narrow(wide(input)) with a ReLU6 between
    /// (wide 1x1 to 12, filter 3x3 depthwise, narrow 1x1 to 6), a second sum `triple` of three, average,
    /// flatten, `logits` (5 classes).
    static func residual(bias: Bool, seed: UInt64 = 31) -> LayerGraph {
        var numbers = SeededNumbers(seed: seed)
        let depthwise = Convolution(
            weight: numbers.tensor([12, 1, 3, 3]),
            geometry: ConvolutionGeometry(square: 3, padding: 1, groups: 12)
        )
        let head = FullyConnected(weight: numbers.tensor([5, 6]))
        let average = AdaptiveAveragePooling(height: 1, width: 1)
        let nodes: [(String, LayerOperation, [LayerGraph.Source])] = [
            ("first", convolution(&numbers, 3, 6, 3, bias: bias), [.input]),
            ("first.relu", .relu6, [.node(0)]),
            ("wide", convolution(&numbers, 6, 12, 1, bias: bias), [.node(1)]),
            ("wide.relu", .relu6, [.node(2)]),
            ("filter", .convolution(depthwise, bias: nil), [.node(3)]),
            ("filter.relu", .relu6, [.node(4)]),
            ("narrow", convolution(&numbers, 12, 6, 1, bias: bias), [.node(5)]),
            ("join", .addition, [.node(1), .node(6)]),
            ("after", convolution(&numbers, 6, 6, 1, bias: bias), [.node(7)]),
            ("triple", .addition, [.node(7), .node(8), .node(1)]),
            ("average", .adaptiveAveragePool(average), [.node(9)]),
            ("flatten", .flatten, [.node(10)]),
            ("logits", .linear(head, bias: bias ? [0.1, 0, -0.1, 0.2, 0] : nil), [.node(11)]),
        ]
        return LayerGraph(
            inputChannels: 3,
            nodes: nodes.map { LayerGraph.Node(name: $0.0, operation: $0.1, inputs: $0.2) }
        )
    }

    /// Made-up inputs for `fork`, `[images, 3, 8, 6]`.
    static func inputs(_ images: Int) -> Tensor {
        var numbers = SeededNumbers(seed: 99)
        return numbers.tensor([images, 3, 8, 6])
    }
}
