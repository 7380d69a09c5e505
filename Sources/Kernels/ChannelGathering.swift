public import Tensors

/// Some channels of the input in a given order: a slice, a split, a shuffle.
public struct ChannelGathering: LinearMap, Equatable {
    /// For each output channel the input channel it is.
    public let channels: [Int]

    /// Makes a choice of channels.
    ///
    /// - Parameter channels: For each output channel the input channel it is, at least one.
    public init(_ channels: [Int]) {
        precondition(!channels.isEmpty && channels.allSatisfy { $0 >= 0 }, "\(channels)")
        self.channels = channels
    }

    /// `[N, channels, ...]`, or nil where the input has too few.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count > 1, channels.allSatisfy({ $0 < inputShape[1] }) else { return nil }
        return [inputShape[0], channels.count] + inputShape.dropFirst(2)
    }

    /// The chosen channels.
    ///
    /// - Parameter input: `[N, C, ...]`.
    /// - Returns: `[N, C', ...]` in the input's layout.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape)")
        }
        let (from, step) = Self.planes(of: input.shape, input.layout)
        let (to, _) = Self.planes(of: shape, input.layout)
        return Tensor.filled(shape, input.layout) { output in
            if let output = output.baseAddress { Tensor.clearFill(output, shape, input.layout) }
            input.storage.withUnsafeBufferPointer { values in
                for image in 0..<shape[0] {
                    for (place, channel) in channels.enumerated() {
                        let (start, target) = (from(image, channel), to(image, place))
                        for index in stride(from: 0, to: Self.area(of: shape) * step, by: step) {
                            output[target + index] = values[start + index]
                        }
                    }
                }
            }
        }
    }

    /// Puts each channel back where it came from; channels taken several times are summed.
    ///
    /// - Parameters:
    ///   - output: `[m, C', ...]`.
    ///   - inputShape: `[_, C, ...]`.
    /// - Returns: `[m, C, ...]` in the output's layout.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        let (from, step) = Self.planes(of: output.shape, output.layout)
        let (to, _) = Self.planes(of: shape, output.layout)
        return Tensor.filled(shape, output.layout) { result in
            result.update(repeating: 0)
            output.storage.withUnsafeBufferPointer { values in
                for row in 0..<shape[0] {
                    for (place, channel) in channels.enumerated() {
                        let (start, target) = (from(row, place), to(row, channel))
                        for index in stride(from: 0, to: Self.area(of: shape) * step, by: step) {
                            result[target + index] += values[start + index]
                        }
                    }
                }
            }
        }
    }

    private static func area(of shape: [Int]) -> Int {
        shape.dropFirst(2).reduce(1, *)
    }

    /// Where the plane of a channel of an image begins, and how far its values are apart.
    private static func planes(
        of shape: [Int],
        _ layout: TensorLayout
    ) -> (start: (_ image: Int, _ channel: Int) -> Int, step: Int) {
        var block = 1
        if case .channelBlocks(let size) = layout { block = size }
        let blocks = Tensor.blocks(of: shape, block)
        let area = area(of: shape)
        return (
            { image, channel in
                (image * blocks + channel / block) * area * block + channel % block
            }, block
        )
    }
}
