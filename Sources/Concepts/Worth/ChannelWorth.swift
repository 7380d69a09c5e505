/// How much a channel of the index is worth as a concept, whatever photo is explained.
public struct ChannelWorth: Codable, Sendable, Equatable {
    /// The channel.
    public let channel: Int
    /// The chance that two of its references resemble each other more than two crops of any channels do; nil
    /// for a channel with fewer than two references.
    public let coherence: Double?
    /// The entropy of its references' labels over that of as many different labels, 0 to 1; nil where fewer
    /// than two have labels.
    public let labelEntropy: Double?
    /// How many groups its references fall into, 1 or 2.
    public let patterns: Int
    /// The group of each of its first references, by the photo's SHA-256, from 1; empty for one group.
    public let patternOfPhoto: [String: Int]
    /// The share of photos in which its output is positive somewhere, 0 to 1.
    public let firingRate: Double
    /// How far its firing rate lies above that of the layer's median channel, in spreads of the layer's channels
    /// (`FiringScale`); nil where the layer has no photos.
    public let firingExcess: Double?
    /// The share of its references in which its output is negative where it is relevant, 0 to 1; nil
    /// without references.
    public let negativeReferences: Double?
    /// How many photos the index keeps as references of it: those with a positive score, copies left out.
    public let referenceCount: Int

    /// Makes the value of its parts.
    public init(
        channel: Int,
        coherence: Double?,
        labelEntropy: Double?,
        patterns: Int,
        patternOfPhoto: [String: Int],
        firingRate: Double,
        negativeReferences: Double?,
        referenceCount: Int,
        firingExcess: Double? = nil
    ) {
        self.channel = channel
        self.coherence = coherence
        self.labelEntropy = labelEntropy
        self.patterns = patterns
        self.patternOfPhoto = patternOfPhoto
        self.firingRate = firingRate
        self.negativeReferences = negativeReferences
        self.referenceCount = referenceCount
        self.firingExcess = firingExcess
    }
}
