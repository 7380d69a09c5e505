public import Tensors

/// R_i = R_j: relevance passes an element-wise layer unchanged.
public struct PassRule: BoundRule, Equatable {
    /// Makes the rule.
    public init() {}

    /// `pass`.
    public var name: String { "pass" }

    /// False: relevance passes whatever the values.
    public var usesInput: Bool { false }

    /// None.
    public func denominators(input: Tensor, output: Tensor?) -> [Tensor] { [] }

    /// The relevance as it came, shaped like the input.
    public func propagate(
        _ relevance: consuming Tensor,
        through passage: Passage,
        losses: inout RelevanceLosses?
    ) -> Tensor {
        let relevance = consume relevance
        return relevance.reshaped(to: [relevance.shape[0]] + passage.input.shape.dropFirst())
    }
}
