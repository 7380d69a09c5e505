import Kernels

extension Architecture {
    /// The ResNets (He and others, 2015), ResNeXts (Xie and others, 2017) and Wide ResNets
    /// (Zagoruyko and Komodakis, 2016) with torchvision's layer names.
    ///
    /// `resnet` takes any number of stages and blocks of either kind, and groups, off the weights.
    /// Behind a block's convolutions stand `add`, the sum of both branches, and its ReLU; the
    /// block's and the stage's own names, such as `layer4.2` and `layer4`, are layers as well.
    static let resNets: [Architecture] =
        [
            residual("resnet18", "ResNet-18", [2, 2, 2, 2], bottleneck: false),
            residual("resnet34", "ResNet-34", [3, 4, 6, 3], bottleneck: false),
            residual("resnet50", "ResNet-50", [3, 4, 6, 3]),
            residual("resnet101", "ResNet-101", [3, 4, 23, 3]),
            residual("resnet152", "ResNet-152", [3, 8, 36, 3]),
            residual("resnext50_32x4d", "ResNeXt-50 32x4d", [3, 4, 6, 3], grouped: true),
            residual("resnext101_32x8d", "ResNeXt-101 32x8d", [3, 4, 23, 3], grouped: true),
            residual("resnext101_64x4d", "ResNeXt-101 64x4d", [3, 4, 23, 3], grouped: true),
            residual("wide_resnet50_2", "Wide ResNet-50-2", [3, 4, 6, 3], wide: true),
            residual("wide_resnet101_2", "Wide ResNet-101-2", [3, 4, 23, 3], wide: true),
        ] + [residual("resnet", "ResNet", nil)]

    private static func residual(
        _ name: String,
        _ title: String,
        _ blocks: [Int]?,
        bottleneck: Bool = true,
        grouped: Bool = false,
        wide: Bool = false
    ) -> Architecture {
        Architecture(
            name: name,
            title: title,
            conceptLayer: "layer4",
            assemble: { network throws(ModelsError) in
                let kind = ResidualKind(network.supply)
                if let blocks {
                    let wanted = (blocks, bottleneck, grouped, wide)
                    let found = (kind.blocks, kind.bottleneck, kind.groups > 1, kind.isWide)
                    guard kind.blocks.isEmpty || wanted == found else {
                        throw ModelsError(
                            "these weights are \(kind.summary), which \(name) is not",
                            hint: "use --model resnet, which takes blocks, kind and groups off "
                                + "the weights"
                        )
                    }
                }
                try network.residualNetwork(kind)
            }
        )
    }
}

/// What a ResNet's weights tell about it.
private struct ResidualKind {
    /// The number of blocks of each stage.
    let blocks: [Int]
    /// Whether blocks narrow, filter and widen, rather than filter twice.
    let bottleneck: Bool
    /// The groups of a bottleneck's filter.
    let groups: Int
    /// Whether a plain bottleneck is wider than a quarter of its block's output.
    let isWide: Bool

    init(_ supply: TensorSupply) {
        let stages = supply.count(from: 1) { "layer\($0).0.conv1.weight" }
        blocks = (0..<stages).map { stage in
            supply.count { "layer\(stage + 1).\($0).conv1.weight" }
        }
        bottleneck = supply.has("layer1.0.conv3.weight")
        let hidden = supply.leadingLength(of: "layer1.0.conv1.weight")
        let filter = supply.shape(of: "layer1.0.conv2.weight")
        let perGroup = filter.count == 4 && filter[1] > 0 ? filter[1] : max(hidden, 1)
        groups = bottleneck ? max(1, hidden / perGroup) : 1
        isWide =
            bottleneck && groups == 1
            && hidden * 4 > supply.leadingLength(of: "layer1.0.conv3.weight")
    }

    /// The kind in a few words, for messages.
    var summary: String {
        let list = blocks.map(String.init).joined(separator: "-")
        let shape = isWide ? "wide bottleneck" : bottleneck ? "bottleneck" : "basic"
        return "a ResNet of \(list) \(shape) blocks\(groups > 1 ? " in \(groups) groups" : "")"
    }
}

extension NetworkAssembly {
    fileprivate mutating func residualNetwork(_ kind: ResidualKind) throws(ModelsError) {
        try convolution("conv1", ConvolutionGeometry(square: 7, stride: 2, padding: 3))
        try norm("bn1")
        append("relu", .relu)
        maxPool("maxpool", PoolingWindow(square: 3, stride: 2, padding: 1))
        guard !kind.blocks.isEmpty else {
            _ = try supply.take("layer1.0.conv1.weight", [nil, channels, nil, nil])
            return
        }
        for (stage, blocks) in kind.blocks.enumerated() {
            for block in 0..<blocks {
                try residualBlock(
                    "layer\(stage + 1).\(block)",
                    kind,
                    stride: stage > 0 && block == 0 ? 2 : 1
                )
            }
            append("layer\(stage + 1)", .identity)
        }
        globalPool()
        try linear("fc")
    }

    private mutating func residualBlock(
        _ name: String,
        _ kind: ResidualKind,
        stride: Int
    ) throws(ModelsError) {
        let entrance = here
        let point = ConvolutionGeometry(square: 1)
        let filter = ConvolutionGeometry(
            square: 3,
            stride: stride,
            padding: 1,
            groups: kind.groups
        )
        // torchvision strides in the bottleneck's filter, not in its first convolution.
        let filters =
            kind.bottleneck
            ? [point, filter, point] : [filter, ConvolutionGeometry(square: 3, padding: 1)]
        for (index, geometry) in filters.enumerated() {
            if index > 0 { append("\(name).relu\(index > 1 ? "_\(index - 1)" : "")", .relu) }
            try convolution("\(name).conv\(index + 1)", geometry)
            try norm("\(name).bn\(index + 1)")
        }
        let branch = here
        var shortcut = entrance
        let joins = "\(name).downsample"
        if stride > 1 || supply.has("\(joins).0.weight") || branch.channels != entrance.channels {
            try convolution(
                "\(joins).0",
                ConvolutionGeometry(square: 1, stride: stride),
                outputs: branch.channels,
                from: entrance
            )
            try norm("\(joins).1")
            append(joins, .identity)
            shortcut = here
        }
        sum("\(name).add", [shortcut, branch])
        append("\(name).relu_\(filters.count - 1)", .relu)
        append(name, .identity)
    }
}
