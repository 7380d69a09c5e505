import Kernels
import Tensors
import Testing

/// The row-major kernels are the oracle here: they were checked against torch's numbers.
@Suite("Max pooling of channel blocks")
struct BlockedMaxPoolingTests {
    static let windows: [PoolingWindow] = [
        PoolingWindow(square: 2, stride: 2),
        PoolingWindow(square: 2, stride: 2, padding: 1),
        PoolingWindow(square: 3, stride: 2),
        PoolingWindow(square: 3, stride: 2, padding: 1, roundsUp: true),
        PoolingWindow(square: 2, stride: 3),
        PoolingWindow(square: 3, stride: 3, padding: 1, roundsUp: true),
        PoolingWindow(square: 1, stride: 1),
        PoolingWindow(
            kernelHeight: 3,
            kernelWidth: 2,
            strideHeight: 1,
            strideWidth: 2,
            dilationHeight: 2,
            dilationWidth: 3,
            padding: Padding(top: 1, left: 2, bottom: 0, right: 1)
        ),
    ]

    @Test("maxima, winners and the way back are those of planes", arguments: windows)
    func equalsRowMajor(window: PoolingWindow) {
        let pool = MaxPooling(window: window)
        var numbers = Numbers(seed: 11)
        for (shape, block) in BlockedShapes.all where pool.outputShape(for: shape) != nil {
            var input = numbers.tensor(shape)
            // Coarse values tie often.
            input = ElementWise.map(input) { ($0 * 4).rounded(.down) / 4 }
            let (maxima, winners) = pool.applied(to: input)
            let (blocked, places) = pool.applied(to: input.laidOut(.channelBlocks(block)))
            expectBlocks(blocked, block, equal: maxima)
            #expect(places.layout == .channelBlocks(block))
            let inPlanes = Tensor(
                shape: places.shape,
                layout: places.layout,
                storage: places.places.map(Float.init)
            )
            #expect(inPlanes.elements == winners.places.map(Float.init))

            let rows = [0, shape[0] - 1, 0]
            let relevance = numbers.tensor([3] + maxima.shape.dropFirst())
            let expected = pool.transposedApplied(
                to: relevance,
                winners: winners,
                rows: rows,
                inputShape: shape
            )
            for layout in [TensorLayout.rowMajor, .channelBlocks(block)] {
                let handed = pool.transposedApplied(
                    to: relevance.laidOut(layout),
                    winners: places,
                    rows: rows,
                    inputShape: shape
                )
                expectBlocks(handed, block, equal: expected)
            }
            let plain = pool.transposedApplied(
                to: relevance.laidOut(.channelBlocks(block)),
                winners: winners,
                rows: rows,
                inputShape: shape
            )
            #expect(plain.layout == .rowMajor && plain == expected)
        }
    }

    @Test("a last-bit difference is a tie in blocks too")
    func tieTolerance() {
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
        for base: Float in [3, -3, 1e-4] {
            let noisy = [base, base.nextUp, base, base.nextUp.nextUp]
            let input = Tensor(shape: [1, 1, 2, 2], elements: noisy)
            let (output, winners) = pool.applied(to: input.laidOut(.channelBlocks(8)))
            #expect(winners.places[0] == 0)
            #expect(output.elements == [base.nextUp.nextUp])
            let clear = Tensor(
                shape: [1, 1, 2, 2],
                elements: [base, base, base + abs(base) * 1e-5, base]
            )
            #expect(pool.applied(to: clear.laidOut(.channelBlocks(8))).winners.places[0] == 2)
        }
    }

    @Test("values that are no numbers win nothing")
    func notANumber() {
        let pool = MaxPooling(window: PoolingWindow(square: 2, stride: 2))
        for elements: [Float] in [
            [.nan, 1, 2, .nan], [.nan, .nan, .nan, .nan], [.infinity, 1, .infinity, 2],
            [-.infinity, -.infinity, -.infinity, -.infinity],
        ] {
            let input = Tensor(shape: [1, 1, 2, 2], elements: elements)
            let (maxima, winners) = pool.applied(to: input)
            let (blocked, places) = pool.applied(to: input.laidOut(.channelBlocks(16)))
            #expect(blocked.elements == maxima.elements)
            #expect(places.places[0] == winners.places[0])
        }
    }
}
