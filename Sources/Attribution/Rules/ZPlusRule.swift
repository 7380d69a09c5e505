/// R_i = x_i⁺ Σ_j w_ij⁺ s_j + x_i⁻ Σ_j w_ij⁻ s_j, s_j = R_j / stab(Σ x⁺w⁺ + Σ x⁻w⁻ + b⁺).
///
/// Only contributions that raise the output take relevance (Montavon et al. 2017, extended to
/// inputs of both signs). Positive biases keep their share.
public struct ZPlusRule: Rule, Equatable {
    /// Makes the rule.
    public init() {}

    /// `z-plus`.
    public var name: String { "z-plus" }

    /// Binds the rule to a layer; behind a ReLU only the positive weights are made.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        var contributions = [Contribution(.positive, layer.map { max($0, 0) })]
        if !layer.inputIsNonNegative {
            contributions.append(Contribution(.negative, layer.map { min($0, 0) }))
        }
        return ContributionRule(
            name: name,
            epsilon: EpsilonRule.defaultEpsilon,
            groups: [ContributionGroup(contributions, bias: layer.bias { max($0, 0) })]
        )
    }
}
