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
        let order = amounts.indices.filter { amounts[$0] > 0 }.sorted { first, second in
            (amounts[second], first) < (amounts[first], second)
        }
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
}
