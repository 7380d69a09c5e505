package import Images
package import Tensors

/// The best photos of some channels of a layer, kept in memory: a small reference index for a survey.
///
/// Ranked as the index's default, by relevance, summed and normalised.
package struct SurveyReferences: Sendable {
    private struct Entry: Sendable {
        var place: TopSamples.Entry
        var activation: Double
        var embedding: ReferenceEmbedding?
    }

    /// The channels that are watched.
    package let channels: [Int]
    private let capacity: Int
    private let isLateLayer: Bool
    private var entries: [[Entry]]
    private var firedCounts: [Int]
    private var photoCount = 0

    /// Makes an empty one.
    ///
    /// - Parameters:
    ///   - channels: The channels to watch.
    ///   - capacity: How many photos to keep of each.
    ///   - isLateLayer: Whether the layer is the one that embeddings are made of.
    package init(channels: [Int], capacity: Int, isLateLayer: Bool) {
        self.channels = channels
        self.capacity = capacity
        self.isLateLayer = isLateLayer
        entries = Array(repeating: [], count: channels.count)
        firedCounts = Array(repeating: 0, count: channels.count)
    }

    /// Offers a photo to all channels.
    ///
    /// - Parameters:
    ///   - photo: The photo's number.
    ///   - relevance: The layer's relevance in it, [C, h, w] or [C].
    ///   - output: The layer's output for it, of the same shape.
    ///   - late: The late layer's output for it, [K, h, w]; without it there are no embeddings.
    package mutating func offer(photo: Int, relevance: Tensor, output: Tensor, late: Tensor?) {
        precondition(relevance.shape == output.shape, "\(relevance.shape) and \(output.shape)")
        let scores = ChannelScores(relevance)
        let area = relevance.shape.dropFirst().reduce(1, *)
        let places = relevance.shape.count == 3 ? Array(relevance.shape[1...]) : [1, 1]
        photoCount += 1
        for (position, channel) in channels.enumerated() {
            let plane = channel * area..<(channel + 1) * area
            if output.elements[plane].contains(where: { $0 > 0 }) { firedCounts[position] += 1 }
            let place = TopSamples.Entry(
                score: scores.scores[channel],
                sample: photo,
                neuron: scores.neurons[channel]
            )
            let known = entries[position]
            if known.count == capacity, let last = known.last, !place.precedes(last.place) {
                continue
            }
            let entry = Entry(
                place: place,
                activation: Double(output.elements[plane.lowerBound + place.neuron]),
                embedding: late.map { late in
                    ReferenceEmbedding(
                        late: late,
                        relevance: Tensor(
                            shape: places,
                            elements: Array(relevance.elements[plane])
                        ),
                        excluding: isLateLayer ? channel : nil
                    )
                }
            )
            let index = known.firstIndex { place.precedes($0.place) } ?? known.count
            entries[position].insert(entry, at: index)
            if entries[position].count > capacity { entries[position].removeLast() }
        }
    }

    /// What is known of the channels, in their order.
    ///
    /// - Parameters:
    ///   - samples: The photos by their numbers.
    ///   - hashes: Their fingerprints.
    package func evidence(samples: [PhotoSample], hashes: [PictureHash]) -> [ChannelEvidence] {
        channels.indices.map { position in
            ChannelEvidence(
                channel: channels[position],
                references: entries[position].enumerated().map { rank, entry in
                    ReferenceEvidence(
                        ranked: RankedSample(
                            rank: rank + 1,
                            score: entry.place.score,
                            neuron: entry.place.neuron,
                            activation: entry.activation,
                            // No answer is kept for a survey's photo.
                            sample: IndexedSample(
                                ordinal: entry.place.sample,
                                photo: samples[entry.place.sample],
                                state: .pending
                            )
                        ),
                        activation: entry.activation,
                        embedding: entry.embedding,
                        pictureHash: hashes[entry.place.sample]
                    )
                },
                firedCount: firedCounts[position],
                photoCount: photoCount
            )
        }
    }
}
