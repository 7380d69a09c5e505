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

    /// Made-up inputs for `fork`, `[images, 3, 8, 6]`.
    static func inputs(_ images: Int) -> Tensor {
        var numbers = SeededNumbers(seed: 99)
        return numbers.tensor([images, 3, 8, 6])
    }
}
