import Images
package import Tensors

/// How much heatmaps resemble each other, as a reader sees them.
package enum HeatmapCorrelation {
    /// Pearson's correlation of two heatmaps' values, pixel by pixel.
    ///
    /// - Parameters:
    ///   - first: A heatmap, [H, W].
    ///   - second: Another one of the same shape.
    /// - Returns: -1 to 1; nil where one of them is the same everywhere, as an empty one is.
    package static func pearson(_ first: Tensor, _ second: Tensor) -> Double? {
        precondition(first.shape == second.shape, "\(first.shape) and \(second.shape)")
        let count = Double(first.count)
        var (sum, otherSum, squares, otherSquares, products) = (0.0, 0.0, 0.0, 0.0, 0.0)
        first.elements.withUnsafeBufferPointer { values in
            second.elements.withUnsafeBufferPointer { others in
                for (value, other) in zip(values, others) {
                    let (value, other) = (Double(value), Double(other))
                    sum += value
                    otherSum += other
                    squares += value * value
                    otherSquares += other * other
                    products += value * other
                }
            }
        }
        let spread = (squares - sum * sum / count) * (otherSquares - otherSum * otherSum / count)
        guard spread > 0 else { return nil }
        return max(-1, min(1, (products - sum * otherSum / count) / spread.squareRoot()))
    }

    /// The mean correlation between any two of some heatmaps, each blurred as for its outline.
    ///
    /// Pixel by pixel two channels of an early layer differ like two textures, though their outlines cover
    /// the same things; blurred by 3.4 % of the frame they are compared as they are drawn.
    ///
    /// - Parameter heatmaps: Heatmaps of one shape, [H, W].
    /// - Returns: -1 to 1; nil where no two of them can be compared.
    package static func meanPairwise(_ heatmaps: [Tensor]) -> Double? {
        let blurred = heatmaps.map { map in
            GaussianBlur(sigma: HeatmapOutline.narrowestBlur * Double(map.shape.min() ?? 0))(map)
        }
        var found: [Double] = []
        for (place, first) in blurred.enumerated() {
            found += blurred[(place + 1)...].compactMap { pearson(first, $0) }
        }
        return found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    }
}
