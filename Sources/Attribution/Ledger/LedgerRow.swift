/// What relevance entered, left and was lost in one layer, for one request.
///
/// relevanceIn = masked + relevanceOut + bias + stabilizer + padding + unexplained + rounding.
public struct LedgerRow: Sendable, Equatable {
    /// The layer's name.
    public let layer: String
    /// The rule that applied, such as `z-plus`; `winners` for a max pool.
    public let rule: String
    /// The relevance arriving at the layer's output, summed.
    public let relevanceIn: Double
    /// What the request's channel selection for this layer took away.
    public let masked: Double
    /// The relevance handed to the layer's inputs, summed.
    public let relevanceOut: Double
    /// What the bias kept.
    public let bias: Double
    /// What the stabilizer kept.
    public let stabilizer: Double
    /// What fell on a border that a layer of its own put around its input.
    public let padding: Double
    /// What vanished at outputs without any contribution.
    public let unexplained: Double
    /// What was cut on branches around this layer, which never arrived here.
    public let cut: Double

    /// What single precision added or lost: the balance of the row.
    public var rounding: Double {
        relevanceIn - masked - relevanceOut - bias - stabilizer - padding - unexplained
    }
}
