/// How relevance is laid over a photo.
public struct OverlayStyle: Sendable, Equatable {
    /// The colours.
    public enum Map: String, Sendable, CaseIterable {
        /// The photo in grey, tinted by sign and strength: legible in grey print and for the colour-blind.
        case duotone
        /// The duotone whose opacity grows linearly with strength, so that it can be read back.
        case linear
        /// Blue, white, red.
        case bwr
        /// Blue over black to red, yellow and white.
        case coldnhot
        /// Blue, light grey, red.
        case seismic
        /// Blue, light grey, red, of even lightness steps.
        case coolwarm
        /// Rainbow; kept for comparison with other tools only.
        case jet
        /// Black to red, yellow and white; strength without sign.
        case hot
        /// Dark blue to yellow; strength without sign.
        case viridis
    }

    /// What full strength stands for.
    public enum Scale: String, Sendable, CaseIterable {
        /// Each picture's own 99th percentile of absolute relevance.
        case panel
        /// The largest of those of all the sheet's pictures on this scale.
        case sheet
    }

    /// The colours.
    public var map: Map
    /// What full strength stands for.
    public var scale: Scale
    /// Whether the region of half the relevance has an outline.
    public var hasOutline: Bool
    /// Whether the photo is seen below; else the heatmap stands alone.
    public var hasPhoto: Bool

    /// Makes a style; the defaults are those of the sheets' design.
    public init(
        map: Map = .duotone,
        scale: Scale = .panel,
        hasOutline: Bool = true,
        hasPhoto: Bool = true
    ) {
        self.map = map
        self.scale = scale
        self.hasOutline = hasOutline
        self.hasPhoto = hasPhoto
    }
}
