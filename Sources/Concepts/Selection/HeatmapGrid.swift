public import Tensors

/// A heatmap averaged over a coarse grid: what two maps are compared by.
///
/// Cells, not pixels, since a rule's fine grain is the same in every channel's map and says nothing of
/// where the channel acted: with 28 x 28 cells, 8 x 8 pixels each for an input of 224, two of the five
/// strongest channels of SqueezeNet's `features.12` correlate by .37 on average, pixel by pixel by .46.
public struct HeatmapGrid: Sendable, Equatable {
    /// How many cells there are along a side; fewer for smaller maps.
    public static let side = 28

    /// The mean of each cell, row by row.
    public let cells: [Double]

    /// Averages a map.
    ///
    /// - Parameters:
    ///   - heatmap: The relevance at the input, [H, W].
    ///   - sign: What its values are multiplied with: -1 to compare a map against the target with one for it.
    public init(_ heatmap: Tensor, sign: Double = 1) {
        precondition(heatmap.shape.count == 2, "[H, W] expected, not \(heatmap.shape)")
        let (height, width) = (heatmap.shape[0], heatmap.shape[1])
        let (rows, columns) = (min(Self.side, height), min(Self.side, width))
        var cells: [Double] = []
        cells.reserveCapacity(rows * columns)
        heatmap.elements.withUnsafeBufferPointer { elements in
            for row in 0..<rows {
                let lines = row * height / rows..<(row + 1) * height / rows
                for column in 0..<columns {
                    let across = column * width / columns..<(column + 1) * width / columns
                    var sum = 0.0
                    for line in lines {
                        for place in across { sum += Double(elements[line * width + place]) }
                    }
                    cells.append(sign * sum / Double(lines.count * across.count))
                }
            }
        }
        self.cells = cells
    }

    /// Pearson's correlation of two maps.
    ///
    /// - Parameter other: The grid of a map of the same size.
    /// - Returns: -1 to 1; nil where one of them is the same everywhere.
    public func correlation(with other: HeatmapGrid) -> Double? {
        precondition(cells.count == other.cells.count, "grids of different sizes")
        let count = Double(cells.count)
        let (mean, otherMean) = (cells.reduce(0, +) / count, other.cells.reduce(0, +) / count)
        var (covariance, variance, otherVariance) = (0.0, 0.0, 0.0)
        for (mine, theirs) in zip(cells, other.cells) {
            covariance += (mine - mean) * (theirs - otherMean)
            variance += (mine - mean) * (mine - mean)
            otherVariance += (theirs - otherMean) * (theirs - otherMean)
        }
        let scale = (variance * otherVariance).squareRoot()
        guard scale > 0, scale.isFinite else { return nil }
        return min(max(covariance / scale, -1), 1)
    }

    /// The mean correlation of all pairs of some maps.
    ///
    /// - Parameter grids: The maps' grids.
    /// - Returns: -1 to 1; nil for fewer than two maps that are not the same everywhere.
    public static func meanCorrelation(among grids: [HeatmapGrid]) -> Double? {
        var correlations: [Double] = []
        for (place, grid) in grids.enumerated() {
            correlations += grids[..<place].compactMap { grid.correlation(with: $0) }
        }
        guard !correlations.isEmpty else { return nil }
        return correlations.reduce(0, +) / Double(correlations.count)
    }
}
