public import Tensors

/// Operations on each value alone.
public enum ElementWise {
    /// max(x, 0).
    ///
    /// - Parameter input: Any shape.
    /// - Returns: The positive part, shaped like the input.
    public static func positivePart(_ input: Tensor) -> Tensor {
        map(input) { $0 > 0 ? $0 : 0 }
    }

    /// min(x, 0).
    ///
    /// - Parameter input: Any shape.
    /// - Returns: The negative part, shaped like the input.
    public static func negativePart(_ input: Tensor) -> Tensor {
        map(input) { $0 < 0 ? $0 : 0 }
    }

    /// x, or the nearer bound where x lies outside.
    ///
    /// - Parameters:
    ///   - input: Any shape.
    ///   - bounds: The lowest and the highest result.
    /// - Returns: The clamped values, shaped like the input.
    public static func clamped(_ input: Tensor, to bounds: ClosedRange<Float>) -> Tensor {
        let (low, high) = (bounds.lowerBound, bounds.upperBound)
        return map(input) { $0 > low ? ($0 < high ? $0 : high) : low }
    }

    /// Whether any value lies below zero.
    ///
    /// - Parameter input: Any shape.
    /// - Returns: False for zeros of either sign.
    public static func hasNegative(_ input: Tensor) -> Bool {
        input.elements.withUnsafeBufferPointer { values in
            var lowest: Float = 0
            for value in values { lowest = value < lowest ? value : lowest }
            return lowest < 0
        }
    }

    /// x + y.
    ///
    /// - Parameters:
    ///   - x: Any shape.
    ///   - y: The same shape.
    /// - Returns: The sums, shaped like x.
    public static func sum(_ x: Tensor, _ y: Tensor) -> Tensor {
        combine(x, y) { $0 + $1 }
    }

    /// x times one number.
    ///
    /// - Parameters:
    ///   - input: Any shape.
    ///   - factor: The number.
    /// - Returns: The products, shaped like the input.
    public static func scaled(_ input: Tensor, by factor: Float) -> Tensor {
        map(input) { $0 * factor }
    }

    /// x with a constant added to each channel.
    ///
    /// - Parameters:
    ///   - bias: C values.
    ///   - input: `[N, C, ...]`.
    /// - Returns: The sums, shaped like the input.
    public static func adding(bias: [Float], to input: Tensor) -> Tensor {
        let channels = input.shape[1]
        precondition(bias.count == channels, "\(bias.count) biases for \(channels) channels")
        let area = input.shape.dropFirst(2).reduce(1, *)
        var result = input
        result.withUnsafeMutableElements { values in
            for plane in 0..<input.shape[0] * channels {
                let constant = bias[plane % channels]
                guard constant != 0 else { continue }
                for index in plane * area..<(plane + 1) * area { values[index] += constant }
            }
        }
        return result
    }

    /// `scale` · x + `shift` with one scale and one shift per channel.
    ///
    /// - Parameters:
    ///   - input: `[N, C, ...]`.
    ///   - scale: C values.
    ///   - shift: C values.
    /// - Returns: The results, shaped like the input.
    public static func affine(_ input: Tensor, scale: [Float], shift: [Float]) -> Tensor {
        let channels = input.shape[1]
        precondition(scale.count == channels && shift.count == channels, "\(channels) channels")
        let area = input.shape.dropFirst(2).reduce(1, *)
        var result = input
        result.withUnsafeMutableElements { values in
            for plane in 0..<input.shape[0] * channels {
                let (factor, constant) = (scale[plane % channels], shift[plane % channels])
                for index in plane * area..<(plane + 1) * area {
                    values[index] = values[index] * factor + constant
                }
            }
        }
        return result
    }

    /// f of each value.
    ///
    /// - Parameters:
    ///   - input: Any shape.
    ///   - function: f.
    /// - Returns: The values of f, shaped like the input.
    @inline(__always)
    public static func map(_ input: Tensor, _ function: (Float) -> Float) -> Tensor {
        Tensor.filled(input.shape) { output in
            input.elements.withUnsafeBufferPointer { values in
                for index in 0..<values.count { output[index] = function(values[index]) }
            }
        }
    }

    @inline(__always)
    private static func combine(
        _ x: Tensor,
        _ y: Tensor,
        _ function: (Float, Float) -> Float
    ) -> Tensor {
        precondition(x.shape == y.shape, "\(x.shape) and \(y.shape)")
        return Tensor.filled(x.shape) { output in
            x.elements.withUnsafeBufferPointer { x in
                y.elements.withUnsafeBufferPointer { y in
                    for index in 0..<x.count { output[index] = function(x[index], y[index]) }
                }
            }
        }
    }
}
