/// A rectangle in fractions of a picture: 0 at its left or top edge, 1 at its right or bottom edge.
public struct Box: Codable, Sendable, Equatable {
    /// The left edge.
    public var x: Double
    /// The top edge.
    public var y: Double
    /// The extent to the right.
    public var width: Double
    /// The extent downwards.
    public var height: Double

    /// Makes the value of its parts.
    public init(
        x: Double,
        y: Double,
        width: Double,
        height: Double
    ) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The whole picture.
    public static let whole = Box(x: 0, y: 0, width: 1, height: 1)
}

/// A point in fractions of a picture.
public struct Point: Codable, Sendable, Equatable {
    /// From the left edge.
    public var x: Double
    /// From the top edge.
    public var y: Double

    /// Makes the value of its parts.
    public init(
        x: Double,
        y: Double
    ) {
        self.x = x
        self.y = y
    }
}
