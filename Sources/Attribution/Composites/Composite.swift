import Models

/// Which layer gets which rule.
///
/// The first layer's rule is looked at first, then the head's, then the layer's kind. Activations,
/// dropout and flattening pass relevance on, average pools get `NormRule`, sums of branches share it
/// out in proportion to what each branch added, max pools hand it to the winners.
public struct Composite: Sendable {
    /// The name as the command line says it, such as `epsilon-plus-flat`.
    public let name: String
    /// The rule of convolutions.
    public let convolution: any Rule
    /// The rule of linear layers.
    public let linear: any Rule
    /// The rule of the first layer with weights, in registration order; none for its kind's.
    public let first: (any Rule)?
    /// Whether `first` applies where the first layer is linear; otherwise to the first convolution.
    public let firstMayBeLinear: Bool
    /// The rule of the layer that makes the logits; none for its kind's.
    public let head: (any Rule)?

    /// What relevance does at a batch norm that no layer with weights comes before, as in a DenseNet,
    /// so that it cannot be merged.
    public enum UnmergedBatchNorm: Sendable {
        /// It passes, as with zennit from 0.5.1: sums are kept.
        case pass
        /// It is multiplied by the batch norm's scale, as with zennit 0.4.6.
        case gradient
    }

    /// What relevance does at a batch norm that cannot be merged; `pass` where nothing else is said.
    public var unmergedBatchNorm = UnmergedBatchNorm.pass

    /// Whether it computes the network's gradient times each layer's values, and no relevance.
    ///
    /// Activations, gates, sums and pools then hand on their true derivatives.
    public let isGradient: Bool

    /// Makes a composite of its rules.
    public init(
        name: String,
        convolution: any Rule,
        linear: any Rule = EpsilonRule(),
        first: (any Rule)? = nil,
        firstMayBeLinear: Bool = true,
        head: (any Rule)? = nil
    ) {
        isGradient = false
        self.name = name
        self.convolution = convolution
        self.linear = linear
        self.first = first
        self.firstMayBeLinear = firstMayBeLinear
        self.head = head
    }

    /// The gradient times the input, for comparison with relevance.
    ///
    /// Conditions mask the gradient at their layers. What starts at a class starts with 1 (-1 for the
    /// other side of a difference) in place of the logit.
    public static let gradientTimesInput = Composite(gradient: "gradient-x-input")

    private init(gradient name: String) {
        self.name = name
        convolution = GradientRule()
        linear = GradientRule()
        first = nil
        firstMayBeLinear = true
        head = nil
        unmergedBatchNorm = .gradient
        isGradient = true
    }

    /// The rule of one layer with weights.
    ///
    /// - Parameters:
    ///   - index: The layer, a convolution or linear.
    ///   - graph: The graph it belongs to.
    /// - Returns: The rule the layer gets.
    func rule(for index: Int, in graph: LayerGraph) -> any Rule {
        if let first, index == firstLayer(of: graph) { return first }
        if let head, index == graph.head { return head }
        if case .linear = graph.nodes[index].operation { return linear }
        return convolution
    }

    private func firstLayer(of graph: LayerGraph) -> Int? {
        graph.nodes.firstIndex { node in
            if case .convolution = node.operation { return true }
            return firstMayBeLinear && node.operation.isWeighted
        }
    }
}

extension LayerGraph {
    /// The layer with weights that makes the logits: the last one, followed only by layers without.
    package var head: Int? {
        var index = output
        while !nodes[index].operation.isWeighted {
            guard nodes[index].inputs.count == 1,
                case .node(let source) = nodes[index].inputs[0]
            else { return nil }
            index = source
        }
        return index
    }
}
