/// R_i = α (x_i⁺ Σ w⁺s⁺ + x_i⁻ Σ w⁻s⁺) - β (x_i⁺ Σ w⁻s⁻ + x_i⁻ Σ w⁺s⁻), α - β = 1, with
/// s⁺ = R / stab(Σ x⁺w⁺ + Σ x⁻w⁻ + b⁺) and s⁻ = R / stab(Σ x⁺w⁻ + Σ x⁻w⁺ + b⁻).
///
/// Contributions that raise and that lower the output are shared apart (Bach et al. 2015, equation
/// 60).
public struct AlphaBetaRule: Rule, Equatable {
    /// The weight of raising contributions.
    public let alpha: Float
    /// The weight of lowering contributions.
    public let beta: Float

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - alpha: The weight of raising contributions.
    ///   - beta: The weight of lowering contributions, at least 0; alpha - 1.
    public init(alpha: Float, beta: Float) {
        precondition(beta >= 0 && abs(alpha - beta - 1) < 1e-6, "alpha \(alpha), beta \(beta)")
        self.alpha = alpha
        self.beta = beta
    }

    /// Such as `alpha2-beta1`.
    public var name: String { "alpha\(Self.short(alpha))-beta\(Self.short(beta))" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        let positive = layer.map { max($0, 0) }
        let negative = layer.map { min($0, 0) }
        var raising = [Contribution(.positive, positive)]
        var lowering = [Contribution(.positive, negative)]
        if !layer.inputIsNonNegative {
            raising.append(Contribution(.negative, negative))
            lowering.append(Contribution(.negative, positive))
        }
        var groups = [
            ContributionGroup(factor: alpha, raising, bias: layer.bias { max($0, 0) })
        ]
        if beta > 0 {
            groups.append(
                ContributionGroup(factor: -beta, lowering, bias: layer.bias { min($0, 0) })
            )
        }
        return ContributionRule(name: name, epsilon: EpsilonRule.defaultEpsilon, groups: groups)
    }

    private static func short(_ value: Float) -> String {
        value == value.rounded() ? "\(Int(value))" : "\(value)"
    }
}
