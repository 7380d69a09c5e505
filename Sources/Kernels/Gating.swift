public import Tensors

/// Products of features and a gate: one factor per value, per channel, or per place.
public enum Gating {
    /// Whether a gate fits features: each of its axes is as long, or 1, or it is `[N, C]`.
    ///
    /// - Parameters:
    ///   - gate: The gate's shape.
    ///   - features: The features' shape.
    /// - Returns: Whether `product` takes them.
    public static func fits(_ gate: [Int], _ features: [Int]) -> Bool {
        aligned(gate, features).count == features.count
            && zip(aligned(gate, features), features).allSatisfy { $0 == $1 || $0 == 1 }
    }

    /// features · gate, the gate repeated along its axes of length 1.
    ///
    /// - Parameters:
    ///   - features: `[N, C, ...]`.
    ///   - gate: A shape that `fits`.
    /// - Returns: The products, shaped like the features.
    public static func product(_ features: Tensor, _ gate: Tensor) -> Tensor {
        precondition(fits(gate.shape, features.shape), "\(gate.shape) for \(features.shape)")
        if gate.shape == features.shape {
            return RowBroadcast.product(features, gate, rows: Array(0..<features.shape[0]))
        }
        let lengths = aligned(gate.shape, features.shape)
        var strides = [Int](repeating: 0, count: lengths.count)
        var step = 1
        for axis in lengths.indices.reversed() {
            strides[axis] = lengths[axis] == 1 ? 0 : step
            step *= lengths[axis]
        }
        // The last two axes run in the inner loops.
        let rank = features.shape.count
        let width = features.shape[rank - 1]
        var result = features
        result.withUnsafeMutableElements { values in
            gate.elements.withUnsafeBufferPointer { gate in
                for row in 0..<(values.count / max(width, 1)) {
                    var rest = row
                    var place = 0
                    for axis in stride(from: rank - 2, through: 0, by: -1) {
                        place += rest % features.shape[axis] * strides[axis]
                        rest /= features.shape[axis]
                    }
                    for x in 0..<width {
                        values[row * width + x] *= gate[place + x * strides[rank - 1]]
                    }
                }
            }
        }
        return result
    }

    /// The gate's shape with axes of length 1 behind, where it has fewer axes than the features.
    private static func aligned(_ gate: [Int], _ features: [Int]) -> [Int] {
        gate.count < features.count
            ? gate + [Int](repeating: 1, count: features.count - gate.count) : gate
    }
}
