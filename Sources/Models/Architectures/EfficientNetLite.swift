import Kernels

extension Architecture {
    /// EfficientNet-Lite 0 to 2 (Tan and Le; the quantizable variants of 2020), without squeeze and
    /// excitation, with ReLU6 and TensorFlow's padding.
    ///
    /// Layer names are those of the Python packages that carry the weights; `_blocks.5` is a block's
    /// output.
    static let efficientNetLites: [Architecture] = [
        efficientNetLite(0, side: 224, [1, 2, 2, 3, 3, 4, 1]),
        efficientNetLite(1, side: 240, [1, 3, 3, 4, 4, 5, 1]),
        efficientNetLite(2, side: 260, [1, 3, 3, 4, 4, 5, 1]),
    ]

    private static func efficientNetLite(
        _ number: Int,
        side: Int,
        _ lengths: [Int]
    ) -> Architecture {
        // The last block but one has the most channels of all that see more than a few places.
        let late = lengths.reduce(0, +) - 2
        return Architecture(
            name: "efficientnet_lite\(number)",
            title: "EfficientNet-Lite\(number)",
            conceptLayer: "_blocks.\(late)._depthwise_conv",
            epsilon: 1e-3,
            preprocessing: Preprocessing(
                resizeShortSide: side + 32,
                cropSide: side,
                channelOrder: .rgb,
                scale: 1,
                mean: [127, 127, 127],
                deviation: [128, 128, 128]
            ),
            assemble: { network throws(ModelsError) in
                let supply = network.supply
                let blocks = supply.count { "_blocks.\($0)._project_conv.weight" }
                let widths = (0..<blocks).map {
                    supply.leadingLength(of: "_blocks.\($0)._project_conv.weight")
                }
                let starts = try network.stageStarts(widths, published: lengths)
                let strides = [1, 2, 2, 2, 1, 2, 1]
                try network.convolution(
                    "_conv_stem",
                    ConvolutionGeometry(square: 3, stride: 2, same: .upper)
                )
                try network.norm("_bn0")
                network.append("_swish", .relu6)
                for index in 0..<blocks {
                    try network.liteBlock(
                        "_blocks.\(index)",
                        stride: starts.firstIndex(of: index).map { strides[$0] } ?? 1
                    )
                }
                try network.convolution("_conv_head", ConvolutionGeometry(square: 1))
                try network.norm("_bn1")
                network.append("_swish_1", .relu6)
                network.globalPool("_avg_pooling")
                network.append("_dropout", .identity)
                try network.linear("_fc")
            }
        )
    }
}

extension NetworkAssembly {
    /// Adds a block: widen (where it does), filter each channel alone, narrow without activation.
    fileprivate mutating func liteBlock(_ name: String, stride: Int) throws(ModelsError) {
        let entrance = here
        let point = ConvolutionGeometry(square: 1)
        let expands = supply.has("\(name)._expand_conv.weight")
        if expands {
            try convolution("\(name)._expand_conv", point)
            try norm("\(name)._bn0")
            append("\(name)._swish", .relu6)
        }
        let side = kernel(of: "\(name)._depthwise_conv", usual: 3)
        try convolution(
            "\(name)._depthwise_conv",
            ConvolutionGeometry(square: side, stride: stride, same: .upper, groups: channels),
            outputs: channels
        )
        try norm("\(name)._bn1")
        append("\(name)._swish\(expands ? "_1" : "")", .relu6)
        try convolution("\(name)._project_conv", point)
        try norm("\(name)._bn2")
        endBlock(name, from: entrance, adds: stride == 1)
    }
}
