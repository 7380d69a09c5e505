/// Where in the view a concept acted, measured on its blurred heatmap (of its own sign).
public struct Region: Codable, Sendable, Equatable {
    /// The bounding box of the half-relevance region.
    public var box: Box
    /// The relevance-weighted centre of the half-relevance region.
    public var centroid: Point
    /// The 3 by 3 cell that holds the centroid.
    public var cell: Cell
    /// The smallest share of the view that holds half the relevance, 0 to 1.
    public var halfArea: Double
    /// How many separate pieces the half-relevance region has, specks left out.
    public var pieces: Int

    /// Makes the value of its parts.
    public init(
        box: Box,
        centroid: Point,
        cell: Cell,
        halfArea: Double,
        pieces: Int
    ) {
        self.box = box
        self.centroid = centroid
        self.cell = cell
        self.halfArea = halfArea
        self.pieces = pieces
    }
}

/// A cell of the view divided into 3 by 3.
public enum Cell: String, Codable, Sendable, CaseIterable {
    case topLeft, top, topRight, left, center, right, bottomLeft, bottom, bottomRight

    /// The cell that holds a point.
    ///
    /// - Parameter point: In fractions of the view; outside of it the nearest cell counts.
    public init(holding point: Point) {
        // A coordinate without value, which a heatmap of zeros gives, lies in the middle.
        func third(_ coordinate: Double) -> Int {
            coordinate.isNaN ? 1 : Int(min(max(coordinate * 3, 0), 2))
        }
        self = Self.allCases[third(point.y) * 3 + third(point.x)]
    }
}
