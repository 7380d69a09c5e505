import Kernels
import Tensors
import Testing

/// Convolutions where oneDNN may cut them and choose Winograd's algorithm; with OpenBLAS in its place
/// the same must hold.
@Suite("Convolution of deep feature maps", .serialized)
struct BlockedConvolutionTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var inputs: Int
        var outputs: Int
        var side: Int
        var geometry = ConvolutionGeometry(square: 3, padding: 1)

        var testDescription: String { "\(inputs) to \(outputs) at \(side), \(geometry)" }
    }

    static let shapes = [
        Shape(inputs: 64, outputs: 96, side: 28),
        Shape(inputs: 48, outputs: 64, side: 19),
        Shape(inputs: 24, outputs: 40, side: 33),
        Shape(inputs: 3, outputs: 64, side: 32),
        Shape(inputs: 64, outputs: 64, side: 14),
        Shape(inputs: 96, outputs: 32, side: 20, geometry: ConvolutionGeometry(square: 1)),
        Shape(
            inputs: 64,
            outputs: 128,
            side: 20,
            geometry: ConvolutionGeometry(square: 1, stride: 2)
        ),
        Shape(
            inputs: 64,
            outputs: 64,
            side: 21,
            geometry: ConvolutionGeometry(square: 3, stride: 2, padding: 1, groups: 64)
        ),
        Shape(
            inputs: 64,
            outputs: 64,
            side: 21,
            geometry: ConvolutionGeometry(square: 3, padding: 1, groups: 2)
        ),
    ]

    private func parts(_ shape: Shape, images: Int) -> (Convolution, Tensor) {
        let perGroup = shape.inputs / shape.geometry.groups
        let kernel = shape.geometry.kernelHeight
        let weight = noise([shape.outputs, perGroup, kernel, kernel], seed: 3)
        let input = noise([images, shape.inputs, shape.side, shape.side], seed: 4)
        return (Convolution(weight: weight, geometry: shape.geometry), input)
    }

    private func noise(_ shape: [Int], seed: UInt32) -> Tensor {
        var state = seed
        let elements = (0..<shape.reduce(1, *)).map { _ -> Float in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 8) / 8_388_608 - 1
        }
        return Tensor(shape: shape, elements: elements)
    }

    @Test(
        "an image has the same bits alone, in a batch and on any number of threads",
        arguments: shapes
    )
    func sameBits(shape: Shape) {
        defer { ComputeThreads.set(2) }
        let (convolution, input) = parts(shape, images: 5)
        ComputeThreads.set(1)
        let all = convolution.applied(to: input)
        let back = convolution.transposedApplied(to: all, inputShape: input.shape)
        for threads in [2, 3, 16] {
            ComputeThreads.set(threads)
            #expect(convolution.applied(to: input) == all)
            #expect(convolution.transposedApplied(to: all, inputShape: input.shape) == back)
            let alone = Tensor.stacked([input.slice(3)])
            #expect(convolution.applied(to: alone).slice(0) == all.slice(3))
            let single = Tensor.stacked([all.slice(3)])
            #expect(
                convolution.transposedApplied(to: single, inputShape: input.shape).slice(0)
                    == back.slice(3)
            )
        }
    }

    @Test("taken directly, equal windows give equal bits", arguments: shapes)
    func equalWindows(shape: Shape) {
        let (convolution, _) = parts(shape, images: 1)
        let area = shape.side * shape.side
        let flat = Tensor(
            shape: [1, shape.inputs, shape.side, shape.side],
            elements: (0..<shape.inputs * area).map { Float($0 / area % 7) * 0.37 - 0.5 }
        )
        let output = convolution.applied(to: flat, bias: nil, arithmetic: .direct)
        let (height, width) = (output.shape[2], output.shape[3])
        let values = output.elements
        for channel in 0..<shape.outputs {
            let middle = values[channel * height * width + width + 1]
            for y in 1..<height - 1 {
                for x in 1..<width - 1 {
                    #expect(values[(channel * height + y) * width + x] == middle)
                }
            }
        }
    }

    @Test("the two arithmetics agree to 1e-5 of the largest value", arguments: shapes)
    func arithmetics(shape: Shape) {
        let (convolution, input) = parts(shape, images: 2)
        let direct = convolution.applied(to: input, bias: nil, arithmetic: .direct).elements
        let quick = convolution.applied(to: input, bias: nil, arithmetic: .winograd).elements
        let largest = direct.reduce(0) { max($0, abs($1)) }
        for (one, other) in zip(direct, quick) { #expect(abs(one - other) <= 1e-5 * largest) }
    }

    @Test("bias and clipping on the way are bias and clipping afterwards", arguments: shapes)
    func fused(shape: Shape) {
        let (convolution, input) = parts(shape, images: 2)
        let bias = (0..<shape.outputs).map { Float($0 % 5) - 2 }
        let fused = convolution.applied(to: input, bias: bias, clips: true).elements
        let plain = convolution.applied(to: input)
        let apart = ElementWise.positivePart(ElementWise.adding(bias: bias, to: plain)).elements
        let largest = apart.reduce(1) { max($0, $1) }
        for (one, other) in zip(fused, apart) { #expect(abs(one - other) <= 1e-5 * largest) }
    }

    @Test("channels that fill up the last block stay zero")
    func fill() throws {
        let (convolution, input) = parts(Shape(inputs: 24, outputs: 20, side: 9), images: 1)
        let bias = [Float](repeating: 1, count: 20)
        let output = convolution.applied(to: input, bias: bias)
        guard case .channelBlocks(let block) = output.layout else { return }
        let sum = output.storage.reduce(0) { $0 + Double(abs($1)) }
        let real = output.elements.reduce(0) { $0 + Double(abs($1)) }
        #expect(output.storage.count == (20 + block - 1) / block * block * 81)
        #expect(abs(sum - real) <= 1e-9 * real)
    }
}
