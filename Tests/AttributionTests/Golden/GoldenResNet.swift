import Foundation
import Kernels
import Models
import Tensors
import Testing

/// A ResNet of basic blocks as its weights tell it, put together here apart from `Architecture`.
enum GoldenResNet {
    /// Reads stages and blocks from the names, strides from torchvision's convention (2 where a stage
    /// but the first begins).
    static func graph(from file: SafetensorsFile) throws -> LayerGraph {
        var net = Assembly(file: file)
        try net.convolution("conv1", norm: "bn1", stride: 2, padding: 3)
        net.add("relu", .relu)
        net.add(
            "maxpool",
            .maxPool(MaxPooling(window: PoolingWindow(square: 3, stride: 2, padding: 1)))
        )
        var stage = 1
        while file.names.contains("layer\(stage).0.conv1.weight") {
            var block = 0
            while file.names.contains("layer\(stage).\(block).conv1.weight") {
                try net.block(
                    "layer\(stage).\(block)",
                    stride: stage > 1 && block == 0 ? 2 : 1
                )
                block += 1
            }
            stage += 1
        }
        net.add("avgpool", .adaptiveAveragePool(AdaptiveAveragePooling(height: 1, width: 1)))
        net.add("flatten", .flatten)
        let weight = try file.tensor(named: "fc.weight")
        let bias = try file.tensor(named: "fc.bias").elements
        net.add("fc", .linear(FullyConnected(weight: weight), bias: bias))
        return LayerGraph(inputChannels: 3, nodes: net.nodes)
    }

    /// Layers added one behind the other.
    struct Assembly {
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

        /// Two convolutions and the way around them.
        mutating func block(_ name: String, stride: Int) throws {
            let input = last
            try convolution("\(name).conv1", norm: "\(name).bn1", stride: stride, padding: 1)
            add("\(name).relu1", .relu)
            try convolution("\(name).conv2", norm: "\(name).bn2", padding: 1)
            let branch = last
            last = input
            if file.names.contains("\(name).downsample.0.weight") {
                try convolution(
                    "\(name).downsample.0",
                    norm: "\(name).downsample.1",
                    stride: stride
                )
            }
            add("\(name).sum", .addition, [last, branch])
            add("\(name).relu", .relu)
        }
    }
}
