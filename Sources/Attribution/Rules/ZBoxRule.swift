/// R_i = x_i Σ w s - l_i Σ w⁺ s - h_i Σ w⁻ s, s = R / stab(Σ x w - Σ l w⁺ - Σ h w⁻).
///
/// For inputs within known bounds, such as pixels (Montavon et al. 2017); the biases cancel.
public struct ZBoxRule: Rule, Equatable {
    /// The lowest value an input may have, one per channel.
    public var low: [Float]
    /// The highest value an input may have, one per channel.
    public var high: [Float]

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - low: The lowest value, one per input channel.
    ///   - high: The highest value, one per input channel.
    public init(low: [Float], high: [Float]) {
        precondition(low.count == high.count, "\(low.count) and \(high.count) bounds")
        self.low = low
        self.high = high
    }

    /// `z-box`.
    public var name: String { "z-box" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        ContributionRule(
            name: name,
            epsilon: EpsilonRule.defaultEpsilon,
            groups: [
                ContributionGroup(
                    [
                        Contribution(.whole, layer.map),
                        Contribution(.constant(low.map { -$0 }), layer.map { max($0, 0) }),
                        Contribution(.constant(high.map { -$0 }), layer.map { min($0, 0) }),
                    ],
                    bias: nil
                )
            ]
        )
    }
}
