/// What a reference index knows of one channel: everything a card of it says and shows.
public struct ChannelCard: Codable, Sendable, Equatable {
    /// The best photos of the channel by one measure.
    public struct Ranking: Codable, Sendable, Equatable {
        /// The measure, such as `relmax-sum`.
        public var mode: String
        /// The photos, strongest first.
        ///
        /// Paths of crops and heatmaps start at the index's crop folder; they are empty where no crop is at
        /// hand.
        public var references: [Reference]
        /// How many photos of the ranking could not be shown since their files are not at hand.
        public var missing: Int

        /// Makes the value of its parts.
        public init(mode: String, references: [Reference], missing: Int) {
            self.mode = mode
            self.references = references
            self.missing = missing
        }

        /// Whether photos are ranked by what the channel did for the answer, not by its output.
        public var isByRelevance: Bool { mode.hasPrefix("relmax") }
    }

    /// An answer of the model among the channel's best photos.
    public struct ServedAnswer: Codable, Sendable, Equatable {
        /// The class's number.
        public var `class`: Int
        /// The class's name.
        public var label: String
        /// How many of the photos have that answer.
        public var photos: Int

        /// Makes the value of its parts.
        public init(class number: Int, label: String, photos: Int) {
            self.class = number
            self.label = label
            self.photos = photos
        }
    }

    /// The channel.
    public var channel: Int
    /// The model's name for people.
    public var model: String
    /// The layer.
    public var layer: String
    /// How many channels the layer has.
    public var layerChannels: Int
    /// The index.
    public var index: IndexIdentity
    /// The names that the index holds for the channel, at most one per language.
    public var names: [ConceptNaming]
    /// How much the channel is worth as a concept; nil where that was not measured.
    public var worth: ConceptWorth?
    /// How many photos were counted for `answers`: the best ones that the index keeps.
    public var countedPhotos: Int
    /// The answers among those photos, most frequent first.
    public var answers: [ServedAnswer]
    /// The best photos by each measure; the card's own measure first.
    public var rankings: [Ranking]

    /// Makes the value of its parts.
    public init(
        channel: Int,
        model: String,
        layer: String,
        layerChannels: Int,
        index: IndexIdentity,
        names: [ConceptNaming],
        worth: ConceptWorth?,
        countedPhotos: Int,
        answers: [ServedAnswer],
        rankings: [Ranking]
    ) {
        self.channel = channel
        self.model = model
        self.layer = layer
        self.layerChannels = layerChannels
        self.index = index
        self.names = names
        self.worth = worth
        self.countedPhotos = countedPhotos
        self.answers = answers
        self.rankings = rankings
    }

    /// The name in a language; that of another one where there is none.
    ///
    /// - Parameter language: The language's code.
    /// - Returns: Nil for a channel that nobody has named.
    public func naming(in language: String) -> ConceptNaming? {
        names.first { $0.language == language } ?? names.first { $0.language == "en" }
            ?? names.first
    }

    /// Whose photos the card shows.
    public var credits: CreditRoll {
        CreditRoll(rankings.flatMap { CreditRoll.photos($0.references, of: channel) })
    }
}
