import Kernels
import Tensors
import Testing

@Suite("Average pooling")
struct AveragePoolingTests {
    @Test("padding counts as zeros")
    func padded() {
        let pool = AveragePooling(window: PoolingWindow(square: 3, stride: 2, padding: 1))
        let input = Tensor(shape: [1, 1, 2, 2], elements: [9, 18, 27, 36])
        expectClose(pool.applied(to: input), Tensor(shape: [1, 1, 1, 1], elements: [10]))
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
