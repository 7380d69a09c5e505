/// The photos with the largest scores of each channel, kept while photos come in any order.
///
/// Greater scores come first, equal ones by the photo's ordinal; so the outcome depends on the photos
/// only, not on the order in which they were offered.
package struct TopSamples: Sendable {
    /// One photo among the best of a channel.
    package struct Entry: Sendable, Equatable {
        package var score: Double
        /// The photo's ordinal.
        package var sample: Int
        /// Where in the layer the channel was strongest.
        package var neuron: Int
        /// The layer's output there.
        package var activation: Double

        package init(score: Double, sample: Int, neuron: Int, activation: Double) {
            self.score = score
            self.sample = sample
            self.neuron = neuron
            self.activation = activation
        }

        /// Whether this entry stands before another one.
        func precedes(_ other: Entry) -> Bool {
            score != other.score ? score > other.score : sample < other.sample
        }
    }

    /// How many photos are kept per channel.
    package let capacity: Int
    /// The best photos of each channel, best first.
    package private(set) var entries: [[Entry]]
    /// What was taken in since `takeChanges()` and is still there, and what was pushed out.
    private var changes = Changes()

    /// The difference between two moments, for writing it down.
    package struct Changes: Sendable {
        package var added: [(channel: Int, entry: Entry)] = []
        package var removed: [(channel: Int, sample: Int)] = []
    }

    package init(channels: Int, capacity: Int) {
        precondition(channels > 0 && capacity > 0, "\(channels) channels, \(capacity) photos each")
        self.capacity = capacity
        self.entries = Array(repeating: [], count: channels)
    }

    /// Offers one photo to all channels.
    package mutating func offer(_ scores: ChannelScores, sample: Int) {
        precondition(scores.scores.count == entries.count, "\(scores.scores.count) channels")
        for channel in entries.indices {
            insert(
                Entry(
                    score: scores.scores[channel],
                    sample: sample,
                    neuron: scores.neurons[channel],
                    activation: scores.activations[channel]
                ),
                channel: channel
            )
        }
    }

    /// Takes an entry in if it is among the best of its channel.
    package mutating func insert(_ entry: Entry, channel: Int) {
        if let last = entries[channel].last, entries[channel].count == capacity {
            guard entry.precedes(last) else { return }
            entries[channel].removeLast()
            changes.removed.append((channel, last.sample))
        }
        var low = 0
        var high = entries[channel].count
        while low < high {
            let middle = (low + high) / 2
            if entry.precedes(entries[channel][middle]) { high = middle } else { low = middle + 1 }
        }
        entries[channel].insert(entry, at: low)
        changes.added.append((channel, entry))
    }

    /// Gives the changes since the last call and forgets them; what came and went in between is in neither list.
    package mutating func takeChanges() -> Changes {
        defer { changes = Changes() }
        struct Key: Hashable {
            var channel: Int
            var sample: Int
        }
        let removed = Set(changes.removed.map { Key(channel: $0.channel, sample: $0.sample) })
        let added = Set(changes.added.map { Key(channel: $0.channel, sample: $0.entry.sample) })
        return Changes(
            added: changes.added.filter {
                !removed.contains(Key(channel: $0.channel, sample: $0.entry.sample))
            },
            removed: changes.removed.filter {
                !added.contains(Key(channel: $0.channel, sample: $0.sample))
            }
        )
    }

    /// What came into the first ranks since an earlier state, and what fell out of them.
    ///
    /// - Parameters:
    ///   - earlier: The state before.
    ///   - ranks: How many first ranks count.
    /// - Returns: Photos by channel.
    package func changes(since earlier: TopSamples, ranks: Int) -> Changes {
        var changes = Changes()
        for channel in entries.indices {
            let old = earlier.entries[channel].prefix(ranks)
            let new = entries[channel].prefix(ranks)
            for entry in new where !old.contains(where: { $0.sample == entry.sample }) {
                changes.added.append((channel, entry))
            }
            for entry in old where !new.contains(where: { $0.sample == entry.sample }) {
                changes.removed.append((channel, entry.sample))
            }
        }
        return changes
    }
}
