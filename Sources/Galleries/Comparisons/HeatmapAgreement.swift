import Images

/// How far two heatmaps of one photo agree, measured where at least one of the models looked.
///
/// Both are blurred (sigma 3.4 % of the view's shorter side) and sampled at the cells of one grid in
/// the photo; `a` and `b` are the values there, 0 outside of a model's own view.
public struct HeatmapAgreement: Sendable, Equatable, Codable {
    /// Pearson's correlation of both signs, -1 to 1; nil where a map is the same everywhere.
    ///
    /// `sum((a - mean a)(b - mean b)) / sqrt(sum((a - mean a)^2) sum((b - mean b)^2))`
    public var correlation: Double?
    /// Intersection over union of the half-relevance regions, 0 to 1; nil where neither map has one.
    ///
    /// `|A and B| / |A or B|`, in cells. A region is the smallest part of the view that holds half of the
    /// relevance of the map's sign: what the outline encloses that is drawn around it.
    public var overlap: Double?
    /// The share of the relevance of the maps' signs that lies in the same places, 0 to 1; nil where one has none.
    ///
    /// `sum(min(p, q))` with `p = max(a, 0) / sum(max(a, 0))` and `q` likewise, which is 1 less half the sum of
    /// `|p - q|`. For maps of evidence against, `-a` stands for `a`.
    public var common: Double?

    /// Makes the value of its parts.
    ///
    /// - Parameters:
    ///   - correlation: Pearson's correlation.
    ///   - overlap: Intersection over union of the regions.
    ///   - common: The share of relevance in the same places.
    public init(correlation: Double?, overlap: Double?, common: Double?) {
        self.correlation = correlation
        self.overlap = overlap
        self.common = common
    }

    /// Measures two maps.
    ///
    /// - Complexity: O(cells).
    init(_ first: ComparedMaps.Map, _ second: ComparedMaps.Map) {
        precondition(first.values.count == second.values.count, "maps of different grids")
        correlation = Self.correlation(first.values, second.values)
        var (both, either) = (0, 0)
        for (one, other) in zip(first.region, second.region) {
            if one && other { both += 1 }
            if one || other { either += 1 }
        }
        overlap = either > 0 ? Double(both) / Double(either) : nil
        common = Self.common(
            first.values.map { $0 * first.sign.factor },
            second.values.map { $0 * second.sign.factor }
        )
    }

    private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
        let count = Double(first.count)
        let (mean, other) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
        var (product, squares, otherSquares) = (0.0, 0.0, 0.0)
        for (a, b) in zip(first, second) {
            product += (a - mean) * (b - other)
            squares += (a - mean) * (a - mean)
            otherSquares += (b - other) * (b - other)
        }
        let scale = squares.squareRoot() * otherSquares.squareRoot()
        guard scale > 0, scale.isFinite else { return nil }
        return min(max(product / scale, -1), 1)
    }

    private static func common(_ first: [Double], _ second: [Double]) -> Double? {
        let sums = [first, second].map { $0.reduce(0) { $0 + max($1, 0) } }
        guard sums.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let common = zip(first, second).reduce(0) { sum, pair in
            sum + min(max(pair.0, 0) / sums[0], max(pair.1, 0) / sums[1])
        }
        return min(common, 1)
    }
}

extension EvidenceSign {
    /// What brings values of this sign above zero.
    var factor: Double { self == .positive ? 1 : -1 }
}
