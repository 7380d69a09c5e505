/// How much of a concept's half-relevance region lies in another's.
public struct Overlap: Codable, Sendable, Equatable {
    /// The other concept's channel.
    public var channel: Int
    /// The share of this concept's region that the other's covers too, 0 to 1.
    public var share: Double

    /// Makes the value of its parts.
    public init(channel: Int, share: Double) {
        self.channel = channel
        self.share = share
    }
}
