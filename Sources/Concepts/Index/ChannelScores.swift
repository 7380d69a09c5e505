public import Tensors

/// One photo's score for every channel of a layer, and where in the layer each channel was strongest.
public struct ChannelScores: Sendable, Equatable {
    /// The score of each channel: its sum over space, divided by the sum over the channels of the absolute
    /// sums, + 1e-10; -1 to 1.
    public let scores: [Double]
    /// The place of each channel's largest value: the flat row-major index in [h, w], the first of equals.
    public let neurons: [Int]

    /// Measures one photo.
    ///
    /// - Parameters:
    ///   - values: The relevance or output of the layer: [C, h, w], or [C] of a fully connected one.
    ///   - normalized: Whether to divide by the photo's absolute sum; without it the scores are the plain
    ///     sums.
    public init(_ values: Tensor, normalized: Bool = true) {
        precondition(
            [1, 3].contains(values.shape.count),
            "[C, h, w] or [C] expected, not \(values.shape)"
        )
        let channels = values.shape[0]
        let area = values.shape.dropFirst().reduce(1, *)
        var sums = [Double](repeating: 0, count: channels)
        var neurons = [Int](repeating: 0, count: channels)
        values.elements.withUnsafeBufferPointer { elements in
            for channel in 0..<channels {
                var sum = 0.0
                var largest = -Float.infinity
                for place in 0..<area {
                    let value = elements[channel * area + place]
                    sum += Double(value)
                    if value > largest {
                        largest = value
                        neurons[channel] = place
                    }
                }
                sums[channel] = sum
            }
        }
        let total = sums.reduce(0) { $0 + abs($1) } + 1e-10
        self.scores = normalized ? sums.map { $0 / total } : sums
        self.neurons = neurons
    }

    /// Whether every score is a number: false where the network's output overflowed.
    public var areFinite: Bool { scores.allSatisfy(\.isFinite) }
}
