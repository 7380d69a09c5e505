public import Tensors

/// How strongly each place of a heatmap speaks, and what full strength is.
///
/// With `g` the heatmap blurred, `s = clip(g / full, -1, 1)`, where `full` is the 99th percentile of
/// `|g|` over the map's own pixels, or that of another map to compare with. A map of which less than
/// a hundredth is not 0 has no such percentile; there the largest `|g|` stands for it.
public struct HeatmapStrength: Sendable {
    /// The blurred map `g`, `[H, W]`.
    public let map: Tensor
    /// What full strength stands for; 0 for a map of zeros.
    public let full: Double
    /// Whether the map is blurred; else its values are those measured.
    public let isBlurred: Bool

    /// Measures a heatmap.
    ///
    /// - Parameters:
    ///   - heatmap: The relevance, `[H, W]`.
    ///   - blur: The sigma of the blur as a fraction of the map's shorter side; 0 for none.
    ///   - percentile: Which percentile of the absolute values counts as full strength.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public init(
        of heatmap: Tensor,
        blur: Double = Duotone.sheet.blur,
        percentile: Double = Duotone.sheet.fullStrengthPercentile
    ) throws(ImagesError) {
        try heatmap.checkAsHeatmap()
        let side = Double(min(heatmap.shape[0], heatmap.shape[1]))
        isBlurred = blur > 0
        map = blur > 0 ? GaussianBlur(sigma: blur * side)(heatmap) : heatmap
        let amounts = map.elements.map(abs)
        let full = amounts.percentile(percentile)
        self.full = full > 0 ? full : Double(amounts.max() ?? 0)
    }

    /// The strengths at the size of a picture.
    ///
    /// Blurred maps are brought to it by a bicubic kernel, measured values by a bilinear one, which
    /// makes up none beyond theirs.
    ///
    /// - Parameters:
    ///   - width: The picture's width in pixels, at least 1.
    ///   - height: The picture's height in pixels, at least 1.
    ///   - full: What full strength stands for, in place of the map's own.
    /// - Returns: `s` from -1 to 1, row by row; all 0 if full strength is 0.
    public func values(width: Int, height: Int, full: Double? = nil) -> [Float] {
        let full = Float(full ?? self.full)
        // Where full strength is too small for 32 bits there is nothing to see either.
        guard full > 0 else { return [Float](repeating: 0, count: width * height) }
        let sized = map.resized(
            width: width,
            height: height,
            filter: isBlurred ? .bicubic : .bilinear
        )
        return sized.elements.map { min(max($0 / full, -1), 1) }
    }
}
