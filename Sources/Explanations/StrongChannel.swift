/// One of the strongest channels of the concept layer, told or not.
public struct StrongChannel: Codable, Sendable, Equatable {
    /// Where the channel is told.
    public enum Telling: String, Codable, Sendable {
        /// Among the told concepts, alone or merged into one.
        case shown
        /// Among the opposing concepts.
        case against
        /// Nowhere.
        case leftOut = "left-out"
    }

    /// The channel.
    public var channel: Int
    /// Its relevance, summed over its places, signed, in the unit of the logit.
    public var relevance: Double
    /// relevance over the sum of |R| of the layer's channels, -1 to 1.
    public var layerShare: Double
    /// Where it is told.
    public var told: Telling
    /// Why it is no told concept; nil where it is one.
    public var reason: LeftOutGroup.Reason?
    /// The smallest share of the view that holds half its relevance, 0 to 1; nil where its heatmap was
    /// not computed or is empty.
    public var halfArea: Double?
    /// The cell of the view where it acted; nil as `halfArea`.
    public var cell: Cell?

    /// Makes the value of its parts.
    public init(
        channel: Int,
        relevance: Double,
        layerShare: Double,
        told: Telling,
        reason: LeftOutGroup.Reason? = nil,
        halfArea: Double? = nil,
        cell: Cell? = nil
    ) {
        self.channel = channel
        self.relevance = relevance
        self.layerShare = layerShare
        self.told = told
        self.reason = reason
        self.halfArea = halfArea
        self.cell = cell
    }
}
