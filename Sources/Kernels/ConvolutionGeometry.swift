/// How far a window reaches over the edges of a picture, in pixels of zeros.
public struct Padding: Sendable, Equatable {
    /// Rows above.
    public var top: Int
    /// Columns to the left.
    public var left: Int
    /// Rows below.
    public var bottom: Int
    /// Columns to the right.
    public var right: Int

    /// Makes a padding of its four sides.
    public init(top: Int, left: Int, bottom: Int, right: Int) {
        self.top = top
        self.left = left
        self.bottom = bottom
        self.right = right
    }

    /// The same padding on all four sides.
    ///
    /// - Parameter side: The pixels on each side.
    public init(_ side: Int) {
        self.init(top: side, left: side, bottom: side, right: side)
    }
}

/// Padding that depends on the input's size, so that a stride of 1 keeps the size and a stride of s
/// leaves ceil(n / s).
///
/// It is max((ceil(n / s) - 1) · s + dilation · (kernel - 1) + 1 - n, 0) pixels for each axis.
public enum SamePadding: Sendable {
    /// The odd pixel goes to the bottom and right, as in TensorFlow and ONNX's `SAME_UPPER`.
    case upper
    /// The odd pixel goes to the top and left: ONNX's `SAME_LOWER`.
    case lower

    /// The pixels before and behind an axis.
    fileprivate func sides(
        _ length: Int,
        stride: Int,
        reach: Int
    ) -> (before: Int, behind: Int) {
        let total = max(((length + stride - 1) / stride - 1) * stride + reach - length, 0)
        let less = total / 2
        return self == .upper ? (less, total - less) : (total - less, less)
    }
}

/// Where a convolution's windows lie: kernel size, stride, dilation, padding and groups.
public struct ConvolutionGeometry: Sendable, Equatable {
    /// The kernel's height.
    public var kernelHeight: Int
    /// The kernel's width.
    public var kernelWidth: Int
    /// The rows from one window to the next.
    public var strideHeight: Int
    /// The columns from one window to the next.
    public var strideWidth: Int
    /// The rows from one kernel row to the next; 1 is dense.
    public var dilationHeight: Int
    /// The columns from one kernel column to the next; 1 is dense.
    public var dilationWidth: Int
    /// The zeros around the input, unless `same` says otherwise.
    public var padding: Padding
    /// How the zeros follow from the input's size; nil where `padding` says how many they are.
    public var same: SamePadding?
    /// The number of channel groups that are convolved apart.
    public var groups: Int

    /// Makes a geometry of its parts.
    public init(
        kernelHeight: Int,
        kernelWidth: Int,
        strideHeight: Int = 1,
        strideWidth: Int = 1,
        dilationHeight: Int = 1,
        dilationWidth: Int = 1,
        padding: Padding = Padding(0),
        same: SamePadding? = nil,
        groups: Int = 1
    ) {
        precondition(
            min(kernelHeight, kernelWidth, strideHeight, strideWidth) > 0
                && min(dilationHeight, dilationWidth, groups) > 0
                && min(padding.top, padding.left, padding.bottom, padding.right) >= 0,
            "kernel \(kernelHeight)x\(kernelWidth), stride \(strideHeight)x\(strideWidth)"
        )
        self.kernelHeight = kernelHeight
        self.kernelWidth = kernelWidth
        self.strideHeight = strideHeight
        self.strideWidth = strideWidth
        self.dilationHeight = dilationHeight
        self.dilationWidth = dilationWidth
        self.padding = padding
        self.same = same
        self.groups = groups
    }

    /// A square kernel with one stride and one padding, as most layers have.
    ///
    /// - Parameters:
    ///   - kernel: The kernel's height and width.
    ///   - stride: The stride in both directions.
    ///   - padding: The padding on all four sides.
    ///   - same: How the padding follows from the input's size, instead of `padding`.
    ///   - groups: The number of channel groups.
    public init(
        square kernel: Int,
        stride: Int = 1,
        padding: Int = 0,
        same: SamePadding? = nil,
        groups: Int = 1
    ) {
        self.init(
            kernelHeight: kernel,
            kernelWidth: kernel,
            strideHeight: stride,
            strideWidth: stride,
            padding: Padding(padding),
            same: same,
            groups: groups
        )
    }

    /// How many positions the kernel has.
    public var kernelArea: Int { kernelHeight * kernelWidth }

    /// The zeros around an input of some size.
    ///
    /// - Parameters:
    ///   - height: The input's height.
    ///   - width: The input's width.
    /// - Returns: `padding`, or what `same` makes of the size.
    public func padding(height: Int, width: Int) -> Padding {
        guard let same else { return padding }
        let rows = same.sides(height, stride: strideHeight, reach: reachHeight)
        let columns = same.sides(width, stride: strideWidth, reach: reachWidth)
        return Padding(
            top: rows.before,
            left: columns.before,
            bottom: rows.behind,
            right: columns.behind
        )
    }

    /// The output's height and width, or nil where the input is too small for one window.
    ///
    /// - Parameters:
    ///   - height: The input's height.
    ///   - width: The input's width.
    /// - Returns: floor((n + padding - dilation·(kernel - 1) - 1) / stride) + 1 for each axis.
    public func outputSize(height: Int, width: Int) -> (height: Int, width: Int)? {
        let padding = padding(height: height, width: width)
        let freeHeight = height + padding.top + padding.bottom - reachHeight
        let freeWidth = width + padding.left + padding.right - reachWidth
        guard height > 0, width > 0, freeHeight >= 0, freeWidth >= 0 else { return nil }
        return (freeHeight / strideHeight + 1, freeWidth / strideWidth + 1)
    }

    /// The same windows with the padding that an input of some size gets.
    func resolved(height: Int, width: Int) -> ConvolutionGeometry {
        guard same != nil else { return self }
        var geometry = self
        geometry.padding = padding(height: height, width: width)
        geometry.same = nil
        return geometry
    }

    /// True where the patch matrix is the input itself: 1x1, stride 1, no padding.
    var isPointwise: Bool {
        // A 1x1 kernel of stride 1 needs no padding to keep the size.
        kernelArea == 1 && strideHeight == 1 && strideWidth == 1
            && (same != nil || padding == Padding(0))
    }

    private var reachHeight: Int { dilationHeight * (kernelHeight - 1) + 1 }
    private var reachWidth: Int { dilationWidth * (kernelWidth - 1) + 1 }
}
