/// R_i = Σ_j w_ij² R_j / stab(Σ_i w_ij² + b_j²).
///
/// Every output spreads its relevance by the squares of its weights, whatever the input's values
/// (Montavon et al. 2017); the bias takes part, squared.
public struct WSquareRule: Rule, Equatable {
    /// Makes the rule.
    public init() {}

    /// `w-square`.
    public var name: String { "w-square" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        ContributionRule(
            name: name,
            epsilon: EpsilonRule.defaultEpsilon,
            groups: [
                ContributionGroup(
                    [Contribution(.ones, layer.map { $0 * $0 })],
                    bias: layer.bias { $0 * $0 }
                )
            ]
        )
    }
}
