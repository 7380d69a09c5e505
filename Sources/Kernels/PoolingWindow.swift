/// Where a pool's windows lie; names and rules as in torch.
public struct PoolingWindow: Sendable, Equatable {
    /// The window's height.
    public var kernelHeight: Int
    /// The window's width.
    public var kernelWidth: Int
    /// The rows from one window to the next.
    public var strideHeight: Int
    /// The columns from one window to the next.
    public var strideWidth: Int
    /// The padding above and below.
    public var paddingHeight: Int
    /// The padding to the left and right.
    public var paddingWidth: Int
    /// True where a last window may hang over the edge instead of being left out.
    public var roundsUp: Bool

    /// Makes a square window.
    ///
    /// - Parameters:
    ///   - kernel: The window's height and width.
    ///   - stride: The stride in both directions.
    ///   - padding: The padding on all four sides, at most half the kernel.
    ///   - roundsUp: torch's `ceil_mode`.
    public init(square kernel: Int, stride: Int, padding: Int = 0, roundsUp: Bool = false) {
        precondition(
            kernel > 0 && stride > 0 && 0...kernel / 2 ~= padding,
            "window \(kernel), stride \(stride), padding \(padding)"
        )
        kernelHeight = kernel
        kernelWidth = kernel
        strideHeight = stride
        strideWidth = stride
        paddingHeight = padding
        paddingWidth = padding
        self.roundsUp = roundsUp
    }

    /// The output's height and width, or nil where the input is too small for one window.
    ///
    /// Rounding up, the last window must still start inside the input or the padding before it.
    ///
    /// - Parameters:
    ///   - height: The input's height.
    ///   - width: The input's width.
    /// - Returns: The number of windows down and across.
    public func outputSize(height: Int, width: Int) -> (height: Int, width: Int)? {
        guard let rows = count(height, kernelHeight, strideHeight, paddingHeight),
            let columns = count(width, kernelWidth, strideWidth, paddingWidth)
        else { return nil }
        return (rows, columns)
    }

    /// The shape of a pool's output over these windows.
    ///
    /// - Parameter inputShape: `[N, C, H, W]`.
    /// - Returns: `[N, C, H', W']`, or nil where the input has another rank or is too small.
    func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 4,
            let size = outputSize(height: inputShape[2], width: inputShape[3])
        else { return nil }
        return [inputShape[0], inputShape[1], size.height, size.width]
    }

    private func count(_ length: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> Int? {
        let free = length + 2 * padding - kernel
        guard length > 0, free >= 0 else { return nil }
        guard roundsUp else { return free / stride + 1 }
        let windows = (free + stride - 1) / stride + 1
        return (windows - 1) * stride >= length + padding ? windows - 1 : windows
    }

    /// The rows of window `row`: as the divisor counts them (padding in), and the real ones.
    func rows(_ row: Int, height: Int) -> (padded: Int, real: Range<Int>) {
        Self.span(row, height, kernelHeight, strideHeight, paddingHeight)
    }

    /// The columns of window `column`, like `rows`.
    func columns(_ column: Int, width: Int) -> (padded: Int, real: Range<Int>) {
        Self.span(column, width, kernelWidth, strideWidth, paddingWidth)
    }

    private static func span(
        _ index: Int,
        _ length: Int,
        _ kernel: Int,
        _ stride: Int,
        _ padding: Int
    ) -> (padded: Int, real: Range<Int>) {
        let start = index * stride - padding
        let end = min(start + kernel, length + padding)
        let first = max(start, 0)
        return (end - start, first..<max(first, min(end, length)))
    }
}
