/// A told concept as a gallery lists it.
public struct GalleryConcept: Sendable, Equatable {
    /// Its channel, of those merged the strongest.
    public var channel: Int
    /// Its name in the gallery's language, or the words for a concept without one.
    public var name: String
    /// Whether it has a name: one without is in no index and no filter.
    public var isNamed: Bool
    /// Its part of the layer's absolute relevance, −1…1; below zero it speaks against the answer.
    public var layerShare: Double

    /// Makes one from its values.
    public init(channel: Int, name: String, isNamed: Bool, layerShare: Double) {
        self.channel = channel
        self.name = name
        self.isNamed = isNamed
        self.layerShare = layerShare
    }
}
