package import Images

/// The best photos of some channels of a layer, kept in memory: a small reference index for a survey.
///
/// Ranked and measured as the index's default ranking, by relevance, summed and normalised.
package struct SurveyReferences: Sendable {
    private struct Entry: Sendable {
        var place: TopSamples.Entry
        var embedding: ReferenceEmbedding?
    }

    /// The channels that are watched.
    package let channels: [Int]
    private let capacity: Int
    private var entries: [[Entry]]
    private var firedCounts: [Int]
    private var photoCount = 0

    /// Makes an empty one.
    ///
    /// - Parameters:
    ///   - channels: The channels to watch.
    ///   - capacity: How many photos to keep of each.
    package init(channels: [Int], capacity: Int) {
        self.channels = channels
        self.capacity = capacity
        entries = Array(repeating: [], count: channels.count)
        firedCounts = Array(repeating: 0, count: channels.count)
    }

    /// Offers a photo to all channels.
    ///
    /// - Parameters:
    ///   - measured: What the layer did in it, scored by one ranking.
    ///   - photo: The photo's number.
    package mutating func offer(_ measured: LayerMeasurement, photo: Int) {
        precondition(measured.scores.count == 1, "\(measured.scores.count) rankings")
        let scores = measured.scores[0]
        photoCount += 1
        for (position, channel) in channels.enumerated() {
            if measured.fired.contains(channel) { firedCounts[position] += 1 }
            let place = TopSamples.Entry(
                score: scores.scores[channel],
                sample: photo,
                neuron: scores.neurons[channel],
                activation: scores.activations[channel]
            )
            let known = entries[position]
            if known.count == capacity, let last = known.last, !place.precedes(last.place) {
                continue
            }
            // An embedding takes longer than all else: it is made only for photos that are kept.
            let entry = Entry(place: place, embedding: measured.embedding(channel))
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
    /// - Returns: One value per watched channel.
    package func evidence(samples: [PhotoSample], hashes: [PictureHash]) -> [ChannelEvidence] {
        channels.indices.map { position in
            ChannelEvidence(
                channel: channels[position],
                references: entries[position].enumerated().map { rank, entry in
                    let photo = entry.place.sample
                    return ReferenceEvidence(
                        ranked: RankedSample(
                            rank: rank + 1,
                            score: entry.place.score,
                            neuron: entry.place.neuron,
                            activation: entry.place.activation,
                            sample: IndexedSample(
                                ordinal: photo,
                                photo: samples[photo],
                                state: .pending,
                                pictureHash: hashes[photo]
                            )
                        ),
                        activation: entry.place.activation,
                        embedding: entry.embedding,
                        pictureHash: hashes[photo]
                    )
                },
                firedCount: firedCounts[position],
                photoCount: photoCount
            )
        }
    }
}
