/// A measure of a channel that lies on the wrong side of its limit.
public struct SelectionFinding: Codable, Sendable, Equatable {
    /// The channel.
    public var channel: Int
    /// Its part of the layer, signed, -1 to 1.
    public var layerShare: Double
    /// What the measure says against it.
    public var reason: LeftOutGroup.Reason
    /// The name of the limit, as in `SelectionThresholds`, such as `leastCoherence`.
    public var threshold: String
    /// What was measured; nil where there was nothing to measure.
    public var value: Double?
    /// The limit.
    public var limit: Double

    /// Makes the value of its parts.
    public init(
        channel: Int,
        layerShare: Double,
        reason: LeftOutGroup.Reason,
        threshold: String,
        value: Double?,
        limit: Double
    ) {
        self.channel = channel
        self.layerShare = layerShare
        self.reason = reason
        self.threshold = threshold
        self.value = value
        self.limit = limit
    }
}
