public import Explanations

/// A channel as an atlas shows it: its card, and which channels of the layer are like it.
public struct AtlasChannel: Codable, Sendable, Equatable {
    /// What the reference index knows of the channel.
    public var card: ChannelCard
    /// The channels most like it, the nearest first.
    public var similar: [ChannelLikeness]
    /// Those that are nearly the same; they may be among `similar` too.
    public var duplicates: [ChannelLikeness]

    /// Makes the value of its parts.
    public init(card: ChannelCard, similar: [ChannelLikeness], duplicates: [ChannelLikeness]) {
        self.card = card
        self.similar = similar
        self.duplicates = duplicates
    }

    /// How many of a channel's best photos must have an answer for the channel to serve it: what one photo is
    /// taken for says little.
    public static let servedPhotos = 2
    /// How many classes a channel is said to serve at most.
    public static let mostServed = 6

    /// The classes it serves: the answers of at least two of its best photos, most frequent first.
    public var served: [ChannelCard.ServedAnswer] {
        Array(card.answers.filter { $0.photos >= Self.servedPhotos }.prefix(Self.mostServed))
    }

    /// Its best photos by what it did for their answers; nil where the index has no such ranking.
    public var byRelevance: ChannelCard.Ranking? { card.rankings.first(where: \.isByRelevance) }

    /// Its best photos by its output; nil where the index has no such ranking.
    public var byActivation: ChannelCard.Ranking? {
        card.rankings.first { !$0.isByRelevance }
    }
}
