import Kernels

extension Architecture {
    /// DenseNets (Huang and others, 2016) with torchvision's layer names.
    ///
    /// A dense layer's input, all outputs before it, is a layer `features.denseblock1.denselayer2.cat`;
    /// a block's output, such as `features.denseblock4`, the concatenation of them all.
    static let denseNets: [Architecture] = [
        dense(121, [6, 12, 24, 16]), dense(161, [6, 12, 36, 24]), dense(169, [6, 12, 32, 32]),
        dense(201, [6, 12, 48, 32]),
    ]

    private static func dense(_ depth: Int, _ published: [Int]) -> Architecture {
        Architecture(
            name: "densenet\(depth)",
            title: "DenseNet-\(depth)",
            conceptLayer: "features.denseblock4",
            assemble: { network throws(ModelsError) in
                // The published files call a dense layer's parts norm.1, conv.2 and so on.
                network.supply.rename { name in
                    guard name.contains(".denselayer") else { return name }
                    return ["norm.1", "norm.2", "conv.1", "conv.2"].reduce(name) {
                        $0.replacing(".\($1).", with: ".\($1.replacing(".", with: "")).")
                    }
                }
                let supply = network.supply
                func layer(_ block: Int, _ layer: Int) -> String {
                    "features.denseblock\(block).denselayer\(layer)"
                }
                let blocks = supply.count(from: 1) { "\(layer($0, 1)).conv1.weight" }
                let lengths = (0..<blocks).map { block in
                    supply.count(from: 1) { "\(layer(block + 1, $0)).conv1.weight" }
                }
                try network.checkDepths(
                    lengths,
                    published,
                    [
                        "densenet121": [6, 12, 24, 16], "densenet161": [6, 12, 36, 24],
                        "densenet169": [6, 12, 32, 32], "densenet201": [6, 12, 48, 32],
                    ]
                )
                let stem = ConvolutionGeometry(square: 7, stride: 2, padding: 3)
                try network.convolution("features.conv0", stem)
                try network.norm("features.norm0")
                network.append("features.relu0", .relu)
                network.maxPool("features.pool0", PoolingWindow(square: 3, stride: 2, padding: 1))
                // Without blocks, what lacks is the first block's first layer.
                for (block, layers) in (lengths.isEmpty ? [1] : lengths).enumerated() {
                    if block > 0 { try network.transition("features.transition\(block)") }
                    var parts = [network.here]
                    for index in 1...layers {
                        parts.append(try network.denseLayer(layer(block + 1, index), from: parts))
                    }
                    network.concatenation("features.denseblock\(block + 1)", parts)
                }
                try network.norm("features.norm5")
                network.append("relu", .relu)
                network.globalPool()
                try network.linear("classifier")
            }
        )
    }
}

extension NetworkAssembly {
    /// Adds a dense layer over all outputs before it.
    fileprivate mutating func denseLayer(
        _ name: String,
        from parts: [Place]
    ) throws(ModelsError) -> Place {
        if parts.count > 1 { concatenation("\(name).cat", parts) }
        try norm("\(name).norm1")
        append("\(name).relu1", .relu)
        try convolution("\(name).conv1", ConvolutionGeometry(square: 1))
        try norm("\(name).norm2")
        append("\(name).relu2", .relu)
        try convolution("\(name).conv2", ConvolutionGeometry(square: 3, padding: 1))
        append(name, .identity)
        return here
    }

    /// Adds what lies between two blocks: fewer channels, half the places.
    fileprivate mutating func transition(_ name: String) throws(ModelsError) {
        try norm("\(name).norm")
        append("\(name).relu", .relu)
        try convolution("\(name).conv", ConvolutionGeometry(square: 1))
        append("\(name).pool", .averagePool(AveragePooling(window: .init(square: 2, stride: 2))))
        append(name, .identity)
    }
}
