import Kernels

extension Architecture {
    // The registry's names are torchvision's.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// MobileNetV2 (Sandler and others, 2018) with torchvision's layer names.
    ///
    /// Widths, expansions and the number of blocks are the weights'. A module's output is a layer
    /// under the module's name: `features.17` is a block's output (the sum, where the block adds its
    /// input), `features.18` the last convolution's behind batch norm and ReLU6.
    public static let mobilenet_v2 = Architecture(
        name: "mobilenet_v2",
        title: "MobileNetV2",
        conceptLayer: "features.14.conv.0",
        assemble: { network throws(ModelsError) in
            let stem = ConvolutionGeometry(square: 3, stride: 2, padding: 1)
            try network.unit("features.0", stem, .relu6)
            let supply = network.supply
            let blocks = supply.count(from: 1) { "features.\($0).conv.0.0.weight" }
            let expands = (0..<blocks).map { supply.has("features.\($0 + 1).conv.1.0.weight") }
            let widths = (0..<blocks).map {
                supply.leadingLength(of: "features.\($0 + 1).conv.\(expands[$0] ? 2 : 1).weight")
            }
            let starts = try network.stageStarts(widths, published: [1, 2, 3, 4, 3, 3, 1])
            let strides = [1, 2, 2, 2, 1, 2, 1]
            for index in 0..<blocks {
                try network.invertedResidual(
                    "features.\(index + 1)",
                    stride: starts.firstIndex(of: index).map { strides[$0] } ?? 1,
                    expands: expands[index]
                )
            }
            let point = ConvolutionGeometry(square: 1)
            try network.unit("features.\(blocks + 1)", point, .relu6)
            network.globalPool()
            network.append("classifier.0", .identity)
            try network.linear("classifier.1")
        }
    )
}

extension NetworkAssembly {
    /// Adds one of MobileNetV2's blocks: widen, filter each channel alone, narrow again without
    /// activation.
    fileprivate mutating func invertedResidual(
        _ name: String,
        stride: Int,
        expands: Bool
    ) throws(ModelsError) {
        let entrance = here
        let point = ConvolutionGeometry(square: 1)
        if expands { try unit("\(name).conv.0", point, .relu6) }
        let place = expands ? 1 : 0
        try unit(
            "\(name).conv.\(place)",
            ConvolutionGeometry(square: 3, stride: stride, padding: 1, groups: channels),
            .relu6,
            outputs: channels
        )
        try convolution("\(name).conv.\(place + 1)", point)
        try norm("\(name).conv.\(place + 2)")
        append("\(name).conv", .identity)
        endBlock(name, from: entrance, adds: stride == 1)
    }
}
