public import Tensors

/// How a layer hands the relevance at its output to its inputs: a layer-wise relevance propagation
/// rule with its parameters.
///
/// A rule is a small value; binding it to a layer makes the weights it needs, once per model.
public protocol Rule: Sendable {
    /// What the rule is called in ledgers, such as `z-plus`.
    var name: String { get }

    /// Binds the rule to a layer.
    ///
    /// - Parameter layer: A convolution or a linear layer.
    /// - Returns: The rule with the weights it needs.
    func bound(to layer: WeightedLayer) -> any BoundRule
}

/// A rule bound to one layer of one model.
public protocol BoundRule: Sendable {
    /// What the rule is called in ledgers.
    var name: String { get }

    /// Whether the rule can use the layer's output instead of computing it again.
    var usesOutput: Bool { get }

    /// What the relevance of all conditions is divided by, once per layer and image.
    ///
    /// - Parameters:
    ///   - input: The layer's input for all images, `[N, ...]`.
    ///   - output: The layer's output with bias, if it is at hand.
    /// - Returns: As many tensors of the output's shape as the rule has denominators.
    func denominators(input: Tensor, output: Tensor?) -> [Tensor]

    /// Hands relevance through the layer.
    ///
    /// - Parameters:
    ///   - relevance: The relevance at the layer's output, `[m, ...]`, one row per condition.
    ///   - passage: The layer's input and denominators, and which image each row belongs to.
    ///   - losses: Where the ledger is kept, it learns what bias and stabilizer kept in each row.
    /// - Returns: The relevance at the layer's input, `[m, ...]`.
    func propagate(
        _ relevance: consuming Tensor,
        through passage: Passage,
        losses: inout RelevanceLosses?
    ) -> Tensor
}

extension BoundRule {
    /// False.
    public var usesOutput: Bool { false }
}

/// What a rule knows of the images while relevance passes a layer.
public struct Passage: Sendable {
    /// The layer's input for all images, `[N, ...]`.
    public let input: Tensor
    /// What the rule made of them before.
    public let denominators: [Tensor]
    /// For each row of relevance, the image it belongs to.
    public let rows: [Int]

    /// Makes a passage of its parts.
    public init(input: Tensor, denominators: [Tensor], rows: [Int]) {
        self.input = input
        self.denominators = denominators
        self.rows = rows
    }
}
