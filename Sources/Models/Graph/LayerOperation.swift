public import Kernels

/// What a layer computes from its inputs.
public enum LayerOperation: Sendable {
    /// A convolution; one bias per output channel, or none.
    case convolution(Convolution, bias: [Float]?)
    /// A fully connected layer; one bias per unit, or none.
    case linear(FullyConnected, bias: [Float]?)
    /// Batch normalization with the running statistics.
    case batchNorm(BatchNorm)
    /// max(x, 0).
    case relu
    /// The maximum of each window.
    case maxPool(MaxPooling)
    /// The mean of each window.
    case averagePool(AveragePooling)
    /// The mean of as many windows as the output has values.
    case adaptiveAveragePool(AdaptiveAveragePooling)
    /// The inputs' channels, one input after the other.
    case concatenation
    /// `[N, C, H, W]` to `[N, C·H·W]`.
    case flatten
    /// The input as it is: dropout when not training, or a batch norm that was merged away.
    case identity

    /// What the layer is called in messages and ledgers, such as `convolution`.
    public var kind: String {
        switch self {
        case .convolution: "convolution"
        case .linear: "linear"
        case .batchNorm: "batch norm"
        case .relu: "relu"
        case .maxPool: "max pool"
        case .averagePool: "average pool"
        case .adaptiveAveragePool: "adaptive average pool"
        case .concatenation: "concatenation"
        case .flatten: "flatten"
        case .identity: "identity"
        }
    }

    /// Whether the layer holds weights that are multiplied with its input.
    public var isWeighted: Bool {
        switch self {
        case .convolution, .linear: true
        default: false
        }
    }
}
