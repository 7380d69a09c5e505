import Kernels

extension Architecture {
    /// GoogLeNet (Szegedy and others, 2014) with batch norms and torchvision's layer names.
    ///
    /// The heads that help training, `aux1` and `aux2`, are left out. torchvision's weights take
    /// inputs of -1 to 1: it changes its usual preprocessing inside the network, here the
    /// preprocessing does so.
    static let googlenet = Architecture(
        name: "googlenet",
        title: "GoogLeNet",
        conceptLayer: "inception5b",
        epsilon: 1e-3,
        preprocessing: Preprocessing(
            resizeShortSide: 256,
            cropSide: 224,
            channelOrder: .rgb,
            scale: 1 / 255,
            mean: [0.5, 0.5, 0.5],
            deviation: [0.5, 0.5, 0.5]
        ),
        assemble: { network throws(ModelsError) in
            network.supply.ignore(module: "aux1")
            network.supply.ignore(module: "aux2")
            let point = ConvolutionGeometry(square: 1)
            let filter = ConvolutionGeometry(square: 3, padding: 1)
            let pool = PoolingWindow(square: 3, stride: 2, roundsUp: true)
            let stem = ConvolutionGeometry(square: 7, stride: 2, padding: 3)
            try network.basicConvolution("conv1", stem)
            network.maxPool("maxpool1", pool)
            try network.basicConvolution("conv2", point)
            try network.basicConvolution("conv3", filter)
            network.maxPool("maxpool2", pool)
            for module in ["3a", "3b"] { try network.inception("inception\(module)") }
            network.maxPool("maxpool3", pool)
            for module in ["4a", "4b", "4c", "4d", "4e"] {
                try network.inception("inception\(module)")
            }
            network.maxPool("maxpool4", PoolingWindow(square: 2, stride: 2, roundsUp: true))
            for module in ["5a", "5b"] { try network.inception("inception\(module)") }
            network.globalPool()
            network.append("dropout", .identity)
            try network.linear("fc")
        }
    )
}

extension NetworkAssembly {
    /// Adds a convolution, its batch norm and ReLU, and the module's name for their output.
    fileprivate mutating func basicConvolution(
        _ name: String,
        _ geometry: ConvolutionGeometry,
        from place: Place? = nil
    ) throws(ModelsError) {
        try convolution("\(name).conv", geometry, from: place)
        try norm("\(name).bn")
        append("\(name).relu", .relu)
        append(name, .identity)
    }

    /// Adds four branches side by side and their concatenation under the module's name.
    fileprivate mutating func inception(_ name: String) throws(ModelsError) {
        let entrance = here
        let point = ConvolutionGeometry(square: 1)
        try basicConvolution("\(name).branch1", point)
        var parts = [here]
        for branch in ["branch2", "branch3"] {
            // torchvision's third branch has a 3x3 kernel where the paper has 5x5.
            try basicConvolution("\(name).\(branch).0", point, from: entrance)
            try basicConvolution("\(name).\(branch).1", ConvolutionGeometry(square: 3, padding: 1))
            append("\(name).\(branch)", .identity)
            parts.append(here)
        }
        let window = PoolingWindow(square: 3, stride: 1, padding: 1, roundsUp: true)
        maxPool("\(name).branch4.0", window, from: entrance)
        try basicConvolution("\(name).branch4.1", point)
        append("\(name).branch4", .identity)
        parts.append(here)
        concatenation(name, parts)
    }
}
