import Kernels

extension Architecture {
    // The registry's names are torchvision's.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// SqueezeNet 1.1 (Iandola and others, 2016) with torchvision's layer names.
    ///
    /// A fire module's output, the concatenation of both expansions (1x1 first), is a layer of its
    /// own under the module's name, such as `features.12`.
    public static let squeezenet1_1 = squeezeNet("1.1", kernel: 3, pools: [2, 5, 8])

    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// SqueezeNet 1.0: a wider first kernel, later pools.
    static let squeezenet1_0 = squeezeNet("1.0", kernel: 7, pools: [2, 6, 11])

    private static func squeezeNet(_ version: String, kernel: Int, pools: [Int]) -> Architecture {
        Architecture(
            name: "squeezenet\(version == "1.1" ? "1_1" : "1_0")",
            title: "SqueezeNet \(version)",
            conceptLayer: "features.12",
            assemble: { network throws(ModelsError) in
                let stem = ConvolutionGeometry(square: kernel, stride: 2)
                try network.convolution("features.0", stem, bias: true)
                network.append("features.1", .relu)
                for index in 2...12 {
                    let name = "features.\(index)"
                    if pools.contains(index) {
                        let window = PoolingWindow(square: 3, stride: 2, roundsUp: true)
                        network.maxPool(name, window)
                    } else {
                        try network.fire(name)
                    }
                }
                network.append("classifier.0", .identity)
                try network.convolution("classifier.1", ConvolutionGeometry(square: 1), bias: true)
                network.append("classifier.2", .relu)
                network.globalPool("classifier.3")
            }
        )
    }
}

extension NetworkAssembly {
    /// Adds a fire module: narrow, then widen by 1x1 and 3x3 filters side by side.
    fileprivate mutating func fire(_ name: String) throws(ModelsError) {
        let point = ConvolutionGeometry(square: 1)
        try convolution("\(name).squeeze", point, bias: true)
        append("\(name).squeeze_activation", .relu)
        let squeezed = here
        var parts: [Place] = []
        for (part, geometry) in [
            ("expand1x1", point), ("expand3x3", ConvolutionGeometry(square: 3, padding: 1)),
        ] {
            try convolution("\(name).\(part)", geometry, bias: true, from: squeezed)
            append("\(name).\(part)_activation", .relu)
            parts.append(here)
        }
        concatenation(name, parts)
    }
}
