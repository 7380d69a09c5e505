package import Images

/// What the index knows of one of a channel's best photos.
package struct ReferenceEvidence: Sendable {
    /// The photo with its rank, score and neuron.
    package let ranked: RankedSample
    /// The channel's output at that neuron.
    package let activation: Double
    /// What the channel saw there; nil beyond the ranks for which it is kept.
    package let embedding: ReferenceEmbedding?
    /// The photo's fingerprint, for finding copies.
    package let pictureHash: PictureHash?

    package init(
        ranked: RankedSample,
        activation: Double,
        embedding: ReferenceEmbedding?,
        pictureHash: PictureHash?
    ) {
        self.ranked = ranked
        self.activation = activation
        self.embedding = embedding
        self.pictureHash = pictureHash
    }
}

/// What the index knows of a channel: its best photos, and how often it was active.
package struct ChannelEvidence: Sendable {
    /// The channel.
    package let channel: Int
    /// Its best photos by RelMax (sum, normalised), best first; those with a score of zero or less too.
    package let references: [ReferenceEvidence]
    /// In how many photos its output is positive somewhere.
    package let firedCount: Int
    /// How many photos were scored.
    package let photoCount: Int

    package init(
        channel: Int,
        references: [ReferenceEvidence],
        firedCount: Int,
        photoCount: Int
    ) {
        self.channel = channel
        self.references = references
        self.firedCount = firedCount
        self.photoCount = photoCount
    }
}
