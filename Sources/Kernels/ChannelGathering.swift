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
    /// - Returns: `[N, C', ...]`.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape)")
        }
        let area = input.shape.dropFirst(2).reduce(1, *)
        return Tensor.filled(shape) { output in
            input.elements.withUnsafeBufferPointer { values in
                for plane in 0..<shape[0] * channels.count {
                    let (image, place) = plane.quotientAndRemainder(dividingBy: channels.count)
                    let from = (image * input.shape[1] + channels[place]) * area
                    for index in 0..<area { output[plane * area + index] = values[from + index] }
                }
            }
        }
    }

    /// Puts each channel back where it came from; channels taken several times are summed.
    ///
    /// - Parameters:
    ///   - output: `[m, C', ...]`.
    ///   - inputShape: `[_, C, ...]`.
    /// - Returns: `[m, C, ...]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        let area = shape.dropFirst(2).reduce(1, *)
        return Tensor.filled(shape) { result in
            result.update(repeating: 0)
            output.elements.withUnsafeBufferPointer { values in
                for plane in 0..<shape[0] * channels.count {
                    let (row, place) = plane.quotientAndRemainder(dividingBy: channels.count)
                    let to = (row * shape[1] + channels[place]) * area
                    for index in 0..<area { result[to + index] += values[plane * area + index] }
                }
            }
        }
    }
}
