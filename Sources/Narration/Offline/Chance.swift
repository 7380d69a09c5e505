import Foundation

/// How easily photos share something by chance.
enum Chance {
    /// Whether some kind as common as this one would seldom be met in so many photos by chance.
    ///
    /// Of kinds that each show in a share p of all photos there are about 1/p, and any of them could
    /// have been found. So P(X >= k) / p is held against a limit, X being binomial with n photos and
    /// p: the expected number of such kinds in k or more of n photos drawn blindly.
    ///
    /// - Parameters:
    ///   - fitting: In how many photos it was met, k.
    ///   - count: Of how many photos, n.
    ///   - frequency: In which share of all photos it is met, p, 0 to 1.
    ///   - limit: The expected number up to which a thing is worth a name.
    /// - Returns: Whether it is rarer than chance.
    static func isRare(
        _ fitting: Int,
        of count: Int,
        frequency: Double,
        limit: Double
    ) -> Bool {
        guard frequency > 0 else { return true }
        return tail(fitting, of: count, frequency: frequency) / frequency <= limit
    }

    /// P(X >= k) of a binomial X with n trials of probability p.
    static func tail(_ fitting: Int, of count: Int, frequency: Double) -> Double {
        guard frequency < 1 else { return 1 }
        // By logarithms, so that many photos do not make the first terms vanish.
        var term = Double(count) * log(1 - frequency)
        var sum = 0.0
        for hits in 0...count {
            if hits >= fitting { sum += exp(term) }
            term += log(Double(count - hits) / Double(hits + 1) * frequency / (1 - frequency))
        }
        return min(1, sum)
    }
}
