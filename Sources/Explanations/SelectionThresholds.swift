/// The limits by which channels are left out of an explanation or merged.
public struct SelectionThresholds: Codable, Sendable, Equatable {
    /// The least coherence of a channel's references (`ConceptWorth.coherence`), 0 to 1.
    public var leastCoherence = 0.6
    /// The most references, as a share, in which the channel's output may be negative, 0 to 1.
    public var mostNegativeReferences = 0.5
    /// How many references a channel must have at least: with one alone no pattern can be seen.
    public var leastReferences = 2.0
    /// The least of a channel's relevance that must reach the input, as a multiple of what reaches it of the
    /// whole layer's; below it the heatmap counts as empty.
    public var leastHeatmapShare = 0.05
    /// The most of a heatmap's relevance that may lie at the border of the view, 0 to 1.
    public var mostBorderShare = 0.8
    /// The most a concept's heatmap may correlate with that of the whole prediction, -1 to 1.
    public var mostOverallCorrelation = 0.95
    /// The least part of the layer a told channel must hold, 0 to 1.
    public var leastLayerShare = 0.005
    /// The least part of the layer a channel against the target must hold to be told, 0 to 1: 1 %, the width of
    /// the thinnest bar a reader can still see.
    public var leastAgainstShare = 0.01
    /// From which correlation of their heatmaps on two channels may be one concept, -1 to 1.
    public var mergeCorrelation = 0.8
    /// How large a part of two channels' references must be the same photos for them to be one concept, 0 to 1.
    public var mergeSharedReferences = 0.3
    /// From which mean correlation between the told heatmaps on a layer counts as one that cannot be told
    /// apart, -1 to 1.
    public var indistinctCorrelation = 0.8

    /// The defaults.
    public init() {}
}
