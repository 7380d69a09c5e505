import Kernels
import Tensors
import Testing

/// Convolutions against seven nested loops in double precision.
@Suite("Convolution")
struct ConvolutionTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var batch = 1
        var inputs = 3
        var outputs = 4
        var height = 7
        var width = 9
        var geometry: ConvolutionGeometry

        var testDescription: String {
            let g = geometry
            return "\(batch)x\(inputs)x\(height)x\(width) to \(outputs), "
                + "kernel \(g.kernelHeight)x\(g.kernelWidth), stride \(g.strideHeight)x"
                + "\(g.strideWidth), dilation \(g.dilationHeight), groups \(g.groups)"
        }
    }

    static let shapes: [Shape] = [
        Shape(geometry: ConvolutionGeometry(square: 1)),
        Shape(batch: 3, inputs: 5, geometry: ConvolutionGeometry(square: 1)),
        Shape(geometry: ConvolutionGeometry(square: 1, stride: 2)),
        Shape(geometry: ConvolutionGeometry(square: 1, padding: 1)),
        Shape(batch: 2, geometry: ConvolutionGeometry(square: 3, padding: 1)),
        Shape(height: 11, width: 8, geometry: ConvolutionGeometry(square: 3, stride: 2)),
        Shape(height: 3, width: 3, geometry: ConvolutionGeometry(square: 3)),
        Shape(height: 2, width: 1, geometry: ConvolutionGeometry(square: 3, padding: 1)),
        Shape(
            height: 12,
            width: 11,
            geometry: ConvolutionGeometry(square: 5, stride: 3, padding: 2)
        ),
        Shape(
            inputs: 6,
            outputs: 4,
            geometry: ConvolutionGeometry(square: 3, padding: 1, groups: 2)
        ),
        Shape(
            batch: 2,
            inputs: 6,
            outputs: 6,
            geometry: ConvolutionGeometry(square: 3, padding: 1, groups: 6)
        ),
        Shape(
            height: 13,
            width: 10,
            geometry: ConvolutionGeometry(
                kernelHeight: 3,
                kernelWidth: 2,
                strideHeight: 2,
                strideWidth: 3,
                dilationHeight: 2,
                dilationWidth: 3,
                padding: Padding(top: 2, left: 0, bottom: 1, right: 3)
            )
        ),
        Shape(
            height: 6,
            width: 6,
            geometry: ConvolutionGeometry(
                kernelHeight: 1,
                kernelWidth: 7,
                padding: Padding(top: 0, left: 4, bottom: 0, right: 4)
            )
        ),
        // One input channel to a group: two outputs each, strides, dilation, one-sided padding.
        Shape(
            inputs: 3,
            outputs: 6,
            height: 11,
            width: 14,
            geometry: ConvolutionGeometry(
                kernelHeight: 3,
                kernelWidth: 2,
                strideHeight: 2,
                strideWidth: 3,
                dilationHeight: 2,
                dilationWidth: 3,
                padding: Padding(top: 2, left: 0, bottom: 1, right: 4),
                groups: 3
            )
        ),
        Shape(
            batch: 2,
            inputs: 40,
            outputs: 40,
            height: 9,
            width: 7,
            geometry: ConvolutionGeometry(square: 3, stride: 2, padding: 1, groups: 40)
        ),
        // A kernel wider than the input, most of it on padding.
        Shape(
            inputs: 2,
            outputs: 2,
            height: 2,
            width: 2,
            geometry: ConvolutionGeometry(square: 7, padding: 5, groups: 2)
        ),
        Shape(
            inputs: 1,
            outputs: 3,
            height: 8,
            width: 5,
            geometry: ConvolutionGeometry(square: 3, padding: 1)
        ),
        // Several tiles of the patch matrix, several blocks of input channels.
        Shape(
            inputs: 130,
            outputs: 7,
            height: 31,
            width: 29,
            geometry: ConvolutionGeometry(square: 3, padding: 1)
        ),
    ]

    private func parts(_ shape: Shape) -> (Convolution, Tensor) {
        var numbers = Numbers(seed: 3)
        let weight = numbers.tensor([
            shape.outputs, shape.inputs / shape.geometry.groups,
            shape.geometry.kernelHeight, shape.geometry.kernelWidth,
        ])
        let input = numbers.tensor([shape.batch, shape.inputs, shape.height, shape.width])
        return (Convolution(weight: weight, geometry: shape.geometry), input)
    }

    @Test("forward", arguments: shapes)
    func forward(shape: Shape) {
        let (convolution, input) = parts(shape)
        expectClose(convolution.applied(to: input), Self.naive(convolution, input))
    }

    @Test("the way back is the transpose", arguments: shapes)
    func transpose(shape: Shape) throws {
        let (convolution, input) = parts(shape)
        var numbers = Numbers(seed: 5)
        let output = numbers.tensor(try #require(convolution.outputShape(for: input.shape)))
        expectClose(
            convolution.transposedApplied(to: output, inputShape: input.shape),
            Self.naiveTransposed(convolution, output, input.shape)
        )
    }

    @Test("dead channels are skipped without a difference", arguments: shapes)
    func deadChannels(shape: Shape) throws {
        let (convolution, input) = parts(shape)
        var numbers = Numbers(seed: 7)
        var output = numbers.tensor(try #require(convolution.outputShape(for: input.shape)))
        let area = output.shape[2] * output.shape[3]
        output.withUnsafeMutableElements { values in
            for plane in 0..<shape.batch * shape.outputs where plane % 3 != 1 {
                for index in plane * area..<(plane + 1) * area { values[index] = 0 }
            }
        }
        expectClose(
            convolution.transposedApplied(to: output, inputShape: input.shape),
            Self.naiveTransposed(convolution, output, input.shape)
        )
        let nothing = Tensor(zeros: output.shape)
        let back = convolution.transposedApplied(to: nothing, inputShape: input.shape)
        #expect(back == Tensor(zeros: input.shape))
    }

    @Test("any number of threads gives the same bits", arguments: shapes)
    func threads(shape: Shape) {
        let (convolution, input) = parts(shape)
        defer { ComputeThreads.set(2) }
        ComputeThreads.set(1)
        let alone = convolution.applied(to: input)
        let backAlone = convolution.transposedApplied(to: alone, inputShape: input.shape)
        ComputeThreads.set(3)
        #expect(convolution.applied(to: input) == alone)
        #expect(convolution.transposedApplied(to: alone, inputShape: input.shape) == backAlone)
    }

    @Test("an input smaller than the kernel has no output")
    func tooSmall() {
        let convolution = Convolution(
            weight: Tensor(zeros: [1, 1, 3, 3]),
            geometry: ConvolutionGeometry(square: 3)
        )
        #expect(convolution.outputShape(for: [1, 1, 2, 9]) == nil)
        #expect(convolution.outputShape(for: [1, 2, 9, 9]) == nil)
    }

    @Test("weights of 1 by sums and a box filter", arguments: shapes)
    func uniform(shape: Shape) throws {
        let (convolution, input) = parts(shape)
        let count = convolution.weight.count
        let ones = convolution.with(
            weight: Tensor(
                shape: convolution.weight.shape,
                elements: [Float](repeating: 1, count: count)
            )
        )
        let uniform = UniformConvolution(convolution)
        expectClose(uniform.applied(to: input), Self.naive(ones, input))
        var numbers = Numbers(seed: 9)
        let output = numbers.tensor(try #require(ones.outputShape(for: input.shape)))
        expectClose(
            uniform.transposedApplied(to: output, inputShape: input.shape),
            Self.naiveTransposed(ones, output, input.shape)
        )
    }

    // MARK: - Loops

    private static func naive(_ convolution: Convolution, _ input: Tensor) -> Tensor {
        var sums: [Double] = []
        visit(convolution, input.shape) { output, pairs in
            sums.append(
                pairs.reduce(0) {
                    $0 + Double(convolution.weight.elements[$1.weight])
                        * Double(input.elements[$1.input])
                }
            )
            _ = output
        }
        let shape = convolution.outputShape(for: input.shape) ?? []
        return Tensor(shape: shape, elements: sums.map(Float.init))
    }

    private static func naiveTransposed(
        _ convolution: Convolution,
        _ output: Tensor,
        _ inputShape: [Int]
    ) -> Tensor {
        var sums = [Double](repeating: 0, count: inputShape.reduce(1, *))
        visit(convolution, inputShape) { place, pairs in
            for pair in pairs {
                sums[pair.input] +=
                    Double(output.elements[place])
                    * Double(convolution.weight.elements[pair.weight])
            }
        }
        return Tensor(shape: inputShape, elements: sums.map(Float.init))
    }

    /// Visits every output with the pairs of weight and input it sums over.
    private static func visit(
        _ convolution: Convolution,
        _ shape: [Int],
        _ body: (Int, [(weight: Int, input: Int)]) -> Void
    ) {
        let g = convolution.geometry
        let (height, width) = (shape[2], shape[3])
        let kernel = convolution.weight.shape
        let rows =
            (height + g.padding.top + g.padding.bottom - g.dilationHeight * (kernel[2] - 1) - 1)
            / g.strideHeight + 1
        let columns =
            (width + g.padding.left + g.padding.right - g.dilationWidth * (kernel[3] - 1) - 1)
            / g.strideWidth + 1
        let perGroup = kernel[0] / g.groups
        var place = 0
        for n in 0..<shape[0] {
            for o in 0..<kernel[0] {
                for row in 0..<rows {
                    for column in 0..<columns {
                        var pairs: [(weight: Int, input: Int)] = []
                        for c in 0..<kernel[1] {
                            let channel = o / perGroup * kernel[1] + c
                            for ky in 0..<kernel[2] {
                                for kx in 0..<kernel[3] {
                                    let y =
                                        row * g.strideHeight + ky * g.dilationHeight
                                        - g.padding.top
                                    let x =
                                        column * g.strideWidth + kx * g.dilationWidth
                                        - g.padding.left
                                    guard 0..<height ~= y, 0..<width ~= x else { continue }
                                    pairs.append(
                                        (
                                            ((o * kernel[1] + c) * kernel[2] + ky) * kernel[3] + kx,
                                            ((n * shape[1] + channel) * height + y) * width + x
                                        )
                                    )
                                }
                            }
                        }
                        body(place, pairs)
                        place += 1
                    }
                }
            }
        }
    }
}
