public import Tensors

/// Average pooling over fixed windows; padding counts as zeros, as torch's `count_include_pad`, or not
/// at all.
public struct AveragePooling: LinearMap, Equatable {
    /// Where the windows lie.
    public let window: PoolingWindow
    /// Whether the padding counts in the divisor, as zeros.
    public let countsPadding: Bool

    /// Makes a pool.
    ///
    /// - Parameters:
    ///   - window: Where the windows lie.
    ///   - countsPadding: Whether the padding counts in the divisor, as zeros.
    public init(window: PoolingWindow, countsPadding: Bool = true) {
        self.window = window
        self.countsPadding = countsPadding
    }

    /// `[N, C, H', W']`, or nil where the input is not `[N, C, H, W]` or too small.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        window.outputShape(for: inputShape)
    }

    /// The means of all windows.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, C, H', W']`.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape) for \(window)")
        }
        return spans(inputShape: input.shape, outputShape: shape).means(of: input, shape)
    }

    /// Spreads each window's value over its real inputs, divided by the window's divisor.
    ///
    /// - Parameters:
    ///   - output: `[m, C, H', W']`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        return spans(inputShape: shape, outputShape: output.shape).spread(output, shape)
    }

    private func spans(inputShape: [Int], outputShape: [Int]) -> AveragingSpans {
        let rows = places(window.vertical, outputShape[2], inputShape[2])
        let columns = places(window.horizontal, outputShape[3], inputShape[3])
        return AveragingSpans(
            rows: rows.places,
            columns: columns.places,
            rowWeights: rows.weights,
            columnWeights: columns.weights
        )
    }

    private func places(
        _ axis: PoolingAxis,
        _ windows: Int,
        _ length: Int
    ) -> (places: [PoolingPlaces], weights: [Float]) {
        let places = (0..<windows).map { axis.places(of: $0, length) }
        let counts = places.enumerated().map { window, places in
            countsPadding ? axis.paddedCount(of: window, length) : places.count
        }
        return (places, counts.map { 1 / Float($0) })
    }
}
