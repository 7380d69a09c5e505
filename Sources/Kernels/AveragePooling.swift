public import Tensors

/// Average pooling over fixed windows; padding counts as zeros, as torch's `count_include_pad`.
public struct AveragePooling: LinearMap, Equatable {
    /// Where the windows lie.
    public let window: PoolingWindow

    /// Makes a pool.
    ///
    /// - Parameter window: Where the windows lie.
    public init(window: PoolingWindow) {
        self.window = window
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

    /// Spreads each window's value over its real inputs, divided by the window's size.
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
        let rows = (0..<outputShape[2]).map { window.rows($0, height: inputShape[2]) }
        let columns = (0..<outputShape[3]).map { window.columns($0, width: inputShape[3]) }
        return AveragingSpans(
            rows: rows.map(\.real),
            columns: columns.map(\.real),
            rowWeights: rows.map { 1 / Float($0.padded) },
            columnWeights: columns.map { 1 / Float($0.padded) }
        )
    }
}
