import Synchronization
public import Tensors

/// Operations on each value alone.
///
/// Each keeps its input's layout, and the zeros that fill up the last block of channels.
public enum ElementWise {
    /// How many values one piece of work covers.
    static let pieceLength = 1 << 15

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
        input.storage.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return false }
            let count = input.storage.count
            // A negative value usually comes early: the first piece is looked at alone.
            guard !hasNegative(values, 0, count) else { return true }
            let found = Atomic<Bool>(false)
            // Safety: pieces only read.
            nonisolated(unsafe) let from = values
            ComputeThreads.share(count / pieceLength) { piece in
                guard !found.load(ordering: .relaxed) else { return }
                if hasNegative(from, (piece + 1) * pieceLength, count) {
                    found.store(true, ordering: .relaxed)
                }
            }
            return found.load(ordering: .relaxed)
        }
    }

    private static func hasNegative(
        _ values: UnsafePointer<Float>,
        _ start: Int,
        _ count: Int
    ) -> Bool {
        let end = min(start + pieceLength, count)
        var lowest = Octet(repeating: 0)
        var index = start
        while index &+ 8 <= end {
            let octet = values.octet(at: index)
            lowest.replace(with: octet, where: octet .< lowest)
            index &+= 8
        }
        while index < end {
            if values[index] < 0 { return true }
            index &+= 1
        }
        return lowest.min() < 0
    }

    /// x + y.
    ///
    /// - Parameters:
    ///   - x: Any shape.
    ///   - y: The same shape; where only one of both lies in blocks, so does the sum.
    /// - Returns: The sums, shaped like x.
    public static func sum(_ x: Tensor, _ y: Tensor) -> Tensor {
        precondition(x.shape == y.shape, "\(x.shape) and \(y.shape)")
        let layout = x.layout == .rowMajor ? y.layout : x.layout
        let (x, y) = (x.laidOut(layout), y.laidOut(layout))
        return y.storage.withUnsafeBufferPointer { y in
            // Safety: pieces only read.
            nonisolated(unsafe) let other = y
            return inPieces(x) { from, to, start, count in
                guard let other = other.baseAddress else { return }
                for index in 0..<count { to[index] = from[index] + other[start &+ index] }
            }
        }
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
        return byChannel(
            input,
            bias,
            bias,
            octet: { value, constant, _ in value + constant },
            value: { value, constant, _ in value + constant }
        )
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
        return byChannel(
            input,
            scale,
            shift,
            octet: { value, factor, constant in value * factor + constant },
            value: { value, factor, constant in value * factor + constant }
        )
    }

    /// f of each value.
    ///
    /// - Parameters:
    ///   - input: Any shape.
    ///   - function: f.
    /// - Returns: The values of f, shaped like the input.
    @inlinable
    @inline(__always)
    public static func map(
        _ input: Tensor,
        _ function: @Sendable (Float) -> Float
    ) -> Tensor {
        inPieces(input, keepsZero: function(0) == 0) { from, to, _, count in
            for index in 0..<count { to[index] = function(from[index]) }
        }
    }

    /// Runs `body` on pieces of memory, from the input's values to those of a tensor of its shape and
    /// layout; `start` is where a piece begins.
    @usableFromInline
    static func inPieces(
        _ input: Tensor,
        keepsZero: Bool = true,
        _ body:
            @Sendable (
                _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ start: Int,
                _ count: Int
            ) -> Void
    ) -> Tensor {
        Tensor.filled(input.shape, input.layout) { output in
            input.storage.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress, let output = output.baseAddress else {
                    return
                }
                let count = input.storage.count
                // Safety: pieces write to different runs of the output.
                nonisolated(unsafe) let (from, to) = (values, output)
                ComputeThreads.share((count + pieceLength - 1) / pieceLength) { piece in
                    let start = piece * pieceLength
                    body(from + start, to + start, start, min(pieceLength, count - start))
                }
                if !keepsZero { Tensor.clearFill(output, input.shape, input.layout) }
            }
        }
    }
}
