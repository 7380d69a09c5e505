import Kernels

extension Architecture {
    /// VGG16 (Simonyan and Zisserman 2014, configuration D) with torchvision's layer names.
    public static let vgg16 = Architecture(
        name: "vgg16",
        title: "VGG16",
        conceptLayer: "features.28",
        assemble: { supply throws(ModelsError) in
            try vgg16(from: &supply, batchNorm: false)
        }
    )

    // The registry's names are torchvision's.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// VGG16 with a batch norm behind every convolution.
    public static let vgg16_bn = Architecture(
        name: "vgg16_bn",
        title: "VGG16 with batch normalization",
        conceptLayer: "features.40",
        assemble: { supply throws(ModelsError) in
            try vgg16(from: &supply, batchNorm: true)
        }
    )

    /// How many convolutions come before each of the five pools.
    private static let vgg16Stages = [2, 2, 3, 3, 3]

    /// The side the convolutions' output is pooled to before the linear layers.
    private static let vgg16PooledSide = 7

    private static func vgg16(
        from supply: inout TensorSupply,
        batchNorm: Bool
    ) throws(ModelsError) -> LayerGraph {
        var graph = LayerGraph.Builder()
        var position = 0
        var channels = 3
        func next() -> String {
            defer { position += 1 }
            return "features.\(position)"
        }
        for convolutions in vgg16Stages {
            for _ in 0..<convolutions {
                let (convolution, outputs) = try supply.convolution(
                    "features.\(position)",
                    inputs: channels,
                    geometry: ConvolutionGeometry(square: 3, padding: 1)
                )
                channels = outputs
                graph.append(next(), convolution)
                if batchNorm {
                    let norm = try supply.batchNorm("features.\(position)", channels: channels)
                    graph.append(next(), norm)
                }
                graph.append(next(), .relu)
            }
            let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
            graph.append(next(), .maxPool(pool))
        }
        let side = vgg16PooledSide
        graph.append(
            "avgpool",
            .adaptiveAveragePool(AdaptiveAveragePooling(height: side, width: side))
        )
        graph.append("flatten", .flatten)
        var units = channels * side * side
        for index in [0, 3, 6] {
            let (linear, outputs) = try supply.linear("classifier.\(index)", inputs: units)
            units = outputs
            graph.append("classifier.\(index)", linear)
            if index < 6 {
                graph.append("classifier.\(index + 1)", .relu)
                graph.append("classifier.\(index + 2)", .identity)
            }
        }
        return graph.build(inputChannels: 3)
    }
}
