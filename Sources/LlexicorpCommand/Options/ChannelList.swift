import ArgumentParser

/// Channels in one argument: numbers and ranges, separated by commas, as `1,5-9`.
struct ChannelList: ExpressibleByArgument {
    /// The channels, ascending, each once.
    let channels: [Int]

    /// A layer has no more channels than this by far.
    private static let most = 1_000_000

    init?(argument: String) {
        var channels: Set<Int> = []
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { end in
                end.allSatisfy(\.isNumber) ? Int(end) : nil
            }
            guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
                0...last ~= first, last < Self.most
            else { return nil }
            channels.formUnion(first...last)
        }
        self.channels = channels.sorted()
    }
}
