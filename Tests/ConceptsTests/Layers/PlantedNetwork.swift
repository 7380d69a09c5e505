import Concepts
import Foundation
import Images
import Kernels
import Models
import Tensors

/// A network whose layers are known: `parts` tells six colours apart, `mix` gives nearly the same map to all
/// its channels.
///
/// A photo shows two coloured squares on black; its answer is the colour of the larger one.
struct PlantedNetwork {
    /// Red, green, blue, yellow, magenta, cyan.
    static let colors: [[Float]] = [
        [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1],
    ]
    static let side = 32

    let model: Model

    init() {
        let point = ConvolutionGeometry(square: 1)
        // Each detector is 1 on its colour and not above 0 on the others and on black.
        var detectors: [Float] = []
        for color in Self.colors { detectors += color.map { $0 == 1 ? 1 : -1 } }
        let biases = Self.colors.map { 1 - $0.reduce(0, +) }
        // Every channel of the mixture sums all detectors, its own a little more.
        let mixture = (0..<36).map { Float($0 / 6 == $0 % 6 ? 1.2 : 1) }
        // Every class is for every channel of the mixture, most for its own.
        let head = (0..<36).map { Float($0 / 6 == $0 % 6 ? 2 : 0.1) }
        let nodes: [(String, LayerOperation)] = [
            (
                "parts",
                .convolution(
                    Convolution(
                        weight: Tensor(shape: [6, 3, 1, 1], elements: detectors),
                        geometry: point
                    ),
                    bias: biases
                )
            ),
            ("parts_activation", .relu),
            (
                "mix",
                .convolution(
                    Convolution(
                        weight: Tensor(shape: [6, 6, 1, 1], elements: mixture),
                        geometry: point
                    ),
                    bias: nil
                )
            ),
            ("mix_activation", .relu),
            ("pool", .adaptiveAveragePool(AdaptiveAveragePooling(height: 1, width: 1))),
            ("flatten", .flatten),
            (
                "head",
                .linear(
                    FullyConnected(weight: Tensor(shape: [6, 6], elements: head)),
                    bias: nil
                )
            ),
        ]
        model = Model(
            name: "planted",
            title: "A planted network",
            graph: LayerGraph(
                inputChannels: 3,
                nodes: nodes.enumerated().map { place, node in
                    LayerGraph.Node(
                        name: node.0,
                        operation: node.1,
                        inputs: [place == 0 ? .input : .node(place - 1)]
                    )
                }
            ),
            preprocessing: Preprocessing(
                resizeShortSide: Self.side,
                cropSide: Self.side,
                channelOrder: .rgb,
                scale: 1 / 255.0,
                mean: [0, 0, 0],
                deviation: [1, 1, 1]
            ),
            classNames: ClassNames(names: (0..<6).map { "colour \($0)" }),
            weightsSHA256: "0",
            conceptLayer: "mix"
        )
    }

    /// Photos of every ordered pair of colours, two of each, squares at seeded places in opposite corners.
    static func photos(in scratch: ScratchFolder) throws -> PhotoList {
        var generator = SeededGenerator(seed: 4)
        for first in colors.indices {
            for second in colors.indices where second != first {
                for copy in 0..<2 {
                    let picture = picture(first, second, &generator)
                    try scratch.write(
                        try picture.pngData(),
                        to: "photos/\(first)\(second)\(copy).png"
                    )
                }
            }
        }
        return try PhotoList.folder(scratch.url.appending(path: "photos"))
    }

    private static func picture(
        _ large: Int,
        _ small: Int,
        _ generator: inout SeededGenerator
    ) -> Picture {
        var pixels = [UInt8](repeating: 0, count: side * side * 3)
        let isLeft = Bool.random(using: &generator)
        let isUpper = Bool.random(using: &generator)
        func paint(_ color: Int, size: Int, left: Bool, upper: Bool) {
            let shift = Int.random(in: 0...14 - size, using: &generator)
            let rise = Int.random(in: 0...14 - size, using: &generator)
            for row in 0..<size {
                for column in 0..<size {
                    let x = column + shift + (left ? 0 : side / 2)
                    let y = row + rise + (upper ? 0 : side / 2)
                    for channel in 0..<3 {
                        pixels[3 * (y * side + x) + channel] = UInt8(
                            colors[color][channel] * 255
                        )
                    }
                }
            }
        }
        paint(large, size: 10, left: isLeft, upper: isUpper)
        paint(small, size: 7, left: !isLeft, upper: !isUpper)
        return Picture(width: side, height: side, pixels: pixels)
    }
}
