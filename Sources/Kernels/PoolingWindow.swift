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
    /// The rows from one row of a window to its next; 1 is dense.
    public var dilationHeight: Int
    /// The columns from one column of a window to its next; 1 is dense.
    public var dilationWidth: Int
    /// How far windows reach over the edges.
    public var padding: Padding
    /// True where a last window may hang over the edge instead of being left out.
    public var roundsUp: Bool

    /// Makes a window of its parts.
    ///
    /// - Parameters:
    ///   - kernelHeight: The window's height.
    ///   - kernelWidth: The window's width.
    ///   - strideHeight: The rows from one window to the next.
    ///   - strideWidth: The columns from one window to the next.
    ///   - dilationHeight: The rows from one row of a window to its next.
    ///   - dilationWidth: The columns from one column of a window to its next.
    ///   - padding: How far windows reach over the edges; less than the window on each side.
    ///   - roundsUp: torch's `ceil_mode`.
    public init(
        kernelHeight: Int,
        kernelWidth: Int,
        strideHeight: Int = 1,
        strideWidth: Int = 1,
        dilationHeight: Int = 1,
        dilationWidth: Int = 1,
        padding: Padding = Padding(0),
        roundsUp: Bool = false
    ) {
        precondition(
            min(kernelHeight, kernelWidth, strideHeight, strideWidth) > 0
                && min(dilationHeight, dilationWidth) > 0
                && min(padding.top, padding.left, padding.bottom, padding.right) >= 0,
            "window \(kernelHeight)x\(kernelWidth), stride \(strideHeight)x\(strideWidth)"
        )
        self.kernelHeight = kernelHeight
        self.kernelWidth = kernelWidth
        self.strideHeight = strideHeight
        self.strideWidth = strideWidth
        self.dilationHeight = dilationHeight
        self.dilationWidth = dilationWidth
        self.padding = padding
        self.roundsUp = roundsUp
    }

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
        self.init(
            kernelHeight: kernel,
            kernelWidth: kernel,
            strideHeight: stride,
            strideWidth: stride,
            padding: Padding(padding),
            roundsUp: roundsUp
        )
    }

    /// The output's height and width, or nil where the input is too small for one window, or a window
    /// would hold nothing of it.
    ///
    /// Rounding up, the last window must still start inside the input or the padding before it.
    ///
    /// - Parameters:
    ///   - height: The input's height.
    ///   - width: The input's width.
    /// - Returns: The number of windows down and across.
    public func outputSize(height: Int, width: Int) -> (height: Int, width: Int)? {
        guard let rows = vertical.count(over: height), let columns = horizontal.count(over: width)
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

    /// The windows from top to bottom.
    var vertical: PoolingAxis {
        PoolingAxis(
            kernel: kernelHeight,
            stride: strideHeight,
            dilation: dilationHeight,
            before: padding.top,
            after: padding.bottom,
            roundsUp: roundsUp
        )
    }

    /// The windows from left to right.
    var horizontal: PoolingAxis {
        PoolingAxis(
            kernel: kernelWidth,
            stride: strideWidth,
            dilation: dilationWidth,
            before: padding.left,
            after: padding.right,
            roundsUp: roundsUp
        )
    }
}
