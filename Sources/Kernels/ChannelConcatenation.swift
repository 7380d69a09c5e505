public import Tensors

/// Joining tensors along the channel axis, and taking them apart again.
public enum ChannelConcatenation {
    /// Several tensors `[N, Ck, ...]` as one `[N, ΣCk, ...]`, in the order given.
    ///
    /// - Parameter parts: At least one tensor; all axes but the second agree.
    /// - Returns: The joined tensor.
    public static func joined(_ parts: [Tensor]) -> Tensor {
        guard let first = parts.first else { preconditionFailure("nothing to join") }
        let area = first.shape.dropFirst(2).reduce(1, *)
        let channels = parts.reduce(0) { $0 + $1.shape[1] }
        var elements: [Float] = []
        elements.reserveCapacity(first.shape[0] * channels * area)
        for image in 0..<first.shape[0] {
            for part in parts {
                let length = part.shape[1] * area
                elements += part.elements[image * length..<(image + 1) * length]
            }
        }
        return Tensor(
            shape: [first.shape[0], channels] + first.shape.dropFirst(2),
            elements: elements
        )
    }

    /// Some of a tensor's channels.
    ///
    /// - Parameters:
    ///   - whole: `[N, C, ...]`.
    ///   - channels: A range within 0..<C.
    /// - Returns: `[N, channels.count, ...]`.
    public static func part(of whole: Tensor, channels: Range<Int>) -> Tensor {
        let area = whole.shape.dropFirst(2).reduce(1, *)
        let length = whole.shape[1] * area
        var elements: [Float] = []
        elements.reserveCapacity(whole.shape[0] * channels.count * area)
        for image in 0..<whole.shape[0] {
            let start = image * length
            elements +=
                whole.elements[
                    start + channels.lowerBound * area..<start + channels.upperBound * area
                ]
        }
        return Tensor(
            shape: [whole.shape[0], channels.count] + whole.shape.dropFirst(2),
            elements: elements
        )
    }
}
