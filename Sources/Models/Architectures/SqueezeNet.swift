import Kernels

extension Architecture {
    // The registry's names are torchvision's.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// SqueezeNet 1.1 (Iandola and others, 2016) with torchvision's layer names.
    ///
    /// A fire module's output, the concatenation of both expansions (1x1 first), is a layer of its
    /// own under the module's name, such as `features.12`.
    public static let squeezenet1_1 = Architecture(
        name: "squeezenet1_1",
        title: "SqueezeNet 1.1",
        conceptLayer: "features.12",
        assemble: { supply throws(ModelsError) in
            var graph = LayerGraph.Builder()
            let (first, firstChannels) = try supply.convolution(
                "features.0",
                inputs: 3,
                geometry: ConvolutionGeometry(square: 3, stride: 2)
            )
            graph.append("features.0", first)
            graph.append("features.1", .relu)
            var channels = firstChannels
            for index in 2...12 {
                if [2, 5, 8].contains(index) {
                    let window = PoolingWindow(square: 3, stride: 2, roundsUp: true)
                    graph.append("features.\(index)", .maxPool(MaxPooling(window: window)))
                } else {
                    channels = try appendFire(
                        "features.\(index)",
                        inputs: channels,
                        to: &graph,
                        from: &supply
                    )
                }
            }
            graph.append("classifier.0", .identity)
            let (last, _) = try supply.convolution(
                "classifier.1",
                inputs: channels,
                geometry: ConvolutionGeometry(square: 1)
            )
            graph.append("classifier.1", last)
            graph.append("classifier.2", .relu)
            graph.append(
                "classifier.3",
                .adaptiveAveragePool(AdaptiveAveragePooling(height: 1, width: 1))
            )
            graph.append("flatten", .flatten)
            return graph.build(inputChannels: 3)
        }
    )

    private static func appendFire(
        _ name: String,
        inputs: Int,
        to graph: inout LayerGraph.Builder,
        from supply: inout TensorSupply
    ) throws(ModelsError) -> Int {
        let point = ConvolutionGeometry(square: 1)
        let (squeeze, squeezed) = try supply.convolution(
            "\(name).squeeze",
            inputs: inputs,
            geometry: point
        )
        graph.append("\(name).squeeze", squeeze)
        graph.append("\(name).squeeze_activation", .relu)
        let source = graph.last
        var parts: [LayerGraph.Source] = []
        var channels = 0
        for (part, geometry) in [
            ("expand1x1", point), ("expand3x3", ConvolutionGeometry(square: 3, padding: 1)),
        ] {
            let (expand, outputs) = try supply.convolution(
                "\(name).\(part)",
                inputs: squeezed,
                geometry: geometry
            )
            graph.append("\(name).\(part)", expand, from: [source])
            graph.append("\(name).\(part)_activation", .relu)
            parts.append(graph.last)
            channels += outputs
        }
        graph.append(name, .concatenation, from: parts)
        return channels
    }
}
