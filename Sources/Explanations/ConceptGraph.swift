/// By which channels of earlier layers a concept came about: a node of the attribution graph with its
/// strongest children.
///
/// The children's relevance is what flows from the target through the concept's channels to the
/// nearest earlier layers, under the condition that is its heatmap's as well (Achtibat et al. 2023,
/// "attribution graphs"; there only positive children are kept, here the strongest of both signs).
public struct ConceptGraph: Codable, Sendable, Equatable {
    /// The concept's channel.
    public var channel: Int
    /// The layer it belongs to.
    public var layer: String
    /// The strongest channels of the layers before it, by |relevance|, strongest first.
    public var children: [ConceptSource]

    /// Makes the value of its parts.
    public init(channel: Int, layer: String, children: [ConceptSource]) {
        self.channel = channel
        self.layer = layer
        self.children = children
    }
}

/// A channel of an earlier layer that a concept draws on.
public struct ConceptSource: Codable, Sendable, Equatable {
    /// The earlier layer.
    public var layer: String
    /// The channel there.
    public var channel: Int
    /// The relevance that reaches it through the concept, summed over its places, signed.
    public var relevance: Double
    /// relevance over the sum of |R| of all channels of `layer` under the same condition, -1 to 1.
    public var share: Double

    /// Makes the value of its parts.
    public init(layer: String, channel: Int, relevance: Double, share: Double) {
        self.layer = layer
        self.channel = channel
        self.relevance = relevance
        self.share = share
    }
}
