/// What the whole concept layer holds for one photo and target.
public struct LayerSummary: Codable, Sendable, Equatable {
    /// Σ|R_c| over all channels, in the unit of the logit.
    public var absolute: Double
    /// The sum of the positive R_c.
    public var forSum: Double
    /// The sum of the negative R_c, at most 0.
    public var againstSum: Double
    /// How many channels speak for the target.
    public var forCount: Int
    /// How many channels speak against it.
    public var againstCount: Int
    /// How many channels hold nothing.
    public var zeroCount: Int
    /// How many of the strongest channels, signs aside, together hold half of Σ|R_c|.
    public var halfCount: Int
    /// The height of the layer's map; nil where the layer is no map.
    public var height: Int?
    /// The width of the layer's map.
    public var width: Int?

    /// Makes the value from a layer's channels.
    ///
    /// - Parameters:
    ///   - relevances: R_c of every channel, in any order.
    ///   - height: The height of the layer's map.
    ///   - width: The width of the layer's map.
    public init(relevances: [Double], height: Int?, width: Int?) {
        absolute = relevances.reduce(0) { $0 + abs($1) }
        forSum = relevances.filter { $0 > 0 }.reduce(0, +)
        againstSum = relevances.filter { $0 < 0 }.reduce(0, +)
        forCount = relevances.count { $0 > 0 }
        againstCount = relevances.count { $0 < 0 }
        zeroCount = relevances.count - forCount - againstCount
        var sum = 0.0
        var count = 0
        for value in relevances.map(abs).sorted(by: >) where sum < absolute / 2 {
            sum += value
            count += 1
        }
        halfCount = count
        self.height = height
        self.width = width
    }
}

/// One of the layer's strongest channels, and what became of it.
public struct StrongestChannel: Codable, Sendable, Equatable {
    /// What became of a channel.
    public enum Fate: String, Codable, Sendable, CaseIterable {
        /// It is told, alone or merged into another.
        case shown
        /// It is not told.
        case leftOut = "left-out"
        /// It is one of the opposing concepts that sheets for experts show.
        case against
    }

    /// The channel.
    public var channel: Int
    /// R_c, signed, in the unit of the logit.
    public var relevance: Double
    /// R_c over Σ|R_c|, -1 to 1.
    public var layerShare: Double
    /// What became of it.
    public var told: Fate
    /// Why it is not told, if it is not.
    public var reason: LeftOutGroup.Reason?
    /// The smallest share of the view that holds half of its relevance; nil where no heatmap was made.
    public var halfArea: Double?
    /// The ninth of the view that holds its centre; nil where no heatmap was made.
    public var cell: Cell?

    /// Makes the value of its parts.
    public init(
        channel: Int,
        relevance: Double,
        layerShare: Double,
        told: Fate,
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

/// What a told concept is made of in the layer before: the first two levels of CRP's attribution graph
/// (Achtibat et al. 2023, AttributionGraph of zennit-crp), the concept's channels and the target as
/// conditions.
public struct ConceptOrigin: Codable, Sendable, Equatable {
    /// A channel of the layer before.
    public struct Source: Codable, Sendable, Equatable {
        /// The layer before.
        public var layer: String
        /// The channel there.
        public var channel: Int
        /// The relevance it received from the concept, signed, in the unit of the logit.
        public var relevance: Double
        /// That over the sum of |R| that its layer received from the concept, -1 to 1.
        public var share: Double

        /// Makes the value of its parts.
        public init(layer: String, channel: Int, relevance: Double, share: Double) {
            self.layer = layer
            self.channel = channel
            self.relevance = relevance
            self.share = share
        }
    }

    /// The told concept's channel.
    public var channel: Int
    /// Its layer.
    public var layer: String
    /// The strongest channels of the layer before, signs aside, strongest first.
    public var children: [Source]

    /// Makes the value of its parts.
    public init(channel: Int, layer: String, children: [Source]) {
        self.channel = channel
        self.layer = layer
        self.children = children
    }
}
