import Kernels

extension Architecture {
    /// EfficientNet B0 to B7 (Tan and Le, 2019) with torchvision's layer names.
    ///
    /// `features.3.1` is a block's output, `features.3` its stage's.
    static let efficientNets: [Architecture] = [
        (256, 224), (255, 240), (288, 288), (320, 300), (384, 380), (456, 456), (528, 528),
        (600, 600),
    ].enumerated().map { number, sides in
        Architecture(
            name: "efficientnet_b\(number)",
            title: "EfficientNet-B\(number)",
            conceptLayer: "features.6.0.block.0",
            epsilon: number < 5 ? 1e-5 : 1e-3,
            preprocessing: .torchvision(resize: sides.0, crop: sides.1),
            assemble: { network throws(ModelsError) in
                let strides = [1, 2, 2, 2, 1, 2, 1]
                let supply = network.supply
                func block(_ stage: Int, _ index: Int) -> String { "features.\(stage).\(index)" }
                let lengths = strides.indices.map { stage in
                    supply.count { "\(block(stage + 1, $0)).block.0.0.weight" }
                }
                let published = efficientNetDepths(number)
                try network.checkDepths(
                    lengths,
                    published,
                    Dictionary(
                        uniqueKeysWithValues: (0...7).map {
                            ("efficientnet_b\($0)", efficientNetDepths($0))
                        }
                    )
                )
                let stem = ConvolutionGeometry(square: 3, stride: 2, padding: 1)
                try network.unit("features.0", stem, .silu)
                for (stage, stride) in strides.enumerated() {
                    // A stage without blocks lacks its first.
                    for index in 0..<max(lengths[stage], 1) {
                        try network.mobileBlock(
                            block(stage + 1, index),
                            stride: index == 0 ? stride : 1,
                            activation: .silu,
                            squeezing: .silu,
                            scale: .sigmoid,
                            stochasticDepth: true
                        )
                    }
                    network.append("features.\(stage + 1)", .identity)
                }
                try network.unit("features.8", ConvolutionGeometry(square: 1), .silu)
                network.globalPool()
                network.append("classifier.0", .identity)
                try network.linear("classifier.1")
            }
        )
    }

    /// The blocks of each stage: B0's times the published factor, rounded up.
    private static func efficientNetDepths(_ number: Int) -> [Int] {
        // In tenths, so that no rounding depends on binary fractions.
        let factor = [10, 11, 12, 14, 18, 22, 26, 31][number]
        return [1, 2, 2, 3, 3, 4, 1].map { ($0 * factor + 9) / 10 }
    }
}
