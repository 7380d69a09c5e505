import Foundation
import Kernels
import Models
import Tensors
import Testing

/// Layers added one behind the other.
struct LayerAssembly {
    let file: SafetensorsFile
    private(set) var nodes: [LayerGraph.Node] = []
    var last = LayerGraph.Source.input

    init(file: SafetensorsFile) {
        self.file = file
    }

    mutating func add(
        _ name: String,
        _ operation: LayerOperation,
        _ inputs: [LayerGraph.Source]? = nil
    ) {
        nodes.append(
            LayerGraph.Node(name: name, operation: operation, inputs: inputs ?? [last])
        )
        last = .node(nodes.count - 1)
    }

    /// A square convolution, and a batch norm if one is named.
    mutating func convolution(
        _ name: String,
        norm: String?,
        stride: Int = 1,
        padding: Int = 0
    ) throws {
        let weight = try file.tensor(named: "\(name).weight")
        let geometry = ConvolutionGeometry(
            square: weight.shape[2],
            stride: stride,
            padding: padding
        )
        let bias =
            file.names.contains("\(name).bias")
            ? try file.tensor(named: "\(name).bias").elements : nil
        add(name, .convolution(Convolution(weight: weight, geometry: geometry), bias: bias))
        guard let norm else { return }
        func values(_ part: String) throws -> [Float] {
            try file.tensor(named: "\(norm).\(part)").elements
        }
        add(
            norm,
            .batchNorm(
                BatchNorm(
                    weight: try values("weight"),
                    bias: try values("bias"),
                    mean: try values("running_mean"),
                    variance: try values("running_var")
                )
            )
        )
    }
}
