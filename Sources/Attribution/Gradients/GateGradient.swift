import Kernels
import Tensors

/// The gradient of features times a gate, with respect to either.
enum GateGradient {
    /// The gate repeated to the features' shape: what the features' gradient is multiplied with.
    static func factors(_ gate: Tensor, for features: [Int]) -> Tensor {
        let ones = Tensor(
            shape: features,
            elements: [Float](repeating: 1, count: features.reduce(1, *))
        )
        return Gating.product(ones, gate)
    }

    /// The sum of values over the axes along which a gate was repeated.
    ///
    /// - Parameters:
    ///   - values: `[m, ...]`, shaped like the features behind the first axis.
    ///   - gate: The gate's shape; its batch axis is ignored.
    /// - Returns: `[m, ...]`, shaped like the gate behind the first axis.
    static func summed(_ values: Tensor, to gate: [Int]) -> Tensor {
        let rank = values.shape.count
        let lengths = gate + [Int](repeating: 1, count: max(0, rank - gate.count))
        var strides = [Int](repeating: 0, count: rank)
        var step = 1
        for axis in stride(from: rank - 1, through: 1, by: -1) {
            strides[axis] = lengths[axis] == 1 ? 0 : step
            step *= lengths[axis]
        }
        strides[0] = step
        var result = Tensor(zeros: [values.shape[0]] + gate.dropFirst())
        result.withUnsafeMutableElements { sums in
            for (index, value) in values.elements.enumerated() {
                var rest = index
                var place = 0
                for axis in stride(from: rank - 1, through: 0, by: -1) {
                    place += rest % values.shape[axis] * strides[axis]
                    rest /= values.shape[axis]
                }
                sums[place] += value
            }
        }
        return result
    }
}
