public import Tensors

/// The order of values in networks that hold channels last.
public enum ChannelsLast {
    /// Each picture as one row, channels running fastest.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, H·W·C]`.
    public static func flattened(_ input: Tensor) -> Tensor {
        let (channels, area) = (input.shape[1], input.shape.dropFirst(2).reduce(1, *))
        if case .channelBlocks(let block) = input.layout {
            return flattened(input, channels: channels, area: area, block: block)
        }
        return reordered(input, [input.shape[0], channels * area], outer: area, inner: channels)
    }

    /// The way back from `flattened`.
    ///
    /// - Parameters:
    ///   - rows: `[m, H·W·C]`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`.
    public static func unflattened(_ rows: Tensor, inputShape: [Int]) -> Tensor {
        let (channels, area) = (inputShape[1], inputShape.dropFirst(2).reduce(1, *))
        let shape = [rows.shape[0]] + inputShape.dropFirst()
        return reordered(rows, shape, outer: channels, inner: area)
    }

    /// The lanes of each place one after the other, without what fills up the last block.
    private static func flattened(
        _ input: Tensor,
        channels: Int,
        area: Int,
        block: Int
    ) -> Tensor {
        let blocks = Tensor.blocks(of: input.shape, block)
        return Tensor.filled([input.shape[0], area * channels]) { output in
            input.storage.withUnsafeBufferPointer { values in
                for part in 0..<input.shape[0] * blocks {
                    let first = part % blocks * block
                    let target = part / blocks * area * channels + first
                    for place in 0..<area {
                        for lane in 0..<min(block, channels - first) {
                            output[target + place * channels + lane] =
                                values[(part * area + place) * block + lane]
                        }
                    }
                }
            }
        }
    }

    /// Exchanges two axes: `[N, inner, outer]` becomes `[N, outer, inner]`.
    private static func reordered(
        _ input: Tensor,
        _ shape: [Int],
        outer: Int,
        inner: Int
    ) -> Tensor {
        Tensor.filled(shape) { output in
            input.elements.withUnsafeBufferPointer { values in
                for row in 0..<shape[0] {
                    let start = row * outer * inner
                    for from in 0..<inner {
                        for to in 0..<outer {
                            output[start + to * inner + from] = values[start + from * outer + to]
                        }
                    }
                }
            }
        }
    }
}
