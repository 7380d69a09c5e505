/// R_i = x_i Σ_j w'_ij R_j / stab(z'_j) with w' = w + γw⁺, b' = b + γb⁺, z' = Σ x w' + b'.
///
/// Raising contributions count γ times more (Montavon et al. 2019). This is the rule as zennit
/// 0.4.6 has it; later versions treat outputs below zero apart, which makes no difference behind
/// which a ReLU follows.
public struct GammaRule: Rule, Equatable {
    /// How much more raising contributions count.
    public var gamma: Float

    /// Makes the rule.
    ///
    /// - Parameter gamma: How much more raising contributions count, at least 0.
    public init(gamma: Float = 0.25) {
        self.gamma = gamma
    }

    /// `gamma`.
    public var name: String { "gamma" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        let gamma = gamma
        let favoured = layer.map { $0 + gamma * max($0, 0) }
        return ContributionRule(
            name: name,
            epsilon: EpsilonRule.defaultEpsilon,
            groups: [
                ContributionGroup(
                    [Contribution(.whole, favoured)],
                    bias: layer.bias { $0 + gamma * max($0, 0) }
                )
            ]
        )
    }
}
