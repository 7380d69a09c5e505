import Kernels

extension Architecture {
    /// MobileNetV3 (Howard and others, 2019) with torchvision's layer names.
    ///
    /// Widths, kernels and squeeze-excitation are the weights'; strides and activations are the
    /// published network's, so the number of blocks is too.
    static let mobileNetV3s: [Architecture] = [
        mobileNetV3(
            "large",
            conceptLayer: "features.13.block.0",
            strides: [1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1],
            hardSwishFrom: 6
        ),
        mobileNetV3(
            "small",
            conceptLayer: "features.9.block.0",
            strides: [2, 2, 1, 2, 1, 1, 1, 1, 2, 1, 1],
            hardSwishFrom: 3
        ),
    ]

    private static func mobileNetV3(
        _ size: String,
        conceptLayer: String,
        strides: [Int],
        hardSwishFrom: Int
    ) -> Architecture {
        Architecture(
            name: "mobilenet_v3_\(size)",
            title: "MobileNetV3 \(size)",
            conceptLayer: conceptLayer,
            epsilon: 1e-3,
            assemble: { network throws(ModelsError) in
                let blocks = network.supply.count(from: 1) { "features.\($0).block.0.0.weight" }
                guard blocks == 0 || blocks == strides.count else {
                    throw ModelsError(
                        "mobilenet_v3_\(size) has \(strides.count) blocks, these weights have "
                            + "\(blocks)",
                        hint: "strides and activations cannot be read off weights: give weights of "
                            + "as many blocks"
                    )
                }
                let stem = ConvolutionGeometry(square: 3, stride: 2, padding: 1)
                try network.unit("features.0", stem, .hardSwish)
                for (index, stride) in strides.enumerated() {
                    try network.mobileBlock(
                        "features.\(index + 1)",
                        stride: stride,
                        activation: index < hardSwishFrom ? .relu : .hardSwish,
                        squeezing: .relu,
                        scale: .hardSigmoid(slope: 1 / 6, offset: 0.5)
                    )
                }
                let last = "features.\(strides.count + 1)"
                try network.unit(last, ConvolutionGeometry(square: 1), .hardSwish)
                network.globalPool()
                try network.linear("classifier.0")
                network.append("classifier.1", .activation(.hardSwish))
                network.append("classifier.2", .identity)
                try network.linear("classifier.3")
            }
        )
    }
}

extension NetworkAssembly {
    /// Adds a block of MobileNetV3 or EfficientNet, whose parts `<name>.block.0` and on are: widen
    /// (where it does), filter each channel alone, squeeze and excite (where it does), narrow again.
    mutating func mobileBlock(
        _ name: String,
        stride: Int,
        activation: Activation,
        squeezing: Activation,
        scale: Activation,
        stochasticDepth: Bool = false
    ) throws(ModelsError) {
        let entrance = here
        let point = ConvolutionGeometry(square: 1)
        var place = 0
        func next() -> String {
            defer { place += 1 }
            return "\(name).block.\(place)"
        }
        // The filter is never 1x1, so a block that begins so widens first.
        if kernel(of: "\(name).block.0.0", usual: 3) == 1 { try unit(next(), point, activation) }
        let filter = next()
        let side = kernel(of: "\(filter).0", usual: 3)
        try unit(
            filter,
            ConvolutionGeometry(square: side, stride: stride, padding: side / 2, groups: channels),
            activation,
            outputs: channels
        )
        if supply.has("\(name).block.\(place).fc1.weight") {
            try squeezeExcitation(next(), squeezing, scale: scale)
        }
        try unit(next(), point, nil)
        append("\(name).block", .identity)
        let adds = stride == 1 && entrance.channels == channels
        if stochasticDepth, adds { append("\(name).stochastic_depth", .identity) }
        endBlock(name, from: entrance, adds: adds)
    }
}
