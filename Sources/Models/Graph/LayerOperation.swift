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
    /// min(max(x, 0), 6).
    case relu6
    /// The maximum of each window.
    case maxPool(MaxPooling)
    /// The mean of each window.
    case averagePool(AveragePooling)
    /// The mean of as many windows as the output has values.
    case adaptiveAveragePool(AdaptiveAveragePooling)
    /// The inputs' channels, one input after the other.
    case concatenation
    /// The sum of the inputs, all of one shape: where a residual branch joins.
    case addition
    /// `[N, C, H, W]` to `[N, C·H·W]`.
    case flatten
    /// The input as it is: dropout when not training, a batch norm that was merged away, or the name
    /// of a module whose last layer this is.
    case identity

    /// What the layer is called in messages and ledgers, such as `convolution`.
    public var kind: String {
        switch self {
        case .convolution: "convolution"
        case .linear: "linear"
        case .batchNorm: "batch norm"
        case .relu: "relu"
        case .relu6: "relu6"
        case .maxPool: "max pool"
        case .averagePool: "average pool"
        case .adaptiveAveragePool: "adaptive average pool"
        case .concatenation: "concatenation"
        case .addition: "addition"
        case .flatten: "flatten"
        case .identity: "identity"
        }
    }

    /// Whether the layer sums its inputs.
    package var isAddition: Bool {
        if case .addition = self { return true }
        return false
    }

    /// Whether the layer holds weights that are multiplied with its input.
    public var isWeighted: Bool {
        switch self {
        case .convolution, .linear: true
        default: false
        }
    }
}
