public import Kernels

/// What a layer computes from its inputs.
public enum LayerOperation: Sendable {
    /// A convolution; one bias per output channel, or none.
    case convolution(Convolution, bias: [Float]?)
    /// A fully connected layer; one bias per unit, or none.
    case linear(FullyConnected, bias: [Float]?)
    /// Batch normalization with the running statistics.
    case batchNorm(BatchNorm)
    /// A function of each value alone, such as ReLU.
    case activation(Activation)
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
    /// The first input times the second, which is a gate: `[N, C, 1, 1]` of a squeeze-excite block,
    /// or any shape that `Gating` fits.
    case gate
    /// Pictures enlarged.
    case upsample(Upsampling)
    /// A border around pictures.
    case pad(PlanePadding)
    /// Some channels of the input in a given order.
    case channels(ChannelGathering)
    /// `[N, C, H, W]` to `[N, C·H·W]`.
    case flatten
    /// `[N, C, H, W]` to `[N, H·W·C]`: the order of networks that hold channels last.
    case flattenChannelsLast
    /// The same values under other axes behind the batch: `[N] + shape`.
    case reshape([Int])
    /// The input as it is: dropout when not training, a batch norm that was merged away, or the name
    /// of a module whose last layer this is.
    case identity

    /// What the layer is called in messages and ledgers, such as `convolution`.
    public var kind: String {
        switch self {
        case .convolution: "convolution"
        case .linear: "linear"
        case .batchNorm: "batch norm"
        case .activation(let activation): activation.kind
        case .maxPool: "max pool"
        case .averagePool: "average pool"
        case .adaptiveAveragePool: "adaptive average pool"
        case .concatenation: "concatenation"
        case .addition: "addition"
        case .gate: "gate"
        case .upsample: "upsample"
        case .pad: "padding"
        case .channels: "channel choice"
        case .flatten, .flattenChannelsLast: "flatten"
        case .reshape: "reshape"
        case .identity: "identity"
        }
    }

    /// max(x, 0).
    public static let relu = LayerOperation.activation(.relu)
    /// min(max(x, 0), 6).
    public static let relu6 = LayerOperation.activation(.relu6)

    /// Whether the layer sums its inputs.
    package var isAddition: Bool {
        if case .addition = self { return true }
        return false
    }

    /// Whether the layer joins its inputs' channels.
    var isConcatenation: Bool {
        if case .concatenation = self { return true }
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
