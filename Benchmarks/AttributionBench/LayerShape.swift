import Kernels
import Tensors

/// One layer of a known network, for measuring it alone.
struct LayerShape {
    let name: String
    let inputs: Int
    let outputs: Int
    /// Height and width of the input.
    let side: Int
    let geometry: ConvolutionGeometry

    private init(
        _ name: String,
        _ inputs: Int,
        _ outputs: Int,
        at side: Int,
        kernel: Int = 3,
        stride: Int = 1,
        groups: Int = 1
    ) {
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.side = side
        geometry = ConvolutionGeometry(
            square: kernel,
            stride: stride,
            padding: kernel / 2,
            groups: groups
        )
    }

    /// VGG16's nine kinds of convolutions, and some of each other network.
    static let all = [
        LayerShape("VGG16 features.0", 3, 64, at: 224),
        LayerShape("VGG16 features.2", 64, 64, at: 224),
        LayerShape("VGG16 features.5", 64, 128, at: 112),
        LayerShape("VGG16 features.7", 128, 128, at: 112),
        LayerShape("VGG16 features.10", 128, 256, at: 56),
        LayerShape("VGG16 features.12, 14", 256, 256, at: 56),
        LayerShape("VGG16 features.17", 256, 512, at: 28),
        LayerShape("VGG16 features.19, 21", 512, 512, at: 28),
        LayerShape("VGG16 features.24, 26, 28", 512, 512, at: 14),
        LayerShape("SqueezeNet features.4.squeeze", 128, 16, at: 55, kernel: 1),
        LayerShape("SqueezeNet features.4.expand3x3", 16, 64, at: 55),
        LayerShape("SqueezeNet features.12.expand3x3", 64, 256, at: 13),
        LayerShape("SqueezeNet classifier.1", 512, 1000, at: 13, kernel: 1),
        LayerShape("MobileNetV2 features.2.conv.1", 96, 96, at: 112, stride: 2, groups: 96),
        LayerShape("MobileNetV2 features.3.conv.1", 144, 144, at: 56, groups: 144),
        LayerShape("MobileNetV2 features.15.conv.1", 960, 960, at: 7, groups: 960),
        LayerShape("MobileNetV2 features.18", 320, 1280, at: 7, kernel: 1),
        LayerShape("ResNet-50 conv1", 3, 64, at: 224, kernel: 7, stride: 2),
        LayerShape("ResNet-50 layer1.0.conv3", 64, 256, at: 56, kernel: 1),
        LayerShape("ResNet-50 layer2.0.conv2", 128, 128, at: 56, stride: 2),
        LayerShape("ResNet-50 layer2.0.downsample", 256, 512, at: 56, kernel: 1, stride: 2),
        LayerShape("ResNet-50 layer4.1.conv1", 2048, 512, at: 7, kernel: 1),
    ]

    /// The layer with weights that are neither equal nor zero.
    var convolution: Convolution {
        Convolution(
            weight: Self.values([
                outputs, inputs / geometry.groups, geometry.kernelHeight, geometry.kernelWidth,
            ]),
            geometry: geometry
        )
    }

    /// A made-up tensor: no value is zero, since kernels may leave zeros out.
    static func values(_ shape: [Int]) -> Tensor {
        let count = shape.reduce(1, *)
        return Tensor(
            shape: shape,
            elements: (0..<count).map { Float($0 * 7919 % 1009 + 1) / 1010 - 0.3 }
        )
    }

    /// Multiplications and additions of the direct convolution of one image.
    func operations(outputShape: [Int]) -> Int {
        2 * outputShape.dropFirst().reduce(1, *) * inputs / geometry.groups * geometry.kernelArea
    }
}
