import Kernels
import Tensors
import Testing

@Suite("Max pooling")
struct MaxPoolingTests {
    /// Output lengths as torch 2.13 gives them for these inputs.
    @Test(
        "output size",
        arguments: [
            (PoolingWindow(square: 3, stride: 2), 6, 2),
            (PoolingWindow(square: 3, stride: 2, roundsUp: true), 6, 3),
            (PoolingWindow(square: 3, stride: 2, roundsUp: true), 7, 3),
            (PoolingWindow(square: 2, stride: 3, roundsUp: true), 6, 2),
            (PoolingWindow(square: 2, stride: 3, roundsUp: true), 7, 3),
            (PoolingWindow(square: 2, stride: 2, padding: 1, roundsUp: true), 4, 3),
            (PoolingWindow(square: 2, stride: 3, padding: 1, roundsUp: true), 5, 2),
            (PoolingWindow(square: 2, stride: 2), 1, nil),
            (PoolingWindow(square: 3, stride: 2, padding: 1), 1, 1),
        ] as [(PoolingWindow, Int, Int?)]
    )
    func outputSize(window: PoolingWindow, length: Int, expected: Int?) {
        #expect(window.outputSize(height: length, width: length)?.height == expected)
        #expect(window.outputSize(height: length, width: 50)?.height == expected)
    }

    @Test("maxima, padding and windows that hang over the edge")
    func maxima() {
        let input = Tensor(
            shape: [1, 1, 3, 4],
            elements: [-5, 2, 3, 9, -7, 8, 1, 0, -4, -6, -2, 6]
        )
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2, roundsUp: true))
        let (output, winners) = pool.applied(to: input)
        #expect(output == Tensor(shape: [1, 1, 2, 2], elements: [8, 9, -4, 6]))
        #expect(winners.places == [5, 3, 8, 11])
        let padded = MaxPooling(window: PoolingWindow(square: 3, stride: 2, padding: 1))
        let negative = Tensor(shape: [1, 1, 2, 2], elements: [-1, -2, -3, -4])
        // Padding is minus infinity, not zero.
        #expect(padded.applied(to: negative).output.elements == [-1])
    }

    @Test("equal values: the first in row-major order wins")
    func ties() {
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
        let tied = Tensor(shape: [1, 1, 2, 2], elements: [1, 4, 4, 4])
        #expect(pool.applied(to: tied).winners.places == [1])
        let zeros = Tensor(zeros: [1, 1, 2, 2])
        #expect(pool.applied(to: zeros).winners.places == [0])
    }

    @Test("a last-bit difference is a tie, a difference of 1e-5 is not")
    func tieTolerance() {
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
        for base: Float in [3, -3, 1e-4] {
            let noisy = [base, base.nextUp, base, base.nextUp.nextUp]
            let (output, winners) = pool.applied(to: Tensor(shape: [1, 1, 2, 2], elements: noisy))
            #expect(winners.places == [0])
            #expect(output.elements == [base.nextUp.nextUp])
            let clear = [base, base, base + abs(base) * 1e-5, base]
            #expect(
                pool.applied(to: Tensor(shape: [1, 1, 2, 2], elements: clear)).winners.places == [2]
            )
        }
    }

    @Test("values go back to the winners of their own image")
    func backward() {
        let pool = MaxPooling(window: PoolingWindow(square: 3, stride: 2))
        var numbers = Numbers(seed: 4)
        let input = numbers.tensor([2, 2, 5, 5])
        let (output, winners) = pool.applied(to: input)
        let rows = [1, 0, 1]
        let relevance = numbers.tensor([3, 2, 2, 2])
        let back = pool.transposedApplied(
            to: relevance,
            winners: winners,
            rows: rows,
            inputShape: input.shape
        )
        var expected = Tensor(zeros: [3, 2, 5, 5])
        expected.withUnsafeMutableElements { values in
            for (row, image) in rows.enumerated() {
                for channel in 0..<2 {
                    for window in 0..<4 {
                        let value = output[image, channel, window / 2, window % 2]
                        let plane = (image * 2 + channel) * 25
                        for place in 0..<25 where input.elements[plane + place] == value {
                            values[(row * 2 + channel) * 25 + place] +=
                                relevance[row, channel, window / 2, window % 2]
                        }
                    }
                }
            }
        }
        expectClose(back, expected)
    }
}
