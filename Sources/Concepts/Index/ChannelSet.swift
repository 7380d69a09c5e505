/// A set of a layer's channels, a bit each, as the index keeps which channels fired in a photo.
package struct ChannelSet: Sendable, Equatable {
    /// Eight channels a byte, the first in the lowest bit.
    package private(set) var bytes: [UInt8]

    /// Makes a set.
    ///
    /// - Parameters:
    ///   - channels: How many channels the layer has.
    ///   - isMember: Whether a channel belongs to it.
    package init(channels: Int, where isMember: (Int) -> Bool) {
        bytes = [UInt8](repeating: 0, count: (channels + 7) / 8)
        for channel in 0..<channels where isMember(channel) {
            bytes[channel / 8] |= 1 << (channel % 8)
        }
    }

    /// Makes a set of its bytes.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Adds one to the count of every member.
    func count(into counts: inout [Int]) {
        for (place, byte) in bytes.enumerated() where byte != 0 {
            for bit in 0..<8 where byte & (1 << bit) != 0 && place * 8 + bit < counts.count {
                counts[place * 8 + bit] += 1
            }
        }
    }

    /// Whether a channel belongs to it.
    package func contains(_ channel: Int) -> Bool {
        channel / 8 < bytes.count && bytes[channel / 8] & (1 << (channel % 8)) != 0
    }
}
