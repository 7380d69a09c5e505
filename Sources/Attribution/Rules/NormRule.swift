public import Kernels

/// R_i = x_i Σ_j a_ij R_j / stab(z_j), z = A·x: the epsilon rule for layers whose linear map has no
/// weights to learn, such as average pools.
public struct NormRule: Sendable, Equatable {
    /// Makes the rule.
    public init() {}

    /// `norm`.
    public var name: String { "norm" }

    /// Binds the rule to a linear map.
    ///
    /// - Parameter map: A, such as an average pool.
    /// - Returns: The rule for this map.
    public func bound(to map: any LinearMap) -> any BoundRule {
        ContributionRule(
            name: name,
            epsilon: EpsilonRule.defaultEpsilon,
            dividesByOutput: true,
            groups: [ContributionGroup([Contribution(.whole, map)], bias: nil)]
        )
    }
}
