import Kernels
import Tensors
import Testing

@Suite("Padding that follows from the input's size")
struct SamePaddingTests {
    struct Case: Sendable {
        let kernel: Int
        let stride: Int
        let dilation: Int
        /// The pixels before and behind an axis of 8 and one of 7, worked out by hand.
        let eight: (Int, Int)
        let seven: (Int, Int)
    }

    @Test(
        "the odd pixel goes behind, or before",
        arguments: [
            Case(kernel: 3, stride: 1, dilation: 1, eight: (1, 1), seven: (1, 1)),
            Case(kernel: 3, stride: 2, dilation: 1, eight: (0, 1), seven: (1, 1)),
            Case(kernel: 5, stride: 2, dilation: 1, eight: (1, 2), seven: (2, 2)),
            Case(kernel: 2, stride: 1, dilation: 1, eight: (0, 1), seven: (0, 1)),
            Case(kernel: 1, stride: 2, dilation: 1, eight: (0, 0), seven: (0, 0)),
            Case(kernel: 3, stride: 2, dilation: 2, eight: (1, 2), seven: (2, 2)),
            Case(kernel: 2, stride: 3, dilation: 1, eight: (0, 0), seven: (0, 1)),
        ]
    )
    func sides(_ example: Case) {
        func geometry(_ same: SamePadding?) -> ConvolutionGeometry {
            ConvolutionGeometry(
                kernelHeight: example.kernel,
                kernelWidth: example.kernel,
                strideHeight: example.stride,
                strideWidth: example.stride,
                dilationHeight: example.dilation,
                dilationWidth: example.dilation,
                same: same
            )
        }
        let upper = geometry(.upper).padding(height: 8, width: 7)
        #expect((upper.top, upper.bottom) == example.eight)
        #expect((upper.left, upper.right) == example.seven)
        let lower = geometry(.lower).padding(height: 8, width: 7)
        #expect((lower.bottom, lower.top) == example.eight)
        #expect((lower.right, lower.left) == example.seven)
        let size = geometry(.upper).outputSize(height: 8, width: 7)
        let ceiled = { (length: Int) in (length + example.stride - 1) / example.stride }
        #expect(size?.height == ceiled(8) && size?.width == ceiled(7))
    }

    @Test(
        "a convolution is the one with these pixels given, for every size",
        arguments: [1, 3],
        [SamePadding.upper, .lower]
    )
    func convolution(_ groups: Int, _ same: SamePadding) {
        var numbers = Numbers(seed: 7)
        for (height, width) in [(8, 7), (7, 8), (5, 1)] {
            let geometry = ConvolutionGeometry(square: 5, stride: 2, same: same, groups: groups)
            var given = geometry
            given.same = nil
            given.padding = geometry.padding(height: height, width: width)
            let weight = numbers.tensor([6, 3 / groups, 5, 5])
            let ours = Convolution(weight: weight, geometry: geometry)
            let theirs = Convolution(weight: weight, geometry: given)
            let input = numbers.tensor([2, 3, height, width])
            let output = ours.applied(to: input)
            #expect(output == theirs.applied(to: input))
            let back = numbers.tensor(output.shape)
            #expect(
                ours.transposedApplied(to: back, inputShape: input.shape)
                    == theirs.transposedApplied(to: back, inputShape: input.shape)
            )
            #expect(
                UniformConvolution(ours).applied(to: input)
                    == UniformConvolution(theirs).applied(to: input)
            )
        }
    }
}
