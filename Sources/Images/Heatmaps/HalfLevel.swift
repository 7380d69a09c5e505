import Tensors

/// The level above which half of a map's relevance of one sign lies.
struct HalfLevel {
    /// The smallest of the values that make up half of the sum, as an amount: above 0.
    let level: Double
    /// The pixels that make up half of the sum: largest first, on ties the first in row order.
    let pixels: [Int]
    /// The amounts of that sign per pixel, row by row; negative where the sign is the other.
    let amounts: [Double]

    /// Measures a map.
    ///
    /// - Parameters:
    ///   - map: The map, blurred already.
    ///   - sign: Which values count.
    init?(in map: Tensor, sign: EvidenceSign) {
        let amounts = map.elements.map { sign.amount(in: $0) }
        let order = Self.descending(map.elements, sign)
        let half = order.reduce(0) { $0 + amounts[$1] } / 2
        var sum = 0.0
        var taken = 0
        while taken < order.count, sum < half {
            sum += amounts[order[taken]]
            taken += 1
        }
        guard taken > 0 else { return nil }
        self.amounts = amounts
        pixels = Array(order[..<taken])
        level = amounts[order[taken - 1]]
    }

    /// The pixels of a sign, largest first, on ties in row order.
    ///
    /// Amounts above 0 are in the order of their bits; those are sorted by, 11 at a time from the
    /// lowest, each round keeping the order of the last one among equals.
    private static func descending(_ values: [Float], _ sign: EvidenceSign) -> [Int] {
        var entries: [(key: UInt32, pixel: Int32)] = []
        entries.reserveCapacity(values.count)
        for (pixel, value) in values.enumerated() {
            let amount = sign == .positive ? value : -value
            guard amount > 0 else { continue }
            entries.append((~amount.bitPattern, Int32(truncatingIfNeeded: pixel)))
        }
        var sorted = entries
        for shift: UInt32 in [0, 11, 22] {
            var starts = [Int](repeating: 0, count: 2049)
            for entry in entries { starts[Int((entry.key >> shift) & 2047) + 1] += 1 }
            for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
            for entry in entries {
                let digit = Int((entry.key >> shift) & 2047)
                sorted[starts[digit]] = entry
                starts[digit] += 1
            }
            swap(&entries, &sorted)
        }
        return entries.map { Int($0.pixel) }
    }
}
