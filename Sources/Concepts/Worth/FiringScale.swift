import Foundation

/// How often the channels of a layer fire, as a scale for one of them.
///
/// What is active in nearly every photo tells photos apart by nothing; but in some layers all channels are (in
/// SqueezeNet's `features.11` half of them fire in every photo), so a channel is compared with its layer.
///
/// Measured at SqueezeNet's `features.12` with 550 photos: channels whose weights were replaced by random ones
/// fire in all photos as a rule. The limit of 3 spreads (a firing rate of .97 there) leaves out 91 % of 150
/// such channels, 98 % of the 109 that were among the five strongest in more than 2 % of the photos,
/// and 1.8 % of the layer's own. Coherence alone would leave out 46 %: the references of a random direction
/// are photos of a few classes and look alike. At MobileNetV2's `features.18` 1.3 % of the channels lie above
/// 3, at its `features.17` none.
struct FiringScale: Sendable {
    /// The median of the channels' log odds.
    let median: Double
    /// Their interquartile range as a standard deviation, at least `leastSpread`.
    let spread: Double
    private let photoCount: Int

    /// Below this the channels of a layer are taken for equally busy: half a unit of log odds.
    static let leastSpread = 0.5
    /// The interquartile range of a normal distribution of spread 1.
    private static let normalRange = 1.349

    /// Measures a layer.
    ///
    /// - Parameters:
    ///   - counts: In how many photos each channel's output is positive somewhere.
    ///   - photoCount: How many photos there are.
    init(counts: [Int], photoCount: Int) {
        self.photoCount = photoCount
        let odds = counts.map { Self.logOdds($0, of: photoCount) }.sorted()
        median = Self.quantile(0.5, of: odds)
        let range = Self.quantile(0.75, of: odds) - Self.quantile(0.25, of: odds)
        spread = max(range / Self.normalRange, Self.leastSpread)
    }

    /// By how many spreads a channel lies above the median.
    ///
    /// - Parameter count: In how many photos it fired.
    /// - Returns: Negative for one that fires less than the median channel; nil without photos.
    func excess(of count: Int) -> Double? {
        photoCount > 0 ? (Self.logOdds(count, of: photoCount) - median) / spread : nil
    }

    /// ln((n + ½) / (N - n + ½)): finite for none and for all.
    private static func logOdds(_ count: Int, of total: Int) -> Double {
        log((Double(count) + 0.5) / (Double(total - count) + 0.5))
    }

    /// Linearly between the two nearest values; 0 of nothing.
    private static func quantile(_ part: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.last else { return 0 }
        let place = part * Double(sorted.count - 1)
        let below = Int(place)
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
