/// By which rules an explanation's concepts were chosen, so that a reader can check what was left out.
public struct SelectionSummary: Codable, Sendable, Equatable {
    /// Whether all channels were kept that rank high enough, also those a filter would leave out.
    public var keepsAll: Bool
    /// How many channels were looked at, from the strongest on, to find the told ones.
    public var considered: Int
    /// The sum of |layer share| of the channels that a filter left out and whose places weaker ones took, or
    /// nobody, 0 to 1.
    public var layerShareFiltered: Double
    /// The limits that were applied.
    public var thresholds: SelectionThresholds

    /// Makes the value of its parts.
    public init(
        keepsAll: Bool,
        considered: Int,
        layerShareFiltered: Double,
        thresholds: SelectionThresholds
    ) {
        self.keepsAll = keepsAll
        self.considered = considered
        self.layerShareFiltered = layerShareFiltered
        self.thresholds = thresholds
    }
}
