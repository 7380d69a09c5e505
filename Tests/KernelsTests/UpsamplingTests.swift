import Kernels
import Tensors
import Testing

/// Enlarging, against torch 2.13's `interpolate` and against itself turned around.
@Suite("Upsampling")
struct UpsamplingTests {
    /// `interpolate(x, scale_factor=(2, 3))` of [[1, 4, -2], [9, 0.5, 25]], four rows of nine.
    static let cases: [(Upsampling.Mode, [Float])] = [
        (
            .nearest,
            [
                1, 1, 1, 4, 4, 4, -2, -2, -2,
                1, 1, 1, 4, 4, 4, -2, -2, -2,
                9, 9, 9, 0.5, 0.5, 0.5, 25, 25, 25,
                9, 9, 9, 0.5, 0.5, 0.5, 25, 25, 25,
            ]
        ),
        (
            .bilinear(alignsCorners: false),
            [
                1, 1, 2, 3, 4, 2, -4.7684e-07, -2, -2,
                3, 3, 3.0417, 3.0833, 3.125, 3.6667, 4.2083, 4.75, 4.75,
                7, 7, 5.125, 3.25, 1.375, 7, 12.625, 18.25, 18.25,
                9, 9, 6.1667, 3.3333, 0.5, 8.6667, 16.833, 25, 25,
            ]
        ),
        (
            .bilinear(alignsCorners: true),
            [
                1, 1.75, 2.5, 3.25, 4, 2.5, 1, -0.5, -2,
                3.6667, 3.4583, 3.25, 3.0417, 2.8333, 3.875, 4.9167, 5.9583, 7,
                6.3333, 5.1667, 4, 2.8333, 1.6667, 5.25, 8.8333, 12.417, 16,
                9, 6.875, 4.75, 2.625, 0.5, 6.625, 12.75, 18.875, 25,
            ]
        ),
    ]

    @Test("torch's values", arguments: cases.indices)
    func torch(index: Int) {
        let (mode, expected) = Self.cases[index]
        let upsampling = Upsampling(heightFactor: 2, widthFactor: 3, mode: mode)
        let picture: [Float] = [1, 4, -2, 9, 0.5, 25]
        // Two channels, the second one negated, in the second of two images.
        let input = Tensor(
            shape: [2, 2, 2, 3],
            elements: [Float](repeating: 0, count: 12) + picture + picture.map { -$0 }
        )
        let large = upsampling.applied(to: input)
        #expect(upsampling.outputShape(for: input.shape) == [2, 2, 4, 9])
        #expect(large.shape == [2, 2, 4, 9])
        #expect(large.slice(0).elements.allSatisfy { $0 == 0 })
        expectClose(
            Tensor(shape: [72], elements: large.slice(1).elements),
            Tensor(shape: [72], elements: expected + expected.map { -$0 }),
            tolerance: 1e-4  // torch's values stand here with five digits
        )
    }

    @Test("the way back is the transpose", arguments: cases.indices)
    func transpose(index: Int) {
        var numbers = Numbers(seed: 3)
        let upsampling = Upsampling(
            heightFactor: 3,
            widthFactor: 2,
            mode: Self.cases[index].0
        )
        let input = numbers.tensor([2, 3, 4, 5])
        let output = numbers.tensor([2, 3, 12, 10])
        let there = inner(upsampling.applied(to: input), output)
        let back = upsampling.transposedApplied(to: output, inputShape: input.shape)
        #expect(abs(there - inner(input, back)) < 1e-4)
    }

    @Test("a factor of one changes nothing, other ranks do not fit", arguments: cases.indices)
    func same(index: Int) {
        var numbers = Numbers(seed: 4)
        let upsampling = Upsampling(
            heightFactor: 1,
            widthFactor: 1,
            mode: Self.cases[index].0
        )
        let input = numbers.tensor([1, 2, 3, 1])
        expectClose(upsampling.applied(to: input), input)
        #expect(upsampling.outputShape(for: [1, 4]) == nil)
    }
}
