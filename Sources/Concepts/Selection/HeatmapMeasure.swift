public import Tensors

/// What a conditional heatmap says about its worth, whatever the photo shows.
public enum HeatmapMeasure {
    /// How wide the border is, as a part of the view's width or height.
    ///
    /// 8 %, the outermost of the 13 rows and columns of SqueezeNet's last layers; of an even map 29 % lies in it.
    public static let borderWidth = 0.08

    /// How much relevance of the concept's sign a heatmap holds.
    ///
    /// - Parameters:
    ///   - heatmap: The concept's conditional heatmap, [H, W], signed.
    ///   - relevance: The concept's relevance; only its sign matters: which values count.
    /// - Returns: The sum of the values of that sign, 0 or more.
    public static func amount(of heatmap: Tensor, relevance: Double) -> Double {
        let sign: Float = relevance < 0 ? -1 : 1
        return heatmap.elements.reduce(0.0) { $0 + Double(max(sign * $1, 0)) }
    }

    /// How much of it lies at the border of the view.
    ///
    /// - Parameters:
    ///   - heatmap: The concept's conditional heatmap, [H, W], signed.
    ///   - relevance: The concept's relevance; only its sign matters: which values count.
    /// - Returns: 0 to 1; nil where the map holds nothing of that sign.
    public static func borderShare(of heatmap: Tensor, relevance: Double) -> Double? {
        precondition(heatmap.shape.count == 2, "[H, W] expected, not \(heatmap.shape)")
        let (height, width) = (heatmap.shape[0], heatmap.shape[1])
        let sign: Float = relevance < 0 ? -1 : 1
        let down = Int((Double(height) * borderWidth).rounded())
        let across = Int((Double(width) * borderWidth).rounded())
        var (whole, inner) = (0.0, 0.0)
        for row in 0..<height {
            for column in 0..<width {
                let amount = Double(max(sign * heatmap.elements[row * width + column], 0))
                whole += amount
                if down..<height - down ~= row, across..<width - across ~= column {
                    inner += amount
                }
            }
        }
        return whole > 0 ? 1 - inner / whole : nil
    }
}
