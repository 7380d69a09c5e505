import Kernels
import Tensors

/// R_i = Σ_j w_ij R_j: the plain gradient of the layer, no rule at all.
public struct GradientRule: Rule, Equatable {
    /// Makes the rule.
    public init() {}

    /// `gradient`.
    public var name: String { "gradient" }

    /// Binds the rule to a layer.
    public func bound(to layer: WeightedLayer) -> any BoundRule {
        BoundGradientRule(map: layer.map)
    }
}

/// The gradient bound to a linear map.
struct BoundGradientRule: BoundRule {
    let map: any LinearMap

    var name: String { "gradient" }

    func denominators(input: Tensor, output: Tensor?) -> [Tensor] { [] }

    func propagate(
        _ relevance: consuming Tensor,
        through passage: Passage,
        losses: inout RelevanceLosses?
    ) -> Tensor {
        map.transposedApplied(to: relevance, inputShape: passage.input.shape)
    }
}
