public import Kernels
public import Tensors

/// The part of a layer's input that one term of a rule starts from.
public enum InputPart: Sendable, Equatable {
    /// x.
    case whole
    /// x⁺ = max(x, 0).
    case positive
    /// x⁻ = min(x, 0).
    case negative
    /// The same number everywhere, whatever the input.
    case ones
    /// One number per channel, whatever the input.
    case constant([Float])

    /// The part of an input, or nil where it is zero everywhere.
    func taken(of input: Tensor, hasNegative: Bool) -> Tensor? {
        switch self {
        case .whole:
            return input
        case .positive:
            return hasNegative ? ElementWise.positivePart(input) : input
        case .negative:
            return hasNegative ? ElementWise.negativePart(input) : nil
        case .ones:
            return Tensor(
                shape: input.shape,
                elements: [Float](repeating: 1, count: input.count)
            )
        case .constant(let values):
            return ElementWise.adding(bias: values, to: Tensor(zeros: input.shape))
        }
    }
}

/// One term of a rule: a part of the input through the layer's connections with changed weights.
public struct Contribution: Sendable {
    /// The part of the input.
    let part: InputPart
    /// The connections.
    let map: any LinearMap

    /// Makes a term.
    ///
    /// - Parameters:
    ///   - part: The part of the input.
    ///   - map: The connections.
    public init(_ part: InputPart, _ map: any LinearMap) {
        self.part = part
        self.map = map
    }
}

/// Terms that share a denominator: D = Σ terms + bias, and R_i = factor · part_i · Aᵀ(R / stab(D)).
public struct ContributionGroup: Sendable {
    /// What the group's relevance is multiplied with.
    let factor: Float
    /// The terms.
    let contributions: [Contribution]
    /// The bias in the denominator, one value per output channel, or none.
    let bias: [Float]?

    /// Makes a group.
    ///
    /// - Parameters:
    ///   - factor: What the group's relevance is multiplied with.
    ///   - contributions: The terms.
    ///   - bias: The bias in the denominator, or none.
    public init(factor: Float = 1, _ contributions: [Contribution], bias: [Float]?) {
        self.factor = factor
        self.contributions = contributions
        self.bias = bias
    }
}

/// A rule made of groups of terms: relevance is shared out in proportion to contributions.
///
/// All rules of the literature that need more than the gradient have this form; `Rules` states each
/// by its terms. What the bias holds in a denominator it keeps.
public struct ContributionRule: BoundRule {
    /// What the rule is called in ledgers.
    public let name: String
    private let groups: [ContributionGroup]
    private let epsilon: Float
    private let dividesByOutput: Bool
    /// Whether any term tells positive from negative inputs.
    private let splitsBySign: Bool

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - name: What the rule is called in ledgers.
    ///   - epsilon: The stabilizer, absolute.
    ///   - dividesByOutput: Whether the only denominator is the layer's output itself.
    ///   - groups: The groups of terms.
    public init(
        name: String,
        epsilon: Float,
        dividesByOutput: Bool = false,
        groups: [ContributionGroup]
    ) {
        self.name = name
        self.groups = groups
        self.epsilon = epsilon
        self.dividesByOutput = dividesByOutput
        splitsBySign = groups.contains { group in
            group.contributions.contains { $0.part == .positive || $0.part == .negative }
        }
    }

    /// Whether the only denominator is the layer's output.
    public var usesOutput: Bool { dividesByOutput }

    /// One denominator per group, before stabilizing.
    public func denominators(input: Tensor, output: Tensor?) -> [Tensor] {
        if dividesByOutput, let output { return [output] }
        let hasNegative = splitsBySign && ElementWise.hasNegative(input)
        return groups.map { group in
            var sum: Tensor?
            for contribution in group.contributions {
                guard let part = contribution.part.taken(of: input, hasNegative: hasNegative)
                else { continue }
                let product = contribution.map.applied(to: part)
                sum = sum.map { ElementWise.sum($0, product) } ?? product
            }
            guard let sum else { preconditionFailure("\(name) has a group without terms") }
            return group.bias.map { ElementWise.adding(bias: $0, to: sum) } ?? sum
        }
    }

    /// Hands relevance through the layer by all groups.
    public func propagate(
        _ relevance: consuming Tensor,
        through passage: Passage,
        losses: inout RelevanceLosses?
    ) -> Tensor {
        // The last group takes the relevance's storage for its quotients.
        var remaining = Optional(consume relevance)
        let hasNegative = splitsBySign && ElementWise.hasNegative(passage.input)
        var result: Tensor?
        for (index, group) in groups.enumerated() {
            let denominators = passage.denominators[index]
            let taken = index == groups.count - 1 ? remaining.take() : remaining
            guard let taken else { preconditionFailure("\(name) has no relevance left") }
            let quotients = RowBroadcast.stabilizedQuotient(
                taken,
                denominators,
                rows: passage.rows,
                epsilon: epsilon
            )
            losses?.add(quotients, group, denominators, rows: passage.rows, epsilon: epsilon)
            for contribution in group.contributions {
                guard
                    let part = contribution.part.taken(of: passage.input, hasNegative: hasNegative)
                else { continue }
                var handed = contribution.map.transposedApplied(
                    to: quotients,
                    inputShape: passage.input.shape
                )
                if contribution.part != .ones {
                    handed = RowBroadcast.product(handed, part, rows: passage.rows)
                }
                if group.factor != 1 { handed = ElementWise.scaled(handed, by: group.factor) }
                result = result.map { ElementWise.sum($0, handed) } ?? handed
            }
        }
        guard let result else { preconditionFailure("\(name) has no terms") }
        return result
    }
}
