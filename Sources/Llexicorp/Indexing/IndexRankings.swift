import Concepts

/// The rankings of an index as plain lists, for machines.
public enum IndexRankings {
    /// A photo of the index.
    public struct Photo: Encodable, Sendable {
        /// Its place in the list, by which rankings name it.
        public let ordinal: Int
        /// Its name in the list.
        public let name: String
        /// The SHA-256 of its file.
        public let sha256: String
        /// What it shows, where known.
        public let label: String?
        /// The model's answer, if it was scored.
        public let answer: Int?
        /// The attributed class, if it was scored.
        public let target: Int?

        init(_ sample: IndexedSample) {
            ordinal = sample.ordinal
            name = sample.photo.name
            sha256 = sample.photo.sha256
            label = sample.photo.label
            answer = sample.answer?.class
            target = sample.target
        }
    }

    /// The best photos of one channel, best first; all lists are of one length.
    public struct Channel: Encodable, Sendable {
        /// The channel.
        public let channel: Int
        /// The photos' ordinals.
        public let samples: [Int]
        /// Their scores.
        public let scores: [Double]
        /// Where in the layer the channel was strongest: flat row-major indices.
        public let neurons: [Int]
        /// The layer's output there.
        public let activations: [Double]
    }

    /// The best photos of every channel among those of one class.
    public struct ClassPhotos: Encodable, Sendable {
        /// The attributed class.
        public let `class`: Int
        /// Per channel the photos' ordinals, best first.
        public let samples: [[Int]]
        /// Per channel their scores.
        public let scores: [[Double]]
    }

    static func rankings(of index: ReferenceIndex) throws -> [String: [Channel]] {
        var rankings: [String: [Channel]] = [:]
        for mode in index.run.modes {
            rankings[mode.rawValue] = try (0..<index.run.channels).map { channel in
                let photos = try index.references(
                    channel: channel,
                    mode: mode,
                    count: index.run.sampleSize
                )
                return Channel(
                    channel: channel,
                    samples: photos.map(\.sample.ordinal),
                    scores: photos.map(\.score),
                    neurons: photos.map(\.neuron),
                    activations: photos.map(\.activation)
                )
            }
        }
        return rankings
    }

    static func statistics(of index: ReferenceIndex) throws -> [String: [ClassPhotos]] {
        var statistics: [String: [ClassPhotos]] = [:]
        for mode in index.run.modes {
            statistics[mode.rawValue] = try index.classTops(mode: mode).map { number, tops in
                let depth = tops.depth
                let channels = (0..<tops.channels).map {
                    tops.entries[$0 * depth..<($0 + 1) * depth]
                }
                return ClassPhotos(
                    class: number,
                    samples: channels.map { $0.map { Int($0.sample) } },
                    scores: channels.map { $0.map { Double($0.score) } }
                )
            }
        }
        return statistics
    }
}
