import Kernels
import Tensors
import Testing

@Suite("Element-wise")
struct ElementWiseTests {
    private let mixed = Tensor(shape: [2, 2], elements: [-1, 0, 2, -0.5])

    @Test("parts and signs")
    func parts() {
        #expect(ElementWise.positivePart(mixed).elements == [0, 0, 2, 0])
        #expect(ElementWise.negativePart(mixed).elements == [-1, 0, 0, -0.5])
        #expect(ElementWise.clamped(mixed, to: 0...1).elements == [0, 0, 1, 0])
        #expect(ElementWise.clamped(mixed, to: -0.75...6).elements == [-0.75, 0, 2, -0.5])
        #expect(ElementWise.hasNegative(mixed))
        #expect(!ElementWise.hasNegative(Tensor(shape: [2], elements: [0, -0.0])))
    }

    @Test("bias, scale and shift per channel")
    func channels() {
        let input = Tensor(shape: [2, 2, 1, 2], elements: [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(
            ElementWise.adding(bias: [10, 20], to: input).elements
                == [11, 12, 23, 24, 15, 16, 27, 28]
        )
        #expect(
            ElementWise.affine(input, scale: [2, 0], shift: [1, -1]).elements
                == [3, 5, -1, -1, 11, 13, -1, -1]
        )
    }

    @Test("the stabilizer takes the sign of the divisor, + for zero")
    func stabilizer() {
        let divisors = Tensor(shape: [1, 4], elements: [1, -1, 0, -0.0])
        let quotients = RowBroadcast.stabilizedQuotient(
            Tensor(shape: [1, 4], elements: [1, 1, 1, 1]),
            divisors,
            rows: [0],
            epsilon: 0.25
        )
        #expect(quotients.elements == [0.8, -0.8, 4, 4])
    }

    @Test("rows meet their images")
    func rows() {
        let batch = Tensor(shape: [3, 2], elements: [1, 2, 3, 4, 5, 6])
        let images = Tensor(shape: [2, 2], elements: [1, 10, 2, 20])
        #expect(
            RowBroadcast.product(batch, images, rows: [1, 0, 1]).elements == [
                2, 40, 3, 40, 10, 120,
            ]
        )
    }

    @Test("joining channels and taking them apart")
    func concatenation() {
        let first = Tensor(shape: [2, 1, 2], elements: [1, 2, 3, 4])
        let second = Tensor(shape: [2, 2, 2], elements: [5, 6, 7, 8, 9, 10, 11, 12])
        let whole = ChannelConcatenation.joined([first, second])
        #expect(whole.shape == [2, 3, 2])
        #expect(whole.elements == [1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12])
        #expect(ChannelConcatenation.part(of: whole, channels: 0..<1) == first)
        #expect(ChannelConcatenation.part(of: whole, channels: 1..<3) == second)
    }
}
