/// R_i = x_i Σ_j w_ij R_j / stab(z_j), z = Σ x w + b.
///
/// Relevance is shared in proportion to signed contributions; the stabilizer keeps quotients finite
/// (Bach et al. 2015, equation 58).
public struct EpsilonRule: Rule, Equatable {
    /// The stabilizer used where nothing else is said; absolute.
    public static let defaultEpsilon: Float = 1e-6

    /// The stabilizer, absolute.
    public var epsilon: Float

    /// Makes the rule.
    ///
    /// - Parameter epsilon: The stabilizer.
    public init(epsilon: Float = defaultEpsilon) {
        self.epsilon = epsilon
    }

    /// `epsilon`.
    public var name: String { "epsilon" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        ContributionRule(
            name: name,
            epsilon: epsilon,
            dividesByOutput: true,
            groups: [ContributionGroup([Contribution(.whole, layer.map)], bias: layer.bias)]
        )
    }
}
