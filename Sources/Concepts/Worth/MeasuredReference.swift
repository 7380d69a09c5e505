import Images

/// What a channel's worth is measured by, of one reference.
struct MeasuredReference: Sendable {
    /// The photo's SHA-256.
    let photo: String
    /// What the photo shows: its WordNet synset, else its label's text, else the model's answer.
    let label: String?
    /// The channel's output where it is most relevant.
    let activation: Double
    /// What the channel saw there, where it is kept.
    let embedding: ReferenceEmbedding?
    /// The photo's fingerprint.
    let pictureHash: PictureHash?

    init(
        photo: String,
        wordNetID: String?,
        label: String?,
        answer: String?,
        activation: Double,
        embedding: ReferenceEmbedding?,
        pictureHash: PictureHash?
    ) {
        self.photo = photo
        self.label = wordNetID ?? label?.lowercased() ?? answer
        self.activation = activation
        self.embedding = embedding
        self.pictureHash = pictureHash
    }

    init(_ evidence: ReferenceEvidence) {
        let sample = evidence.ranked.sample
        self.init(
            photo: sample.photo.sha256,
            wordNetID: sample.photo.wordNetID,
            label: sample.photo.label,
            answer: sample.answer?.label,
            activation: evidence.activation,
            embedding: evidence.embedding,
            pictureHash: evidence.pictureHash
        )
    }
}
