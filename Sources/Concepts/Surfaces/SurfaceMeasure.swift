public import Explanations
public import Images
public import Tensors

/// Measures how the parts look that a channel saw.
public enum SurfaceMeasure {
    /// How the part looks that a channel saw in a reference photo: the crop's half-relevance region.
    ///
    /// - Parameters:
    ///   - crop: The crop in natural colours, of any size.
    ///   - heatmap: The channel's heatmap for exactly the crop, [h, w].
    ///   - cropBox: Where the crop lies in the view, in fractions.
    /// - Returns: Nil if the heatmap has no positive value.
    /// - Throws: `ImagesError` if it holds values that are not finite.
    public static func surface(of crop: Picture, heatmap: Tensor, cropBox: Box) throws -> Surface? {
        let side = Double(heatmap.shape.min() ?? 0)
        let cut = min(max(cropBox.width, cropBox.height), 1)
        guard side > 0, cut > 0 else { return nil }
        // The blur is as wide as on the whole view, of which the crop is a part.
        let blur = HalfRegion.blur / cut
        guard let region = try HalfRegion(of: heatmap, sign: .positive, blur: blur) else {
            return nil
        }
        let seen = crop.resized(width: heatmap.shape[1], height: heatmap.shape[0])
        return SurfacePicture(seen, frameSide: side / cut).surface(of: region.mask)
    }

    /// How a concept's region looks against the rest of the view.
    ///
    /// - Parameters:
    ///   - region: Where the concept acted.
    ///   - view: What the model saw, at the heatmap's size.
    /// - Returns: Nil if nothing of the view is left beside the region.
    public static func appearance(of region: MeasuredRegion, in view: SurfacePicture) -> Appearance?
    {
        guard let inside = view.surface(of: region.mask),
            let outside = view.surface(of: region.mask.map { !$0 }, isThing: false)
        else { return nil }
        return Appearance(region: inside, rest: outside)
    }
}
