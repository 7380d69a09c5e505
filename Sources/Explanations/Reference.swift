/// Where a reference photo comes from and what may be done with it.
public struct Credit: Codable, Sendable, Equatable {
    /// The licence's short name, such as `GPL-2` or `CC0-1.0`.
    public var licence: String
    /// The author, where known.
    public var author: String?
    /// The package that carries the photo, where it came by one.
    public var package: String?

    /// Makes the value of its parts.
    public init(
        licence: String,
        author: String?,
        package: String?
    ) {
        self.licence = licence
        self.author = author
        self.package = package
    }
}

/// A photo that shows what a channel stands for.
public struct Reference: Codable, Sendable, Equatable {
    /// The photo's name in the reference list, unique there.
    public var sample: String
    /// The SHA-256 of the photo's bytes, in hexadecimal.
    public var sha256: String
    /// The channel's share of the photo's relevance (RelMax) or activation (ActMax) in the layer.
    public var score: Double
    /// The photo's own label, where known.
    public var label: String?
    /// The label's WordNet 3.0 noun synset, such as `n02123045`, where known.
    public var wordNetID: String?
    /// What the model answers for the photo.
    public var answer: ScoredClass
    /// The square part the channel saw, a picture asset in natural colours.
    public var crop: String
    /// The channel's conditional heatmap inside the crop, a `.safetensors` asset with `heatmap` [h,
    /// w].
    public var heatmap: String
    /// Where the crop lies in the photo's view.
    public var cropBox: Box
    /// The box of what the channel saw by the peer's threshold (blurred heatmap above a tenth of
    /// its maximum), in the photo's view.
    public var seenBox: Box
    /// Licence, author and package.
    public var credit: Credit
    /// The photo's whole view, a picture asset; nil where it was not kept.
    public var frame: String?
    /// How the part that the channel saw looks; nil where it was not measured.
    public var surface: Surface?
    /// The channel's output where it is most relevant in the photo; nil where the index does not say.
    public var activation: Double?
    /// To which of the channel's patterns it belongs, from 1; nil where the channel has one.
    public var pattern: Int?

    /// Makes the value of its parts.
    public init(
        sample: String,
        sha256: String,
        score: Double,
        label: String?,
        wordNetID: String?,
        answer: ScoredClass,
        crop: String,
        heatmap: String,
        cropBox: Box,
        seenBox: Box,
        credit: Credit,
        frame: String? = nil,
        surface: Surface? = nil,
        activation: Double? = nil,
        pattern: Int? = nil
    ) {
        self.sample = sample
        self.sha256 = sha256
        self.score = score
        self.label = label
        self.wordNetID = wordNetID
        self.answer = answer
        self.crop = crop
        self.heatmap = heatmap
        self.cropBox = cropBox
        self.seenBox = seenBox
        self.credit = credit
        self.frame = frame
        self.surface = surface
        self.activation = activation
        self.pattern = pattern
    }
}
