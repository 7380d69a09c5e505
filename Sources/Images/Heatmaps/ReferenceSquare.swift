public import Tensors

/// The square of a reference photo's view in which a concept acts.
///
/// The square around all values above .22 of the blurred map divided by its maximum, with 5 % of
/// the frame added on every side, at least 39 % and at most all of the frame's shorter side, moved
/// to lie within the frame. Its edges lie on pixels of the map, so that map and photo can be cut
/// to exactly the same square.
public struct ReferenceSquare: Sendable, Equatable {
    /// The first column, in pixels of the map.
    public let column: Int
    /// The first row, in pixels of the map.
    public let row: Int
    /// The length of a side, in pixels of the map.
    public let side: Int
    /// The square in fractions of the frame.
    public let box: FrameBox

    /// The relative value above which a pixel belongs into the square.
    public static let threshold: Float = 0.22
    /// What is added on every side, as a fraction of the frame's shorter side.
    public static let margin = 0.05
    /// The shortest side, as a fraction of the frame's shorter side.
    public static let smallestSide = 0.39

    /// Chooses the square.
    ///
    /// - Parameters:
    ///   - heatmap: The concept's relevance in the reference photo's view, `[H, W]`.
    ///   - style: The tile that will be drawn; its blur applies here too.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public init(around heatmap: Tensor, style: ReferenceTile = .sheet) throws(ImagesError) {
        let map = try style.map(of: heatmap)
        let (height, width) = (map.shape[0], map.shape[1])
        let frame = Double(min(height, width))
        var (left, right, top, bottom) = (width, 0, height, 0)
        for row in 0..<height {
            for column in 0..<width where map.elements[row * width + column] > Self.threshold {
                left = min(left, column)
                right = max(right, column + 1)
                top = min(top, row)
                bottom = max(bottom, row + 1)
            }
        }
        if right == 0 {
            // Nothing stands out: the whole frame.
            (left, right, top, bottom) = (0, width, 0, height)
        }
        let wanted = Double(max(right - left, bottom - top)) + 2 * Self.margin * frame
        let side = min(max(wanted, Self.smallestSide * frame), frame)
        self.side = Int(side.rounded(.up))
        column = Self.start(left + right, self.side, width)
        row = Self.start(top + bottom, self.side, height)
        box = FrameBox(
            x: Double(column) / Double(width),
            y: Double(row) / Double(height),
            width: Double(self.side) / Double(width),
            height: Double(self.side) / Double(height)
        )
    }

    /// The start of a range around a centre (given doubled), moved to lie within the axis.
    private static func start(_ twiceCenter: Int, _ side: Int, _ length: Int) -> Int {
        min(max((twiceCenter - side) / 2, 0), length - side)
    }

    /// The part of a map that lies in the square.
    ///
    /// - Parameter map: A map of the shape that the square was chosen on.
    /// - Returns: A map of shape `[side, side]`.
    public func part(of map: Tensor) -> Tensor {
        map.cropped(x: column, y: row, width: side, height: side)
    }
}
