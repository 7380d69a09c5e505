/// How much a channel is worth as a concept: what a reader may trust it to stand for.
///
/// The first five are properties of the channel in its reference index, the others of its heatmap in this
/// photo. Nil where something was not measured.
public struct ConceptWorth: Codable, Sendable, Equatable {
    /// How much alike the channel's references are: the chance that two of them resemble each other more than
    /// two crops of any channels do; 0.5 is no pattern, 1 a clear one.
    public var coherence: Double?
    /// How many different things the references' labels name: their entropy over that of as many different
    /// labels, 0 (all the same) to 1 (all different).
    public var labelEntropy: Double?
    /// How many groups the references fall into: 1, or 2 where the channel shows two patterns.
    public var patterns: Int
    /// The share of the index's photos in which the channel's output is positive somewhere, 0 to 1.
    public var firingRate: Double?
    /// The share of the references in which the channel's output is negative where it is relevant, 0 to 1.
    public var negativeReferences: Double?
    /// How much of the heatmap's relevance lies at the border of the view, 0 to 1.
    public var borderShare: Double?
    /// The correlation of the heatmap with that of the whole prediction, -1 to 1.
    public var overallCorrelation: Double?
    /// What a filter would leave the concept out for; empty for one that passes all.
    public var doubts: [SelectionFinding]

    /// Makes the value of its parts.
    public init(
        coherence: Double? = nil,
        labelEntropy: Double? = nil,
        patterns: Int = 1,
        firingRate: Double? = nil,
        negativeReferences: Double? = nil,
        borderShare: Double? = nil,
        overallCorrelation: Double? = nil,
        doubts: [SelectionFinding] = []
    ) {
        self.coherence = coherence
        self.labelEntropy = labelEntropy
        self.patterns = patterns
        self.firingRate = firingRate
        self.negativeReferences = negativeReferences
        self.borderShare = borderShare
        self.overallCorrelation = overallCorrelation
        self.doubts = doubts
    }
}
