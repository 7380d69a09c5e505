/// A rectangle in pixels of a picture; edges may lie between pixels.
public struct PixelBox: Sendable, Equatable {
    /// The left edge, from 0.
    public var left: Double
    /// The top edge, from 0.
    public var top: Double
    /// The right edge, at most the width.
    public var right: Double
    /// The bottom edge, at most the height.
    public var bottom: Double

    /// Makes a box of its edges, in pixels.
    public init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }
}

/// A rectangle in fractions of a frame: 0 at its left or top edge, 1 at its right or bottom edge.
public struct FrameBox: Sendable, Equatable {
    /// The left edge.
    public var x: Double
    /// The top edge.
    public var y: Double
    /// The extent to the right.
    public var width: Double
    /// The extent downwards.
    public var height: Double

    /// Makes a box of its corner and extent, in fractions of the frame.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The whole frame.
    public static let whole = FrameBox(x: 0, y: 0, width: 1, height: 1)

    /// The same rectangle in pixels of a picture, rounding errors past its edges cut off.
    ///
    /// - Parameters:
    ///   - width: The picture's width in pixels.
    ///   - height: The picture's height in pixels.
    /// - Returns: A box within the picture.
    public func inPixels(width: Int, height: Int) -> PixelBox {
        let (across, down) = (Double(width), Double(height))
        return PixelBox(
            left: min(max(x * across, 0), across),
            top: min(max(y * down, 0), down),
            right: min(max((x + self.width) * across, 0), across),
            bottom: min(max((y + self.height) * down, 0), down)
        )
    }

    /// A rectangle given in fractions of this one, in fractions of this one's frame.
    ///
    /// - Parameter inner: A part of this rectangle, such as a reference square within the view.
    /// - Returns: For `inner == .whole` this rectangle itself.
    public func part(_ inner: FrameBox) -> FrameBox {
        FrameBox(
            x: x + inner.x * width,
            y: y + inner.y * height,
            width: inner.width * width,
            height: inner.height * height
        )
    }
}
