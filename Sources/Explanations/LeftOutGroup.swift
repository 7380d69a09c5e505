/// Channels that are not told, for one reason and of one sign.
public struct LeftOutGroup: Codable, Sendable, Equatable {
    /// The channels, strongest first.
    public var channels: [Int]
    /// The sum of their layer shares, signed, -1 to 1.
    public var layerShare: Double
    /// The layer share of the strongest of them, signed.
    public var strongest: Double
    /// Why they are not told.
    public var reason: Reason

    /// Makes the value of its parts.
    public init(
        channels: [Int],
        layerShare: Double,
        strongest: Double,
        reason: Reason
    ) {
        self.channels = channels
        self.layerShare = layerShare
        self.strongest = strongest
        self.reason = reason
    }

    /// Why channels are not told.
    public enum Reason: String, Codable, Sendable {
        /// They speak for the target, but more weakly than the told ones.
        case weakerFor = "weaker-for"
        /// They speak against the target, but more weakly than the told ones.
        case weakerAgainst = "weaker-against"
    }
}
