public import Explanations

/// All that is shown of a layer's channels: a card of each, in the order of their numbers.
///
/// It holds words, numbers and the paths of pictures, some kilobytes a channel; pictures are read when their turn
/// comes.
public struct Atlas: Codable, Sendable, Equatable {
    /// What a file of an atlas begins with.
    public static let currentSchema = "llexicorp/atlas/1"
    /// The name of the file that says what a folder is an atlas of.
    public static let fileName = "atlas.json"

    /// Which kind of document it is.
    public var schema: String
    /// The model's name for people, such as `SqueezeNet 1.1`.
    public var model: String
    /// The layer.
    public var layer: String
    /// How many channels the layer has, whether all are shown or some.
    public var layerChannels: Int
    /// How relevance was propagated.
    public var composite: String
    /// The index that all was read from.
    public var index: IndexIdentity
    /// The language of names and words.
    public var language: String
    /// The channels in ascending order.
    public var channels: [AtlasChannel]
    /// When and by what the atlas was made.
    public var provenance: Provenance

    /// Makes an atlas.
    ///
    /// - Parameters:
    ///   - channels: At least one, in ascending order.
    ///   - composite: How relevance was propagated.
    ///   - language: The language of names and words.
    ///   - provenance: When and by what it was made.
    public init(
        of channels: [AtlasChannel],
        composite: String,
        language: String,
        provenance: Provenance
    ) {
        precondition(!channels.isEmpty, "an atlas without channels")
        let card = channels[0].card
        schema = Self.currentSchema
        model = card.model
        layer = card.layer
        layerChannels = card.layerChannels
        self.composite = composite
        index = card.index
        self.language = language
        self.channels = channels
        self.provenance = provenance
    }

    /// Whether all channels of the layer are shown.
    public var isWhole: Bool { channels.count == layerChannels }

    /// Whose photos it shows.
    public var credits: CreditRoll {
        CreditRoll(
            channels.flatMap { channel in
                channel.card.rankings.flatMap {
                    CreditRoll.photos($0.references, of: channel.card.channel)
                }
            }
        )
    }
}
