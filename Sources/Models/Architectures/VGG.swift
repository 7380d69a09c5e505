import Kernels

extension Architecture {
    /// VGG16 (Simonyan and Zisserman 2014, configuration D) with torchvision's layer names.
    public static let vgg16 = vgg(16, [2, 2, 3, 3, 3], batchNorm: false)

    // The registry's names are torchvision's.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    /// VGG16 with a batch norm behind every convolution.
    public static let vgg16_bn = vgg(16, [2, 2, 3, 3, 3], batchNorm: true)

    /// VGG11, 13 and 19 (configurations A, B and E), each without and with batch norms.
    static let otherVGGs: [Architecture] = [
        (11, [1, 1, 2, 2, 2]), (13, [2, 2, 2, 2, 2]), (19, [2, 2, 4, 4, 4]),
    ].flatMap { (depth: Int, stages: [Int]) in
        [false, true].map { vgg(depth, stages, batchNorm: $0) }
    }

    /// A VGG; `stages` says how many convolutions come before each of the five pools.
    private static func vgg(_ depth: Int, _ stages: [Int], batchNorm: Bool) -> Architecture {
        let step = batchNorm ? 3 : 2
        let places = stages.reduce(0, +) * step + stages.count
        return Architecture(
            name: "vgg\(depth)\(batchNorm ? "_bn" : "")",
            title: "VGG\(depth)\(batchNorm ? " with batch normalization" : "")",
            // The last convolution stands before its ReLU and the last pool.
            conceptLayer: "features.\(places - 1 - step)",
            assemble: { network throws(ModelsError) in
                var position = 0
                func next() -> String {
                    defer { position += 1 }
                    return "features.\(position)"
                }
                let filter = ConvolutionGeometry(square: 3, padding: 1)
                for convolutions in stages {
                    for _ in 0..<convolutions {
                        try network.convolution(next(), filter, bias: true)
                        if batchNorm { try network.norm(next()) }
                        network.append(next(), .relu)
                    }
                    network.maxPool(next(), PoolingWindow(square: 2, stride: 2))
                }
                network.pool("avgpool", side: 7)
                for index in [0, 3, 6] {
                    try network.linear("classifier.\(index)")
                    guard index < 6 else { break }
                    network.append("classifier.\(index + 1)", .relu)
                    network.append("classifier.\(index + 2)", .identity)
                }
            }
        )
    }
}
