import Foundation
import Kernels
public import Tensors

/// A function applied to each value alone.
///
/// Relevance passes every one of them unchanged, as zennit's `Pass`.
public enum Activation: Sendable, Hashable {
    /// max(x, 0).
    case relu
    /// x where it is positive, slope · x elsewhere.
    case leakyReLU(slope: Float)
    /// x where it is positive, elsewhere x times its channel's slope; one slope serves all channels.
    case parametricReLU(slopes: [Float])
    /// x where it lies above the threshold, 0 elsewhere.
    case thresholdedReLU(threshold: Float)
    /// x, or the nearer bound: ReLU6 has 0 and 6, a hard tanh -1 and 1.
    case clip(low: Float, high: Float)
    /// scale · x where x is positive, scale · alpha (exp(x / width) - 1) elsewhere: ELU (scale and
    /// width 1), SELU, CELU (width alpha).
    case exponential(alpha: Float, scale: Float, width: Float)
    /// x · σ(x), also called swish.
    case silu
    /// x · Φ(x), or its tanh approximation.
    case gelu(approximate: Bool)
    /// x · min(max(slope · x + offset, 0), 1), with 1/6 and 1/2.
    case hardSwish
    /// min(max(slope · x + offset, 0), 1).
    case hardSigmoid(slope: Float, offset: Float)
    /// 1 / (1 + exp(-x)).
    case sigmoid
    /// tanh(x).
    case tanh
    /// log(1 + exp(x)).
    case softplus
    /// x / (1 + |x|).
    case softsign
    /// x · tanh(log(1 + exp(x))).
    case mish

    /// min(max(x, 0), 6).
    public static let relu6 = Activation.clip(low: 0, high: 6)

    /// What the activation is called in messages and ledgers, such as `relu6`.
    public var kind: String {
        switch self {
        case .relu: "relu"
        case .leakyReLU: "leaky relu"
        case .parametricReLU: "parametric relu"
        case .thresholdedReLU: "thresholded relu"
        case .clip: self == .relu6 ? "relu6" : "clip"
        case .exponential: "elu"
        case .silu: "silu"
        case .gelu: "gelu"
        case .hardSwish: "hard swish"
        case .hardSigmoid: "hard sigmoid"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .softplus: "softplus"
        case .softsign: "softsign"
        case .mish: "mish"
        }
    }

    /// Whether no value comes out below zero, whatever goes in.
    public var isNonNegative: Bool {
        switch self {
        case .relu, .sigmoid, .hardSigmoid, .softplus: true
        case .clip(let low, _): low >= 0
        case .thresholdedReLU(let threshold): threshold >= 0
        default: false
        }
    }

    /// Whether values above zero come out as they went in and none comes out below: nothing then
    /// comes out below zero or changes what was not.
    public var keepsNonNegative: Bool {
        switch self {
        case .sigmoid, .hardSigmoid, .softplus, .clip: isNonNegative
        default: true
        }
    }

    /// The activation of every value.
    ///
    /// - Parameter input: `[N, C, ...]`; any shape, except for slopes by channel.
    /// - Returns: A tensor of the input's shape.
    public func applied(to input: Tensor) -> Tensor {
        switch self {
        case .relu: return ElementWise.positivePart(input)
        case .clip(let low, let high):
            return ElementWise.clamped(input, to: low...max(low, high))
        case .leakyReLU(let slope):
            return ElementWise.map(input) { $0 > 0 ? $0 : slope * $0 }
        case .parametricReLU(let slopes):
            return Self.parametric(input, slopes)
        case .thresholdedReLU(let threshold):
            return ElementWise.map(input) { $0 > threshold ? $0 : 0 }
        case .exponential(let alpha, let scale, let width):
            return ElementWise.map(input) {
                scale * ($0 > 0 ? $0 : alpha * Foundation.expm1($0 / width))
            }
        case .silu: return ElementWise.map(input) { $0 / (1 + Foundation.exp(-$0)) }
        case .gelu(approximate: false):
            return ElementWise.map(input) { $0 * 0.5 * (1 + Foundation.erf($0 * 0.707_106_77)) }
        case .gelu(approximate: true):
            return ElementWise.map(input) {
                $0 * 0.5 * (1 + Foundation.tanh(0.797_884_6 * ($0 + 0.044715 * $0 * $0 * $0)))
            }
        case .hardSwish: return ElementWise.map(input) { $0 * min(max($0 / 6 + 0.5, 0), 1) }
        case .hardSigmoid(let slope, let offset):
            return ElementWise.map(input) { min(max(slope * $0 + offset, 0), 1) }
        case .sigmoid: return ElementWise.map(input) { 1 / (1 + Foundation.exp(-$0)) }
        case .tanh: return ElementWise.map(input) { Foundation.tanh($0) }
        case .softplus: return ElementWise.map(input, Self.softplus)
        case .softsign: return ElementWise.map(input) { $0 / (1 + abs($0)) }
        case .mish: return ElementWise.map(input) { $0 * Foundation.tanh(Self.softplus($0)) }
        }
    }

    /// log(1 + exp(x)), without overflow for large x.
    private static func softplus(_ value: Float) -> Float {
        max(value, 0) + Foundation.log1p(Foundation.exp(-abs(value)))
    }

    private static func parametric(_ input: Tensor, _ slopes: [Float]) -> Tensor {
        guard slopes.count > 1 else {
            return Activation.leakyReLU(slope: slopes.first ?? 0).applied(to: input)
        }
        let none = [Float](repeating: 0, count: slopes.count)
        return ElementWise.sum(
            ElementWise.positivePart(input),
            ElementWise.affine(ElementWise.negativePart(input), scale: slopes, shift: none)
        )
    }
}
