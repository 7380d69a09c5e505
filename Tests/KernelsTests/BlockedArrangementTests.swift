import Kernels
import Tensors
import Testing

/// The row-major kernels are the oracle here.
@Suite("Pools, gates and channels in channel blocks")
struct BlockedArrangementTests {
    @Test("average pools", arguments: BlockedShapes.all)
    func averagePools(shape: [Int], block: Int) {
        let windows = BlockedMaxPoolingTests.windows
        var maps: [any LinearMap] = [
            AdaptiveAveragePooling(height: 1, width: 1),
            AdaptiveAveragePooling(height: 3, width: 4),
            PlanePadding(Padding(top: 1, left: 2, bottom: 0, right: 1)),
            PlanePadding(Padding(2), value: -7),
            ChannelGathering(Array((0..<shape[1]).reversed()) + [0, 0]),
        ]
        for window in windows {
            maps.append(AveragePooling(window: window, countsPadding: false))
            maps.append(AveragePooling(window: window, countsPadding: true))
        }
        var numbers = Numbers(seed: 31)
        let input = numbers.tensor(shape)
        let layout = TensorLayout.channelBlocks(block)
        for map in maps {
            guard let outputShape = map.outputShape(for: shape) else { continue }
            let output = map.applied(to: input)
            #expect(output.shape == outputShape)
            expectBlocks(map.applied(to: input.laidOut(layout)), block, equal: output)
            let relevance = numbers.tensor([3] + outputShape.dropFirst())
            expectBlocks(
                map.transposedApplied(to: relevance.laidOut(layout), inputShape: shape),
                block,
                equal: map.transposedApplied(to: relevance, inputShape: shape)
            )
        }
    }

    @Test("enlarging is the same from blocks", arguments: BlockedShapes.all)
    func upsampling(shape: [Int], block: Int) {
        let map = Upsampling(
            heightFactor: 2,
            widthFactor: 3,
            mode: .bilinear(alignsCorners: false)
        )
        var numbers = Numbers(seed: 32)
        let input = numbers.tensor(shape)
        let layout = TensorLayout.channelBlocks(block)
        let output = map.applied(to: input)
        #expect(map.applied(to: input.laidOut(layout)) == output)
        #expect(
            map.transposedApplied(to: output.laidOut(layout), inputShape: shape)
                == map.transposedApplied(to: output, inputShape: shape)
        )
    }

    @Test("weights that are all 1", arguments: BlockedShapes.all)
    func uniformMaps(shape: [Int], block: Int) {
        var numbers = Numbers(seed: 33)
        let geometries = [
            ConvolutionGeometry(kernelHeight: 3, kernelWidth: 3, padding: Padding(1)),
            ConvolutionGeometry(
                kernelHeight: 1,
                kernelWidth: 2,
                strideHeight: 3,
                strideWidth: 2,
                padding: Padding(top: 0, left: 1, bottom: 0, right: 1)
            ),
        ]
        for geometry in geometries {
            let weight = [19, shape[1], geometry.kernelHeight, geometry.kernelWidth]
            let ones = Tensor(
                shape: weight,
                elements: [Float](repeating: 1, count: weight.reduce(1, *))
            )
            let convolution = Convolution(weight: ones, geometry: geometry)
            let uniform = UniformConvolution(convolution)
            let input = numbers.tensor(shape)
            let layout = TensorLayout.channelBlocks(block)
            let expected = convolution.applied(to: input)
            expectClose(uniform.applied(to: input), expected, tolerance: 1e-6)
            expectClose(uniform.applied(to: input.laidOut(layout)), expected, tolerance: 1e-6)
            let relevance = numbers.tensor([3] + expected.shape.dropFirst())
            let back = convolution.transposedApplied(to: relevance, inputShape: shape)
            for values in [relevance, relevance.laidOut(layout)] {
                expectClose(
                    uniform.transposedApplied(to: values, inputShape: shape),
                    back,
                    tolerance: 1e-6
                )
            }
        }
    }

    @Test("gates of every shape", arguments: BlockedShapes.all)
    func gates(shape: [Int], block: Int) {
        var numbers = Numbers(seed: 34)
        let features = numbers.tensor(shape)
        let layout = TensorLayout.channelBlocks(block)
        let (n, c, h, w) = (shape[0], shape[1], shape[2], shape[3])
        for gateShape in [
            [n, c], [n, c, 1, 1], [1, c, 1, 1], [n, 1, h, w], [1, 1, h, w], shape, [1, c, h, w],
            [n, c, h, 1], [n, 1, 1, w], [1, 1, 1, 1],
        ] {
            let gate = numbers.tensor(gateShape)
            let product = Gating.product(features, gate)
            expectBlocks(Gating.product(features.laidOut(layout), gate), block, equal: product)
            guard gateShape.count == 4 else { continue }
            expectBlocks(
                Gating.product(features.laidOut(layout), gate.laidOut(layout)),
                block,
                equal: product
            )
        }
        let infinite = Tensor(shape: [1, 1, 1, 1], elements: [.infinity])
        expectBlocks(
            Gating.product(features.laidOut(layout), infinite),
            block,
            equal: Gating.product(features, infinite)
        )
    }

    @Test("joined channels stay in blocks where they can")
    func joining() {
        var numbers = Numbers(seed: 35)
        for (counts, block) in [([16, 32, 5], 16), ([16, 5, 16], 16), ([3], 8), ([8, 24], 8)] {
            let parts = counts.map { numbers.tensor([2, $0, 3, 5]) }
            let whole = ChannelConcatenation.joined(parts)
            let layout = TensorLayout.channelBlocks(block)
            let fills = counts.dropLast().allSatisfy { $0 % block == 0 }
            for mixed in 0..<counts.count {
                // The part `mixed` comes row-major; joined alone, nothing is in blocks.
                let some = parts.enumerated().map { $0 == mixed ? $1 : $1.laidOut(layout) }
                let joined = ChannelConcatenation.joined(some)
                #expect(joined == whole)
                #expect((joined.layout == layout) == (fills && counts.count > 1))
            }
            let joined = ChannelConcatenation.joined(parts.map { $0.laidOut(layout) })
            if fills { expectBlocks(joined, block, equal: whole) }
            #expect(joined == whole)
        }
    }

    @Test("some channels of blocks", arguments: [8, 16])
    func parts(block: Int) {
        var numbers = Numbers(seed: 36)
        let whole = numbers.tensor([2, 40, 3, 3])
        let blocked = whole.laidOut(.channelBlocks(block))
        for range in [0..<40, 0..<16, 16..<32, 16..<21, 32..<40, 3..<19, 39..<40, 16..<17] {
            let part = ChannelConcatenation.part(of: blocked, channels: range)
            let expected = ChannelConcatenation.part(of: whole, channels: range)
            if range.lowerBound % block == 0 {
                expectBlocks(part, block, equal: expected)
            } else {
                #expect(part.layout == .rowMajor && part == expected)
            }
        }
    }

    @Test("channels last", arguments: BlockedShapes.all)
    func channelsLast(shape: [Int], block: Int) {
        var numbers = Numbers(seed: 37)
        let input = numbers.tensor(shape)
        #expect(
            ChannelsLast.flattened(input.laidOut(.channelBlocks(block)))
                == ChannelsLast.flattened(input)
        )
    }
}
