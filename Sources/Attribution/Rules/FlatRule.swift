/// R_i = Σ_j R_j / stab(n_j) over the outputs j connected to i, with n_j inputs each.
///
/// Every output spreads its relevance evenly over its real inputs, whatever their values (Bach et
/// al. 2016); padding takes nothing.
public struct FlatRule: Rule, Equatable {
    /// Makes the rule.
    public init() {}

    /// `flat`.
    public var name: String { "flat" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        ContributionRule(
            name: name,
            epsilon: EpsilonRule.defaultEpsilon,
            groups: [ContributionGroup([Contribution(.ones, layer.uniformMap)], bias: nil)]
        )
    }
}
