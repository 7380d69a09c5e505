import Kernels

extension Architecture {
    /// AlexNet (Krizhevsky 2014, "one weird trick") with torchvision's layer names.
    static let alexnet = Architecture(
        name: "alexnet",
        title: "AlexNet",
        conceptLayer: "features.10",
        assemble: { network throws(ModelsError) in
            let pool = PoolingWindow(square: 3, stride: 2)
            let filter = ConvolutionGeometry(square: 3, padding: 1)
            for (place, geometry, pools) in [
                (0, ConvolutionGeometry(square: 11, stride: 4, padding: 2), true),
                (3, ConvolutionGeometry(square: 5, padding: 2), true),
                (6, filter, false), (8, filter, false), (10, filter, true),
            ] {
                try network.convolution("features.\(place)", geometry, bias: true)
                network.append("features.\(place + 1)", .relu)
                if pools { network.maxPool("features.\(place + 2)", pool) }
            }
            network.pool("avgpool", side: 6)
            for place in [1, 4] {
                network.append("classifier.\(place - 1)", .identity)
                try network.linear("classifier.\(place)")
                network.append("classifier.\(place + 1)", .relu)
            }
            try network.linear("classifier.6")
        }
    )
}
