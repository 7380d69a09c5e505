import Foundation
import Kernels
import Models
import Tensors

extension Activation {
    /// The derivative at every value; at a corner the one of torch (0 at a ReLU's zero).
    ///
    /// - Parameter input: What the activation was applied to, `[N, C, ...]`.
    /// - Returns: A tensor of the input's shape.
    func derivative(at input: Tensor) -> Tensor {
        switch self {
        case .relu: return ElementWise.map(input) { $0 > 0 ? 1 : 0 }
        case .clip(let low, let high):
            return ElementWise.map(input) { $0 > low && $0 < high ? 1 : 0 }
        case .leakyReLU(let slope): return ElementWise.map(input) { $0 > 0 ? 1 : slope }
        case .parametricReLU(let slopes): return Self.parametricDerivative(input, slopes)
        case .thresholdedReLU(let threshold):
            return ElementWise.map(input) { $0 > threshold ? 1 : 0 }
        case .exponential(let alpha, let scale, let width):
            return ElementWise.map(input) {
                scale * ($0 > 0 ? 1 : alpha / width * Foundation.exp($0 / width))
            }
        case .silu:
            return ElementWise.map(input) {
                let gate = Self.sigmoid($0)
                return gate * (1 + $0 * (1 - gate))
            }
        case .gelu(approximate: false):
            return ElementWise.map(input) {
                0.5 * (1 + Foundation.erf($0 * 0.707_106_77))
                    + $0 * 0.398_942_3 * Foundation.exp(-$0 * $0 / 2)
            }
        case .gelu(approximate: true):
            return ElementWise.map(input) {
                let inner = Foundation.tanh(0.797_884_6 * ($0 + 0.044715 * $0 * $0 * $0))
                let slope = 0.797_884_6 * (1 + 3 * 0.044715 * $0 * $0)
                return 0.5 * (1 + inner) + 0.5 * $0 * (1 - inner * inner) * slope
            }
        case .hardSwish:
            return ElementWise.map(input) { $0 <= -3 ? 0 : $0 >= 3 ? 1 : $0 / 3 + 0.5 }
        case .hardSigmoid(let slope, let offset):
            return ElementWise.map(input) {
                let value = slope * $0 + offset
                return value > 0 && value < 1 ? slope : 0
            }
        case .sigmoid:
            return ElementWise.map(input) {
                let value = Self.sigmoid($0)
                return value * (1 - value)
            }
        case .tanh:
            return ElementWise.map(input) {
                let value = Foundation.tanh($0)
                return 1 - value * value
            }
        case .softplus: return ElementWise.map(input, Self.sigmoid)
        case .softsign: return ElementWise.map(input) { 1 / ((1 + abs($0)) * (1 + abs($0))) }
        case .mish:
            return ElementWise.map(input) {
                let inner = max($0, 0) + Foundation.log1p(Foundation.exp(-abs($0)))
                let value = Foundation.tanh(inner)
                return value + $0 * (1 - value * value) * Self.sigmoid($0)
            }
        }
    }

    private static func sigmoid(_ value: Float) -> Float {
        1 / (1 + Foundation.exp(-value))
    }

    private static func parametricDerivative(_ input: Tensor, _ slopes: [Float]) -> Tensor {
        guard slopes.count > 1 else {
            return Activation.leakyReLU(slope: slopes.first ?? 0).derivative(at: input)
        }
        let positive = ElementWise.map(input) { $0 > 0 ? 1 : 0 }
        let zeros = [Float](repeating: 0, count: slopes.count)
        let rest = ElementWise.map(positive) { 1 - $0 }
        return ElementWise.sum(
            positive,
            ElementWise.affine(rest, scale: slopes, shift: zeros)
        )
    }
}
