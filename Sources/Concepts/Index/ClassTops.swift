package import Foundation

/// The best scores of every channel among the photos of one class, in one ranking.
///
/// Greater scores come first, equal ones by the photo's ordinal. Photos can be offered in any order and
/// grouping; the outcome is the same.
package struct ClassTops: Sendable, Equatable {
    /// How many photos are kept per channel: as many as `compute_stats` of the CRP paper's code takes the
    /// mean of.
    package static let capacity = 10

    /// One photo among the best of a channel in its class.
    package struct Entry: Sendable, Equatable {
        /// In single precision: the mean of ten is all that is made of it.
        package var score: Float
        /// The photo's ordinal.
        package var sample: UInt32

        package init(score: Float, sample: UInt32) {
            self.score = score
            self.sample = sample
        }

        func precedes(_ other: Entry) -> Bool {
            score != other.score ? score > other.score : sample < other.sample
        }
    }

    /// How many channels the layer has.
    package let channels: Int
    /// The best photos, best first, channel after channel; the same number for each.
    package private(set) var entries: [Entry]

    package init(channels: Int) {
        self.channels = channels
        entries = []
    }

    /// How many photos each channel has.
    package var depth: Int { entries.count / channels }

    /// Offers one photo to all channels.
    package mutating func offer(_ scores: ChannelScores, sample: Int) {
        precondition(scores.scores.count == channels, "\(scores.scores.count) channels")
        var photo = ClassTops(channels: channels)
        photo.entries = scores.scores.map { Entry(score: Float($0), sample: UInt32(sample)) }
        merge(photo)
    }

    /// Takes in the best photos of another part of the class; a photo of both parts counts once.
    package mutating func merge(_ other: ClassTops) {
        precondition(other.channels == channels, "\(other.channels) channels")
        let (mine, theirs) = (depth, other.depth)
        var merged: [Entry] = []
        merged.reserveCapacity(channels * min(mine + theirs, Self.capacity))
        for channel in 0..<channels {
            var first = channel * mine
            var second = channel * theirs
            let (firstEnd, secondEnd) = (first + mine, second + theirs)
            for _ in 0..<Self.capacity {
                guard first < firstEnd || second < secondEnd else { break }
                if second == secondEnd
                    || first < firstEnd && !other.entries[second].precedes(entries[first])
                {
                    if second < secondEnd, other.entries[second] == entries[first] { second += 1 }
                    merged.append(entries[first])
                    first += 1
                } else {
                    merged.append(other.entries[second])
                    second += 1
                }
            }
        }
        entries = merged
    }

    // MARK: - Bytes

    /// The bytes of an entry: score and ordinal, little-endian.
    static let entrySize = 8

    /// Reads what `bytes` wrote; nil if it cannot have been that.
    package init?(bytes: Data, channels: Int) {
        guard channels > 0, !bytes.isEmpty, bytes.count.isMultiple(of: channels * Self.entrySize),
            bytes.count / (channels * Self.entrySize) <= Self.capacity
        else { return nil }
        self.channels = channels
        entries = Self.entries(of: bytes)
    }

    /// The entries of some bytes, as many as there are whole ones.
    static func entries(of bytes: Data) -> [Entry] {
        bytes.withUnsafeBytes { buffer in
            (0..<buffer.count / entrySize).map { place in
                func word(_ offset: Int) -> UInt32 {
                    UInt32(
                        littleEndian: buffer.loadUnaligned(
                            fromByteOffset: place * entrySize + offset,
                            as: UInt32.self
                        )
                    )
                }
                return Entry(score: Float(bitPattern: word(0)), sample: word(4))
            }
        }
    }

    /// All entries, channel after channel, eight bytes each.
    package var bytes: Data {
        var words: [UInt32] = []
        words.reserveCapacity(entries.count * 2)
        for entry in entries {
            words.append(entry.score.bitPattern.littleEndian)
            words.append(entry.sample.littleEndian)
        }
        return words.withUnsafeBytes { Data($0) }
    }
}
