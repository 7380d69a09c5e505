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
    /// What was measured of each channel that a filter left out, in the order of `channels`; nil for those
    /// that are merely weaker.
    public var findings: [SelectionFinding]?

    /// Makes the value of its parts.
    public init(
        channels: [Int],
        layerShare: Double,
        strongest: Double,
        reason: Reason,
        findings: [SelectionFinding]? = nil
    ) {
        self.channels = channels
        self.layerShare = layerShare
        self.strongest = strongest
        self.reason = reason
        self.findings = findings
    }

    /// Why channels are not told.
    public enum Reason: String, Codable, Sendable {
        /// They speak for the target, but more weakly than the told ones.
        case weakerFor = "weaker-for"
        /// They speak against the target, but more weakly than the told ones.
        case weakerAgainst = "weaker-against"
        /// Their references do not resemble each other more than any photos do, or they are active in nearly every
        /// photo alike.
        case noPattern = "no-pattern"
        /// The index holds no photo that shows what they stand for.
        case noReferences = "no-references"
        /// Their references are mostly photos in which the channel's output is negative, so that they mix
        /// two opposite meanings.
        case negativeReferences = "negative-references"
        /// Their heatmap in this photo is empty, as when a bias alone made them active.
        case emptyHeatmap = "empty-heatmap"
        /// They acted at the border of what the model saw, where padding is.
        case border = "border"
        /// Their heatmap only repeats the heatmap of the whole prediction.
        case repeatsOverall = "repeats-overall"
        /// They would have been told, but hold too little of the layer.
        case tooWeak = "too-weak"
    }
}
