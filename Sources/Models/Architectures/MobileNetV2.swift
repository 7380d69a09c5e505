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
        assemble: { supply throws(ModelsError) in
            var graph = LayerGraph.Builder()
            let stem = ConvolutionGeometry(square: 3, stride: 2, padding: 1)
            var channels = try graph.appendUnit("features.0", stem, inputs: 3, from: &supply)
            let blocks = try InvertedResidual.blocks(in: supply)
            for block in blocks {
                channels = try block.append(to: &graph, inputs: channels, from: &supply)
            }
            channels = try graph.appendUnit(
                "features.\(blocks.count + 1)",
                ConvolutionGeometry(square: 1),
                inputs: channels,
                from: &supply
            )
            graph.append(
                "avgpool",
                .adaptiveAveragePool(AdaptiveAveragePooling(height: 1, width: 1))
            )
            graph.append("flatten", .flatten)
            graph.append("classifier.0", .identity)
            graph.append(
                "classifier.1",
                try supply.linear("classifier.1", inputs: channels).operation
            )
            return graph.build(inputChannels: 3)
        }
    )
}

/// One of MobileNetV2's blocks: widen, filter each channel alone, narrow again without activation.
private struct InvertedResidual {
    /// The module's name, such as `features.5`.
    let name: String
    /// The stride of the filter.
    let stride: Int
    /// Whether the block widens first.
    let expands: Bool

    /// The strides of the stages; stages differ in their blocks' output widths.
    private static let stageStrides = [1, 2, 2, 2, 1, 2, 1]

    /// The blocks of each stage in the published network.
    private static let stageLengths = [1, 2, 3, 4, 3, 3, 1]

    /// The blocks that some weights belong to.
    ///
    /// Weights tell no strides. In a network of as many blocks as the published one they are the
    /// published ones; in others a stage begins wherever the output width changes.
    static func blocks(in supply: TensorSupply) throws(ModelsError) -> [InvertedResidual] {
        var widths: [Int] = []
        var expands: [Bool] = []
        while supply.has("features.\(widths.count + 1).conv.0.0.weight") {
            let conv = "features.\(widths.count + 1).conv"
            expands.append(supply.has("\(conv).1.0.weight"))
            widths.append(
                supply.leadingLength(of: "\(conv).\(expands.last == true ? 2 : 1).weight")
            )
        }
        let starts = try stageStarts(widths)
        return widths.indices.map { index in
            InvertedResidual(
                name: "features.\(index + 1)",
                stride: starts.firstIndex(of: index).map { stageStrides[$0] } ?? 1,
                expands: expands[index]
            )
        }
    }

    private static func stageStarts(_ widths: [Int]) throws(ModelsError) -> [Int] {
        if widths.isEmpty || widths.count == stageLengths.reduce(0, +) {
            return stageLengths.indices.map { stageLengths[..<$0].reduce(0, +) }
        }
        let starts = widths.indices.filter { $0 == 0 || widths[$0] != widths[$0 - 1] }
        guard starts.count == stageStrides.count else {
            throw ModelsError(
                "mobilenet_v2 has 7 stages of blocks, these weights have \(widths.count) blocks of "
                    + "\(starts.count) widths in turn",
                hint: "strides cannot be read off weights: the blocks must be 17, or each stage of "
                    + "its own width"
            )
        }
        return starts
    }

    /// Adds the block to a network.
    ///
    /// - Returns: The channels of the block's output.
    func append(
        to graph: inout LayerGraph.Builder,
        inputs: Int,
        from supply: inout TensorSupply
    ) throws(ModelsError) -> Int {
        let entrance = graph.last
        var (hidden, place) = (inputs, 0)
        if expands {
            let point = ConvolutionGeometry(square: 1)
            hidden = try graph.appendUnit("\(name).conv.0", point, inputs: inputs, from: &supply)
            place = 1
        }
        _ = try graph.appendUnit(
            "\(name).conv.\(place)",
            ConvolutionGeometry(square: 3, stride: stride, padding: 1, groups: hidden),
            inputs: hidden,
            outputs: hidden,
            from: &supply
        )
        let (convolution, norm, outputs) = try supply.normalizedConvolution(
            "\(name).conv.\(place + 1)",
            norm: "\(name).conv.\(place + 2)",
            inputs: hidden,
            geometry: ConvolutionGeometry(square: 1)
        )
        graph.append("\(name).conv.\(place + 1)", convolution)
        graph.append("\(name).conv.\(place + 2)", norm)
        graph.append("\(name).conv", .identity)
        if stride == 1, inputs == outputs {
            graph.append(name, .addition, from: [entrance, graph.last])
        } else {
            graph.append(name, .identity)
        }
        return outputs
    }
}

extension LayerGraph.Builder {
    /// Adds a convolution, its batch norm and a ReLU6 as `<name>.0` to `<name>.2`, and the module's
    /// own name for their output.
    ///
    /// - Returns: The channels of the output.
    fileprivate mutating func appendUnit(
        _ name: String,
        _ geometry: ConvolutionGeometry,
        inputs: Int,
        outputs: Int? = nil,
        from supply: inout TensorSupply
    ) throws(ModelsError) -> Int {
        let (convolution, norm, channels) = try supply.normalizedConvolution(
            "\(name).0",
            norm: "\(name).1",
            inputs: inputs,
            outputs: outputs,
            geometry: geometry
        )
        append("\(name).0", convolution)
        append("\(name).1", norm)
        append("\(name).2", .relu6)
        append(name, .identity)
        return channels
    }
}
