import Kernels
import Tensors
import Testing

@Suite("Average pooling")
struct AveragePoolingTests {
    /// A window with everything uneven.
    private static let skewed = PoolingWindow(
        kernelHeight: 3,
        kernelWidth: 2,
        strideHeight: 2,
        strideWidth: 3,
        dilationHeight: 2,
        padding: Padding(top: 2, left: 1, bottom: 1, right: 0),
        roundsUp: true
    )

    @Test("padding counts as zeros")
    func padded() {
        let pool = AveragePooling(window: PoolingWindow(square: 3, stride: 2, padding: 1))
        let input = Tensor(shape: [1, 1, 2, 2], elements: [9, 18, 27, 36])
        expectClose(pool.applied(to: input), Tensor(shape: [1, 1, 1, 1], elements: [10]))
    }

    @Test("the divisor can leave padding out")
    func unpadded() {
        let window = PoolingWindow(
            kernelHeight: 2,
            kernelWidth: 3,
            strideWidth: 2,
            padding: Padding(top: 1, left: 0, bottom: 0, right: 1)
        )
        let input = Tensor(shape: [1, 1, 2, 4], elements: [1, 2, 3, 4, 5, 6, 7, 8])
        // By hand: the first row sees only one row, the last column only two columns.
        let inside = AveragePooling(window: window, countsPadding: false).applied(to: input)
        #expect(inside == Tensor(shape: [1, 1, 2, 2], elements: [2, 3.5, 4, 5.5]))
        let all = AveragePooling(window: window).applied(to: input)
        expectClose(all, Tensor(shape: [1, 1, 2, 2], elements: [1, 7.0 / 6, 4, 22.0 / 6]))
    }

    @Test("dilated windows skip rows and columns")
    func dilated() {
        let window = PoolingWindow(
            kernelHeight: 2,
            kernelWidth: 2,
            dilationHeight: 2,
            padding: Padding(top: 1, left: 0, bottom: 0, right: 0)
        )
        let input = Tensor(shape: [1, 1, 3, 2], elements: [1, 2, 3, 4, 5, 6])
        // Rows -1 and 1, then 0 and 2.
        let means = AveragePooling(window: window, countsPadding: false).applied(to: input)
        #expect(means.elements == [3.5, 3.5])
        let (maxima, winners) = MaxPooling(window: window).applied(to: input)
        #expect(maxima.elements == [4, 6] && winners.places == [3, 5])
        // A window that meets no value is refused.
        let missing = PoolingWindow(
            kernelHeight: 2,
            kernelWidth: 1,
            dilationHeight: 2,
            padding: Padding(top: 1, left: 0, bottom: 1, right: 0)
        )
        #expect(missing.outputSize(height: 1, width: 1) == nil)
    }

    @Test("adaptive windows overlap and repeat")
    func adaptive() {
        let input = Tensor(shape: [1, 1, 1, 5], elements: [1, 2, 3, 4, 5])
        let three = AdaptiveAveragePooling(height: 1, width: 3).applied(to: input)
        #expect(three.elements == [1.5, 3, 4.5])
        let two = Tensor(shape: [1, 1, 1, 2], elements: [10, 20])
        let wide = AdaptiveAveragePooling(height: 1, width: 3).applied(to: two)
        #expect(wide.elements == [10, 15, 20])
        let pair = AdaptiveAveragePooling(height: 2, width: 1).applied(to: two)
        #expect(pair.elements == [15, 15])
    }

    @Test("the way back is the transpose")
    func transpose() throws {
        var numbers = Numbers(seed: 8)
        let input = numbers.tensor([2, 3, 9, 10])
        let maps: [any LinearMap] = [
            AveragePooling(window: PoolingWindow(square: 3, stride: 2, padding: 1)),
            AveragePooling(window: PoolingWindow(square: 4, stride: 3, roundsUp: true)),
            AveragePooling(window: Self.skewed, countsPadding: false),
            AveragePooling(window: Self.skewed, countsPadding: true),
            AdaptiveAveragePooling(height: 7, width: 7),
            AdaptiveAveragePooling(height: 1, width: 1),
            AdaptiveAveragePooling(height: 12, width: 3),
        ]
        for map in maps {
            let output = numbers.tensor(try #require(map.outputShape(for: input.shape)))
            let forward = inner(map.applied(to: input), output)
            let back = inner(input, map.transposedApplied(to: output, inputShape: input.shape))
            #expect(abs(forward - back) < 1e-4 * max(1, abs(forward)))
        }
    }
}
