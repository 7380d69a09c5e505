import Kernels
public import Models
import Tensors

/// Merges each batch norm into the convolution or linear layer before it.
///
/// With scale = γ / √(σ² + ε): w ← w · scale and b ← (b - μ) · scale + β, per output channel; the
/// batch norm becomes the identity. The merge is exact: the network's outputs stay the same up to
/// rounding. (zennit up to 0.5.1 leaves ε in the emptied batch norm and so divides by √(1 + ε)
/// once more.) From then on the convolution's output is what was the batch norm's.
public enum BatchNormMerging {
    /// The graph with every batch norm merged that directly follows a layer with weights.
    ///
    /// - Parameter graph: Any graph; a batch norm elsewhere is left as it is.
    /// - Returns: A graph with the same layer names.
    public static func applied(to graph: LayerGraph) -> LayerGraph {
        var operations = graph.nodes.map(\.operation)
        for (index, node) in graph.nodes.enumerated() {
            guard case .batchNorm(let norm) = node.operation,
                case .node(let source)? = node.inputs.first,
                graph.consumers[source] == [index],
                let merged = merge(norm, into: operations[source])
            else { continue }
            operations[source] = merged
            operations[index] = .identity
        }
        let nodes = zip(graph.nodes, operations).map { node, operation in
            LayerGraph.Node(name: node.name, operation: operation, inputs: node.inputs)
        }
        return LayerGraph(inputChannels: graph.inputChannels, nodes: nodes)
    }

    private static func merge(
        _ norm: BatchNorm,
        into operation: LayerOperation
    ) -> LayerOperation? {
        switch operation {
        case .convolution(let convolution, let bias):
            return .convolution(
                convolution.with(weight: scaled(convolution.weight, by: norm.scale)),
                bias: shifted(bias, by: norm)
            )
        case .linear(let linear, let bias):
            return .linear(
                linear.with(weight: scaled(linear.weight, by: norm.scale)),
                bias: shifted(bias, by: norm)
            )
        default:
            return nil
        }
    }

    private static func scaled(_ weight: Tensor, by scale: [Double]) -> Tensor {
        let length = weight.count / weight.shape[0]
        let elements = weight.elements.enumerated().map { index, value in
            Float(Double(value) * scale[index / length])
        }
        return Tensor(shape: weight.shape, elements: elements)
    }

    private static func shifted(_ bias: [Float]?, by norm: BatchNorm) -> [Float] {
        zip(norm.scale, norm.shift).enumerated().map { channel, pair in
            Float(Double(bias?[channel] ?? 0) * pair.0 + pair.1)
        }
    }
}
