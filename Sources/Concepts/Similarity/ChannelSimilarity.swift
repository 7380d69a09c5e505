public import Explanations
import Foundation

/// Which channels of a layer are like one another, measured by what the index holds alone.
///
/// Three numbers of a pair of channels, 0 to 1 each; 1 of a channel and its copy:
///
/// - Pictures: with `e` the embeddings of what channels saw in their first references (`ReferenceEmbedding`, at
///   most 12 a channel), `μ` the mean of those of all channels, and `d = (e - μ)/|e - μ|`, a channel has the
///   vector `v = Σ d / n`, and two have `max(0, v₁·v₂ / (|v₁||v₂|))`. Where the layer is the late layer itself,
///   the components of the two channels are left out: each lacks its own.
/// - Firing: `max(0, φ)` with the correlation `φ = (n n₁₂ - n₁n₂) / √(n₁(n - n₁) n₂(n - n₂))` of being active
///   somewhere in a photo, over `n` photos; 0 where one is active in none or in all.
/// - Photos: `|A ∩ B| / |A ∪ B|` of the best photos by `relmaxSum` that the index keeps, those with a
///   positive score.
///
/// Nothing is drawn at random, so equal indexes give equal numbers. The vectors of a layer are kept, a number per
/// channel and channel of the late layer; pairs are worked out when asked for.
public struct ChannelSimilarity: Sendable {
    private let pictures: PictureLikeness
    private let firing: FiringLikeness
    /// The ordinals of each channel's best photos.
    private let photos: [Set<Int>]

    /// How many channels there are.
    public var channels: Int { photos.count }

    /// Reads what is needed of an index.
    ///
    /// - Parameter index: A finished index with the mode `relmaxSum`.
    /// - Throws: `ConceptsError` if it was made without that mode or cannot be read.
    public init(index: ReferenceIndex) throws {
        self.init(
            evidence: try index.evidence(),
            fired: try index.firedChannels(),
            isLateLayer: index.run.lateLayer == index.run.layer
        )
    }

    /// Measures plain values.
    ///
    /// - Parameters:
    ///   - evidence: What is known of the layer's channels, in their order from 0.
    ///   - fired: The active channels of every photo.
    ///   - isLateLayer: Whether the components of embeddings are these channels.
    package init(evidence: [ChannelEvidence], fired: [ChannelSet], isLateLayer: Bool) {
        let references = evidence.map { $0.references.filter { $0.ranked.score > 0 } }
        photos = references.map { Set($0.map(\.ranked.sample.ordinal)) }
        pictures = PictureLikeness(
            embeddings: references.map { references in
                references.prefix(WorthMeasure.referenceCount).compactMap(\.embedding)
                    .filter { !$0.isEmpty }
            },
            areComponentsChannels: isLateLayer
        )
        firing = FiringLikeness(fired: fired, channels: evidence.count)
    }

    /// How much a channel is like another.
    ///
    /// - Parameters:
    ///   - one: A channel.
    ///   - other: Another.
    /// - Returns: The numbers, the same ones either way round.
    public func likeness(of one: Int, to other: Int) -> ChannelLikeness {
        precondition(
            photos.indices ~= one && photos.indices ~= other,
            "channels \(one) and \(other) of \(channels)"
        )
        let shared = photos[one].intersection(photos[other]).count
        let all = photos[one].count + photos[other].count - shared
        return ChannelLikeness(
            channel: other,
            pictures: pictures.likeness(one, other),
            firing: firing.likeness(one, other),
            photos: all > 0 ? Double(shared) / Double(all) : 0
        )
    }

    /// The channels like one, those most like it first, equally like ones by their number.
    ///
    /// - Parameters:
    ///   - channel: The channel.
    ///   - count: How many at most.
    /// - Returns: The nearest channels and, apart from them, those that are nearly the same: both without
    ///   channels that are like it in nothing.
    public func neighbours(
        of channel: Int,
        count: Int = 6
    ) -> (similar: [ChannelLikeness], duplicates: [ChannelLikeness]) {
        let others = (0..<channels).filter { $0 != channel }
            .map { likeness(of: channel, to: $0) }
            .filter { $0.likeness > 0 }
            .sorted { ($1.likeness, $0.channel) < ($0.likeness, $1.channel) }
        return (Array(others.prefix(count)), others.filter(\.isDuplicate))
    }
}
