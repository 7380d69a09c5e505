/// How the relevance of the concept layer is spread over its channels.
///
/// R_c is a channel's relevance summed over its places; all sums are over these, so that they agree
/// with the layer shares.
public struct LayerRelevance: Codable, Sendable, Equatable {
    /// The sum of |R_c|, the unit of all layer shares: `forSum` - `againstSum`.
    public var absolute: Double
    /// The sum of the R_c above zero.
    public var forSum: Double
    /// The sum of the R_c below zero; zero or negative.
    public var againstSum: Double
    /// How many channels speak for the target.
    public var forCount: Int
    /// How many channels speak against it.
    public var againstCount: Int
    /// How many channels have no relevance at all.
    public var zeroCount: Int
    /// How many channels it takes, strongest by |R_c| first, to hold half of `absolute`.
    public var halfCount: Int
    /// The height of a channel's map in places; nil for a layer of single units.
    public var height: Int?
    /// The width of a channel's map in places; nil for a layer of single units.
    public var width: Int?

    /// Makes the value of its parts.
    public init(
        absolute: Double,
        forSum: Double,
        againstSum: Double,
        forCount: Int,
        againstCount: Int,
        zeroCount: Int,
        halfCount: Int,
        height: Int? = nil,
        width: Int? = nil
    ) {
        self.absolute = absolute
        self.forSum = forSum
        self.againstSum = againstSum
        self.forCount = forCount
        self.againstCount = againstCount
        self.zeroCount = zeroCount
        self.halfCount = halfCount
        self.height = height
        self.width = width
    }
}

extension LayerRelevance {
    /// Works the value out.
    ///
    /// - Parameters:
    ///   - channels: R_c of every channel, in any order.
    ///   - height: The height of the layer's map.
    ///   - width: The width of the layer's map.
    public init(of channels: [Double], height: Int?, width: Int?) {
        let absolute = channels.reduce(0) { $0 + abs($1) }
        let supporting = channels.filter { $0 > 0 }
        let opposing = channels.filter { $0 < 0 }
        var sum = 0.0
        var half = 0
        for value in channels.map(abs).sorted(by: >) where sum < absolute / 2 {
            sum += value
            half += 1
        }
        self.init(
            absolute: absolute,
            forSum: supporting.reduce(0, +),
            againstSum: opposing.reduce(0, +),
            forCount: supporting.count,
            againstCount: opposing.count,
            zeroCount: channels.count - supporting.count - opposing.count,
            halfCount: half,
            height: height,
            width: width
        )
    }
}
