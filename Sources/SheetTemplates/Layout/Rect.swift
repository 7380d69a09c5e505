/// A rectangle on a page, in points from the page's top left corner; y grows downwards.
public struct Rect: Sendable, Equatable {
    /// The left edge.
    public var x: Double
    /// The top edge.
    public var y: Double
    /// The extent to the right.
    public var width: Double
    /// The extent downwards.
    public var height: Double

    /// Makes a rectangle of its edges and extents.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The right edge.
    public var maxX: Double { x + width }
    /// The bottom edge.
    public var maxY: Double { y + height }

    /// The rectangle moved.
    public func moved(x: Double = 0, y: Double = 0) -> Rect {
        Rect(x: self.x + x, y: self.y + y, width: width, height: height)
    }

    /// Whether the two share an area, after both were made smaller by `tolerance` on every side.
    public func overlaps(_ other: Rect, tolerance: Double = 0) -> Bool {
        x + tolerance < other.maxX - tolerance && other.x + tolerance < maxX - tolerance
            && y + tolerance < other.maxY - tolerance && other.y + tolerance < maxY - tolerance
    }

    /// Whether `other` lies in the rectangle, give or take `tolerance` points.
    public func contains(_ other: Rect, tolerance: Double = 0) -> Bool {
        other.x >= x - tolerance && other.maxX <= maxX + tolerance
            && other.y >= y - tolerance && other.maxY <= maxY + tolerance
    }
}
