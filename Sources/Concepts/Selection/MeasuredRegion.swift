public import Explanations

/// Where a concept acted, with the pixels of its half-relevance region.
public struct MeasuredRegion: Sendable, Equatable {
    /// What the explanation says of it.
    public let region: Region
    /// Which pixels of the heatmap belong to it, row by row: what the overlay's outline encloses.
    public let mask: [Bool]

    /// Makes the value of its parts.
    public init(region: Region, mask: [Bool]) {
        self.region = region
        self.mask = mask
    }

    /// How much of a mask lies in another one.
    ///
    /// - Parameters:
    ///   - mask: Which pixels belong, row by row.
    ///   - other: The other mask over the same pixels.
    /// - Returns: The share of `mask` that `other` covers too, 0 to 1; nil if `mask` is empty.
    public static func share(of mask: [Bool], in other: [Bool]) -> Double? {
        precondition(mask.count == other.count, "\(mask.count) and \(other.count) pixels")
        var (count, common) = (0, 0)
        for (isIn, isInOther) in zip(mask, other) where isIn {
            count += 1
            if isInOther { common += 1 }
        }
        return count > 0 ? Double(common) / Double(count) : nil
    }

    /// How much of each concept's region lies in each of the others'.
    ///
    /// - Parameter regions: The told concepts' channels and regions; a region is nil where the heatmap is
    ///   empty.
    /// - Returns: One list per concept, in their order: an overlap with every other concept that has a
    ///   region, in their order; no overlaps for a concept that has none.
    public static func overlaps(
        among regions: [(channel: Int, region: MeasuredRegion?)]
    ) -> [[Overlap]] {
        regions.indices.map { place in
            guard let mask = regions[place].region?.mask else { return [] }
            return regions.indices.compactMap { other in
                guard other != place, let covering = regions[other].region?.mask,
                    covering.contains(true), let share = share(of: mask, in: covering)
                else { return nil }
                return Overlap(channel: regions[other].channel, share: share)
            }
        }
    }
}
