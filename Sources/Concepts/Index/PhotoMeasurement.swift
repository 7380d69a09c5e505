import Digests
package import Images

/// What the network said of one photo: its answer, and what every indexed layer did.
package struct PhotoMeasurement: Sendable {
    package var answer: Int
    package var answerLabel: String
    package var logit: Double
    package var probability: Double
    /// The attributed class, by which statistics are kept; the answer where none was attributed.
    package var target: Int
    /// The fingerprint of what the network saw; the builder adds it.
    package var pictureHash: PictureHash?
    /// In the order of the runs.
    package var layers: [LayerMeasurement]

    package init(
        answer: Int,
        answerLabel: String,
        logit: Double,
        probability: Double,
        target: Int,
        pictureHash: PictureHash? = nil,
        layers: [LayerMeasurement]
    ) {
        self.answer = answer
        self.answerLabel = answerLabel
        self.logit = logit
        self.probability = probability
        self.target = target
        self.pictureHash = pictureHash
        self.layers = layers
    }

    /// Whether all is a number: false where the network's numbers overflowed.
    package var isFinite: Bool {
        logit.isFinite && layers.allSatisfy { $0.scores.allSatisfy(\.areFinite) }
    }

    /// A digest of everything measured in the layers, kept or not.
    ///
    /// Two shards that hold the same photo are compared by it, also where the photo is among the best of
    /// no channel.
    package var sha256: String {
        var bytes: [UInt8] = []
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        for layer in layers {
            for scores in layer.scores {
                for score in scores.scores { append(score.bitPattern) }
                for neuron in scores.neurons { append(Int32(neuron)) }
                for activation in scores.activations { append(activation.bitPattern) }
            }
            bytes += layer.fired.bytes
        }
        return SHA256Digest.hex(of: bytes)
    }
}

/// What one layer did in a photo.
package struct LayerMeasurement: Sendable {
    /// In the order of the run's modes.
    package var scores: [ChannelScores]
    /// The channels whose output is positive somewhere.
    package var fired: ChannelSet
    /// What a channel saw; nil where the network has no layer to tell by.
    package var embedding: @Sendable (Int) -> ReferenceEmbedding?

    package init(
        scores: [ChannelScores],
        fired: ChannelSet,
        embedding: @escaping @Sendable (Int) -> ReferenceEmbedding?
    ) {
        self.scores = scores
        self.fired = fired
        self.embedding = embedding
    }
}

/// A photo's outcome in a build.
package typealias PhotoOutcome = Result<PhotoMeasurement, ConceptsError>
