public import Explanations
import Images
public import Tensors

/// Measures where a concept acted, by the same region whose outline the overlay draws.
public enum RegionMeasure {
    /// The region of a concept in the model's view.
    ///
    /// The region is the smallest part of the view that holds half of the blurred heatmap's relevance of
    /// the concept's sign, specks left out of box, centre and count.
    ///
    /// - Parameters:
    ///   - heatmap: The concept's conditional heatmap, [H, W], signed.
    ///   - relevance: The concept's relevance; only its sign matters: which values count.
    /// - Returns: Nil if the heatmap has no value of that sign.
    /// - Throws: `ImagesError` if it holds values that are not finite.
    public static func region(of heatmap: Tensor, relevance: Double = 1) throws -> Region? {
        try measuredRegion(of: heatmap, relevance: relevance)?.region
    }

    /// The same with the pixels of the region, for overlaps and looks.
    ///
    /// - Parameters:
    ///   - heatmap: The concept's conditional heatmap, [H, W], signed.
    ///   - relevance: The concept's relevance; only its sign matters: which values count.
    /// - Returns: Nil if the heatmap has no value of that sign.
    /// - Throws: `ImagesError` if it holds values that are not finite.
    public static func measuredRegion(
        of heatmap: Tensor,
        relevance: Double = 1
    ) throws -> MeasuredRegion? {
        let sign: EvidenceSign = relevance < 0 ? .negative : .positive
        let outline = try HeatmapOutline(of: heatmap, sign: sign)
        guard let half = try HalfRegion(of: heatmap, sign: sign, blur: outline.blur) else {
            return nil
        }
        let centroid = Point(x: half.centroid.x, y: half.centroid.y)
        return MeasuredRegion(
            region: Region(
                box: Box(half.box),
                centroid: centroid,
                cell: Cell(holding: centroid),
                halfArea: half.area,
                pieces: half.pieces
            ),
            mask: half.mask
        )
    }
}
