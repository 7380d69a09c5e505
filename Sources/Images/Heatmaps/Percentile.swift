extension [Float] {
    /// The value below which a given part of the values lies, interpolated linearly as numpy does.
    ///
    /// - Parameter percent: The part in percent, 0 to 100.
    /// - Returns: The smallest value for 0, the largest for 100.
    /// - Complexity: Linear: the values are not sorted, the wanted one is selected.
    public func percentile(_ percent: Double) -> Double {
        precondition(!isEmpty && 0...100 ~= percent, "\(percent) % of \(count) values")
        let position = percent / 100 * Double(count - 1)
        let below = Int(position)
        let selected = SortedPosition(below, in: self)
        let step = Double(selected.following) - Double(selected.value)
        return Double(selected.value) + step * (position - Double(below))
    }
}

/// The value at a position of the sorted values, and the one after it.
///
/// Floats are taken as whole numbers of the same order, and those are told apart 11 bits at a time
/// from the highest: each round counts how many share the next bits and goes on with the group that
/// holds the position.
private struct SortedPosition {
    let value: Float
    /// The next in order; the same value at the end.
    let following: Float

    init(_ position: Int, in values: [Float]) {
        let keys = values.map { Self.key($0) }
        var prefix: UInt32 = 0
        var left = position
        var inGroup = 0
        for (shift, bits) in [(UInt32(21), UInt32(11)), (10, 11), (0, 10)] {
            var counts = [Int](repeating: 0, count: 1 << Int(bits))
            let mask = (UInt32(1) << bits) - 1
            // What lies above the bits of this round must be what was found so far.
            let above = UInt64(shift + bits)
            for key in keys where UInt64(key) >> above == UInt64(prefix) >> above {
                counts[Int((key >> shift) & mask)] += 1
            }
            var digit = 0
            while left >= counts[digit] {
                left -= counts[digit]
                digit += 1
            }
            inGroup = counts[digit]
            prefix |= UInt32(digit) << shift
        }
        value = Self.value(prefix)
        guard left + 1 == inGroup else {
            following = value
            return
        }
        var next = UInt32.max
        for key in keys where key > prefix { next = min(next, key) }
        following = position + 1 < values.count ? Self.value(next) : value
    }

    /// A whole number that is the larger the larger the value.
    private static func key(_ value: Float) -> UInt32 {
        let bits = value.bitPattern
        return bits >> 31 == 1 ? ~bits : bits | 0x8000_0000
    }

    private static func value(_ key: UInt32) -> Float {
        Float(bitPattern: key >> 31 == 1 ? key & 0x7FFF_FFFF : ~key)
    }
}
