import Tensors

extension ElementWise {
    /// A function of each value and two numbers of its channel, which for channels that fill up a
    /// block are both zero.
    ///
    /// - Parameters:
    ///   - input: `[N, C, ...]`.
    ///   - first: C values.
    ///   - second: C values.
    ///   - octet: The function for eight channels at a time.
    ///   - value: The same function.
    /// - Returns: The values of the function, shaped like the input.
    @inline(__always)
    static func byChannel(
        _ input: Tensor,
        _ first: [Float],
        _ second: [Float],
        octet: @Sendable (Octet, Octet, Octet) -> Octet,
        value: @Sendable (Float, Float, Float) -> Float
    ) -> Tensor {
        let input = input.forOctets
        let channels = input.shape[1]
        let area = input.shape.dropFirst(2).reduce(1, *)
        let block = input.layout.octetBlock ?? 1
        let blocks = (channels + block - 1) / block
        let filled = blocks * block
        let (first, second) = (padded(first, to: filled), padded(second, to: filled))
        // Places of one block, or one channel, that a piece of work covers.
        let reach = max(1, pieceLength / block)
        let pieces = (area + reach - 1) / reach
        return Tensor.filled(input.shape, input.layout) { output in
            input.storage.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress, let output = output.baseAddress else {
                    return
                }
                // Safety: pieces write to different places of the output.
                nonisolated(unsafe) let (source, result) = (values, output)
                ComputeThreads.share(input.shape[0] * blocks * pieces) { piece in
                    let part = piece / pieces
                    let start = piece % pieces * reach
                    let count = min(reach, area - start)
                    let from = source + (part * area + start) * block
                    let to = result + (part * area + start) * block
                    let channel = part % blocks * block
                    guard block > 1 else {
                        let (one, other) = (first[channel], second[channel])
                        for index in 0..<count { to[index] = value(from[index], one, other) }
                        return
                    }
                    for lane in stride(from: 0, to: block, by: 8) {
                        let one = octetOf(first, channel + lane)
                        let other = octetOf(second, channel + lane)
                        var index = lane
                        for _ in 0..<count {
                            to.store(octet(from.octet(at: index), one, other), at: index)
                            index &+= block
                        }
                    }
                }
            }
        }
    }

    private static func padded(_ values: [Float], to count: Int) -> [Float] {
        values + [Float](repeating: 0, count: count - values.count)
    }

    private static func octetOf(_ values: [Float], _ start: Int) -> Octet {
        Octet(values[start..<start + 8])
    }
}
