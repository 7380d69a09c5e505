public import Tensors

/// One photo's score for every channel of a layer, and where in the layer each channel was strongest.
public struct ChannelScores: Sendable, Equatable {
    /// The score of each channel; normalised ones are -1 to 1.
    ///
    /// See `ReferenceMode`.
    public let scores: [Double]
    /// The place of each channel's largest value: the flat row-major index in [h, w], the first of equals.
    public let neurons: [Int]
    /// The layer's output at those places.
    public let activations: [Double]

    /// Measures one photo.
    ///
    /// - Parameters:
    ///   - values: The relevance or output of the layer: [C, h, w], or [C] of a fully connected one.
    ///   - output: The layer's output, of the same shape; nil if that is what `values` are.
    ///   - pooling: How the places of a channel make one number.
    ///   - normalized: Whether to divide by the photo's absolute sum.
    public init(
        _ values: Tensor,
        output: Tensor? = nil,
        pooling: ReferenceMode.Pooling = .sum,
        normalized: Bool = true
    ) {
        self.init(
            ChannelTotals(values),
            output: output ?? values,
            pooling: pooling,
            normalized: normalized
        )
    }

    /// Makes the scores of one ranking from what several have in common.
    package init(
        _ totals: ChannelTotals,
        output: Tensor,
        pooling: ReferenceMode.Pooling,
        normalized: Bool
    ) {
        let values = pooling == .sum ? totals.sums : totals.maxima
        let total = values.reduce(0) { $0 + abs($1) } + 1e-10
        scores = normalized ? values.map { $0 / total } : values
        neurons = totals.places
        let area = output.shape.dropFirst().reduce(1, *)
        precondition(output.shape.first == values.count, "\(values.count) channels of an output")
        let outputs = output.elements
        activations = totals.places.enumerated().map { channel, place in
            Double(outputs[channel * area + place])
        }
    }

    /// Makes the value of its parts.
    package init(scores: [Double], neurons: [Int], activations: [Double]) {
        self.scores = scores
        self.neurons = neurons
        self.activations = activations
    }

    /// Whether every score is a number: false where the network's output overflowed.
    public var areFinite: Bool {
        scores.allSatisfy(\.isFinite) && activations.allSatisfy(\.isFinite)
    }
}
