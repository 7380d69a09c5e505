/// How far channels are active in the same photos; `ChannelSimilarity` says by which formula.
struct FiringLikeness: Sendable {
    /// For each channel a bit per photo.
    private let photos: [[UInt64]]
    private let counts: [Int]
    private let photoCount: Int

    /// Counts the photos.
    ///
    /// - Parameters:
    ///   - fired: The active channels of every photo.
    ///   - channels: How many channels there are.
    init(fired: [ChannelSet], channels: Int) {
        var photos = Array(
            repeating: [UInt64](repeating: 0, count: (fired.count + 63) / 64),
            count: channels
        )
        for (photo, active) in fired.enumerated() {
            for channel in photos.indices where active.contains(channel) {
                photos[channel][photo / 64] |= 1 << UInt64(photo % 64)
            }
        }
        self.photos = photos
        counts = photos.map { $0.reduce(0) { $0 + $1.nonzeroBitCount } }
        photoCount = fired.count
    }

    /// 0 to 1; 0 where one of the two is active in no photo or in all.
    func likeness(_ one: Int, _ other: Int) -> Double {
        let both = zip(photos[one], photos[other]).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
        let n = Double(photoCount)
        let (first, second) = (Double(counts[one]), Double(counts[other]))
        let spread = first * (n - first) * second * (n - second)
        guard spread > 0 else { return 0 }
        return min(max((n * Double(both) - first * second) / spread.squareRoot(), 0), 1)
    }
}
