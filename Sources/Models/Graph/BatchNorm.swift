/// Batch normalization at inference: y = (x - mean) / √(variance + epsilon) · weight + bias, per
/// channel.
public struct BatchNorm: Sendable, Equatable {
    /// The learned factor of each channel.
    public let weight: [Float]
    /// The learned shift of each channel.
    public let bias: [Float]
    /// The running mean of each channel.
    public let mean: [Float]
    /// The running variance of each channel.
    public let variance: [Float]
    /// What is added to the variance; 1e-5 in torch.
    public let epsilon: Double

    /// Makes a batch norm of its parts, all of one length.
    public init(
        weight: [Float],
        bias: [Float],
        mean: [Float],
        variance: [Float],
        epsilon: Double = 1e-5
    ) {
        precondition(
            bias.count == weight.count && mean.count == weight.count
                && variance.count == weight.count,
            "\(weight.count) weights, \(bias.count) biases"
        )
        self.weight = weight
        self.bias = bias
        self.mean = mean
        self.variance = variance
        self.epsilon = epsilon
    }

    /// weight / √(variance + epsilon) of each channel: what the input is multiplied with.
    public var scale: [Double] {
        zip(weight, variance).map { Double($0) / (Double($1) + epsilon).squareRoot() }
    }

    /// bias - mean · scale of each channel: what is added after that.
    public var shift: [Double] {
        zip(zip(bias, mean), scale).map { Double($0.0) - Double($0.1) * $1 }
    }
}
