public import Tensors

/// Average pooling to a fixed output size.
///
/// The window of output o of m over n inputs is floor(o·n/m) ..< ceil((o+1)·n/m); windows overlap
/// where m does not divide n, and repeat inputs where m is larger than n.
public struct AdaptiveAveragePooling: LinearMap, Equatable {
    /// The output's height.
    public let height: Int
    /// The output's width.
    public let width: Int

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - height: The output's height, at least 1.
    ///   - width: The output's width, at least 1.
    public init(height: Int, width: Int) {
        precondition(height > 0 && width > 0, "\(height)x\(width)")
        self.height = height
        self.width = width
    }

    /// `[N, C, height, width]`, or nil where the input is not a non-empty `[N, C, H, W]`.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 4, inputShape[2] > 0, inputShape[3] > 0 else { return nil }
        return [inputShape[0], inputShape[1], height, width]
    }

    /// The means of all windows.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, C, height, width]`.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape) for \(self)")
        }
        return spans(inputShape: input.shape).means(of: input, shape)
    }

    /// Spreads each window's value over its inputs, divided by the window's size.
    ///
    /// - Parameters:
    ///   - output: `[m, C, height, width]`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        spans(inputShape: inputShape)
            .spread(output, [output.shape[0]] + Array(inputShape.dropFirst()))
    }

    private func spans(inputShape: [Int]) -> AveragingSpans {
        let rows = Self.windows(inputShape[2], height)
        let columns = Self.windows(inputShape[3], width)
        return AveragingSpans(
            rows: rows,
            columns: columns,
            rowWeights: rows.map { 1 / Float($0.count) },
            columnWeights: columns.map { 1 / Float($0.count) }
        )
    }

    private static func windows(_ length: Int, _ count: Int) -> [PoolingPlaces] {
        (0..<count).map {
            let first = $0 * length / count
            let end = (($0 + 1) * length + count - 1) / count
            return PoolingPlaces(first: first, step: 1, count: end - first)
        }
    }
}
