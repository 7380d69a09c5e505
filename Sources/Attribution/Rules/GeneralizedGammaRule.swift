import Kernels
import Tensors

/// Gamma for outputs of both signs: with γ, contributions of the output's own sign count more.
///
/// For outputs z > 0: R_i = x_i⁺ Σ (w + γw⁺) s + x_i⁻ Σ (w + γw⁻) s, s = R / stab(P) and
/// P = Σ x⁺(w + γw⁺) + Σ x⁻(w + γw⁻) + b + γb⁺. For z < 0 the signs of w and b change places: the
/// lowering contributions are favoured. Outputs of zero hand nothing on. (Andéol et al. 2021, and
/// zennit from 0.5.1; `GammaRule` is that of 0.4.6 and equal to it for x ≥ 0 and z > 0.)
public struct GeneralizedGammaRule: Rule, Equatable {
    /// How much more favoured contributions count.
    public var gamma: Float

    /// Makes the rule.
    ///
    /// - Parameter gamma: How much more favoured contributions count, at least 0.
    public init(gamma: Float = 0.25) {
        self.gamma = gamma
    }

    /// `generalized-gamma`.
    public var name: String { "generalized-gamma" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        let gamma = gamma
        let positive = { (value: Float) in value + gamma * max(value, 0) }
        let negative = { (value: Float) in value + gamma * min(value, 0) }
        let (raising, lowering) = (layer.map(changing: positive), layer.map(changing: negative))
        func half(_ first: any LinearMap, _ second: any LinearMap, _ bias: [Float]?) -> BoundHalf {
            var terms = [Contribution(.positive, first)]
            if !layer.inputIsNonNegative { terms.append(Contribution(.negative, second)) }
            return ContributionRule(
                name: name,
                epsilon: EpsilonRule.defaultEpsilon,
                groups: [ContributionGroup(terms, bias: bias)]
            )
        }
        return BoundGeneralizedGamma(
            layer: layer,
            above: half(raising, lowering, layer.bias(changing: positive)),
            below: half(lowering, raising, layer.bias(changing: negative))
        )
    }
}

private typealias BoundHalf = ContributionRule

/// The rule with its weights for outputs above and below zero.
private struct BoundGeneralizedGamma: BoundRule {
    let layer: WeightedLayer
    let above: BoundHalf
    let below: BoundHalf

    var name: String { above.name }
    var usesOutput: Bool { true }

    /// P, N, and 1 where the output lies above or below zero.
    func denominators(input: Tensor, output: Tensor?) -> [Tensor] {
        let output = output ?? computed(input)
        return above.denominators(input: input, output: nil)
            + below.denominators(input: input, output: nil)
            + [
                ElementWise.map(output) { $0 > 0 ? 1 : 0 },
                ElementWise.map(output) { $0 < 0 ? 1 : 0 },
            ]
    }

    func propagate(
        _ relevance: consuming Tensor,
        through passage: Passage,
        losses: inout RelevanceLosses?
    ) -> Tensor {
        let relevance = consume relevance
        let parts = zip([above, below], 0...1).map { half, side in
            half.propagate(
                RowBroadcast.product(
                    relevance,
                    passage.denominators[2 + side],
                    rows: passage.rows
                ),
                through: Passage(
                    input: passage.input,
                    denominators: [passage.denominators[side]],
                    rows: passage.rows
                ),
                losses: &losses
            )
        }
        losses?.addUnexplained(
            relevance,
            handed: passage.denominators[2],
            passage.denominators[3],
            rows: passage.rows
        )
        return ElementWise.sum(parts[0], parts[1])
    }

    private func computed(_ input: Tensor) -> Tensor {
        let product = layer.map.applied(to: input)
        return layer.bias.map { ElementWise.adding(bias: $0, to: product) } ?? product
    }
}
