public import Explanations

/// A concept of each side that are taken for the same, or for the same place.
public struct ConceptPair: Sendable, Equatable {
    /// The first side's concept.
    public var first: Concept
    /// The second side's.
    public var second: Concept
    /// How far their heatmaps agree.
    public var agreement: HeatmapAgreement

    /// Makes a pair.
    ///
    /// - Parameters:
    ///   - first: The first side's concept.
    ///   - second: The second side's.
    ///   - agreement: How far their heatmaps agree.
    public init(first: Concept, second: Concept, agreement: HeatmapAgreement) {
        self.first = first
        self.second = second
        self.agreement = agreement
    }

    /// The greater of the two shares, without sign.
    public var strength: Double { max(abs(first.layerShare), abs(second.layerShare)) }
}

/// A concept that only one side tells.
public struct LoneConcept: Sendable, Equatable {
    /// What the other side has of the same channel, where channels are the same.
    public struct Elsewhere: Sendable, Equatable {
        /// Its share of the layer there, signed.
        public var layerShare: Double
        /// Why it is not told there, where the document says so.
        public var reason: LeftOutGroup.Reason?
    }

    /// The concept.
    public var concept: Concept
    /// The same channel on the other side, which does not tell it; nil where that is unknown.
    public var elsewhere: Elsewhere?

    /// Makes the value of its parts.
    ///
    /// - Parameters:
    ///   - concept: The concept.
    ///   - elsewhere: The same channel on the other side.
    public init(concept: Concept, elsewhere: Elsewhere? = nil) {
        self.concept = concept
        self.elsewhere = elsewhere
    }
}
