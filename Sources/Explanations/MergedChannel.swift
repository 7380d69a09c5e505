/// A channel that was merged into another one's concept, and why.
public struct MergedChannel: Codable, Sendable, Equatable {
    /// The channel.
    public var channel: Int
    /// Its own relevance, signed, in the unit of the logit; part of the concept's.
    public var relevance: Double
    /// Its own part of the layer, signed, -1 to 1; part of the concept's.
    public var layerShare: Double
    /// The correlation of its heatmap with the concept's first channel's, -1 to 1.
    public var mapCorrelation: Double
    /// How large a part of the two channels' references are the same photos, 0 to 1.
    public var sharedReferences: Double

    /// Makes the value of its parts.
    public init(
        channel: Int,
        relevance: Double,
        layerShare: Double,
        mapCorrelation: Double,
        sharedReferences: Double
    ) {
        self.channel = channel
        self.relevance = relevance
        self.layerShare = layerShare
        self.mapCorrelation = mapCorrelation
        self.sharedReferences = sharedReferences
    }
}
