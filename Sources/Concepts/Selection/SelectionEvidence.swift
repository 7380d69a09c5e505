public import Tensors

/// What concepts are chosen by besides their relevance: asked for only where it is needed.
public struct SelectionEvidence {
    /// The heatmap of the whole prediction, [H, W].
    public let overall: Tensor
    /// The conditional heatmaps of some sets of channels, [H, W] each, computed as one batch.
    public let heatmaps: (_ channels: [[Int]]) throws -> [Tensor]
    /// What a channel is worth by the reference index; nil without one.
    public let worth: ((_ channel: Int) throws -> ChannelWorth)?
    /// The SHA-256 digests of a channel's references, strongest first; nil without an index.
    public let references: ((_ channel: Int) throws -> [String])?

    /// Of how many references at most it is counted how many two channels share.
    ///
    /// They are the ranks for which an index keeps what they show. Of any two of the 24 strongest channels of 41 photos, 5 % share a quarter of
    /// these, .1 % half of them.
    public static let sharedRanks = 12

    /// Makes the value of its parts.
    public init(
        overall: Tensor,
        heatmaps: @escaping (_ channels: [[Int]]) throws -> [Tensor],
        worth: ((_ channel: Int) throws -> ChannelWorth)? = nil,
        references: ((_ channel: Int) throws -> [String])? = nil
    ) {
        self.overall = overall
        self.heatmaps = heatmaps
        self.worth = worth
        self.references = references
    }

    /// How large a part of two channels' first references are the same photos.
    ///
    /// - Parameters:
    ///   - one: The digests of one channel's references, strongest first.
    ///   - other: The other's.
    /// - Returns: The common ones over the smaller number of the two, 0 to 1; 0 where one has none.
    public static func sharedPart(of one: [String], and other: [String]) -> Double {
        let (mine, theirs) = (Set(one.prefix(sharedRanks)), Set(other.prefix(sharedRanks)))
        let smaller = min(mine.count, theirs.count)
        return smaller > 0 ? Double(mine.intersection(theirs).count) / Double(smaller) : 0
    }
}
