import Foundation
import Kernels
import Tensors

/// Operators that take one value at each place.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func singleOperator() throws(ModelsError) -> [OnnxTensor]? {
        if let activation = try activation() {
            return [OnnxTensor(activation.applied(to: try floats(0)))]
        }
        switch node.operation {
        case "Not":
            return [
                OnnxTensor(
                    shape: try input(0).shape,
                    values: .booleans(try booleans(0).map { !$0 })
                )
            ]
        case "Neg": return [try map({ -$0 }, { 0 &- $0 })]
        case "Abs": return [try map({ abs($0) }, { $0 < 0 ? 0 &- $0 : $0 })]
        case "Sign": return [try map({ $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, { $0.signum() })]
        case "Reciprocal": return [try map { 1 / $0 }]
        case "Sqrt": return [try map { $0.squareRoot() }]
        case "Exp": return [try map { Foundation.exp($0) }]
        case "Log": return [try map { Foundation.log($0) }]
        case "Erf": return [try map { Foundation.erf($0) }]
        case "Floor": return [try map { $0.rounded(.down) }]
        case "Ceil": return [try map { $0.rounded(.up) }]
        case "Round": return [try map { $0.rounded(.toNearestOrEven) }]
        case "Sin": return [try map { Foundation.sin($0) }]
        case "Cos": return [try map { Foundation.cos($0) }]
        case "Tan": return [try map { Foundation.tan($0) }]
        case "Sinh": return [try map { Foundation.sinh($0) }]
        case "Cosh": return [try map { Foundation.cosh($0) }]
        case "Asin": return [try map { Foundation.asin($0) }]
        case "Acos": return [try map { Foundation.acos($0) }]
        case "Atan": return [try map { Foundation.atan($0) }]
        case "Asinh": return [try map { Foundation.asinh($0) }]
        case "Acosh": return [try map { Foundation.acosh($0) }]
        case "Atanh": return [try map { Foundation.atanh($0) }]
        default: return nil
        }
    }

    private func map(
        _ floats: @Sendable (Float) -> Float,
        _ integers: ((Int) -> Int)? = nil
    ) throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        if case .integers(let list) = value.values, let integers {
            return OnnxTensor(shape: value.shape, values: .integers(list.map(integers)))
        }
        return OnnxTensor(ElementWise.map(try self.floats(0), floats))
    }

    /// The activation that the node is, if it is one with constant parameters; the bounds of a
    /// `Clip` may be inputs.
    private func activation() throws(ModelsError) -> Activation? {
        switch node.operation {
        case "Relu": return .relu
        case "LeakyRelu": return .leakyReLU(slope: try float("alpha") ?? 0.01)
        case "ThresholdedRelu": return .thresholdedReLU(threshold: try float("alpha") ?? 1)
        case "Elu": return .exponential(alpha: try float("alpha") ?? 1, scale: 1, width: 1)
        case "Celu":
            let alpha = try float("alpha") ?? 1
            return .exponential(alpha: alpha, scale: 1, width: alpha)
        case "Selu":
            return .exponential(
                alpha: try float("alpha") ?? 1.673_263_2,
                scale: try float("gamma") ?? 1.050_701,
                width: 1
            )
        case "HardSigmoid":
            return .hardSigmoid(slope: try float("alpha") ?? 0.2, offset: try float("beta") ?? 0.5)
        case "HardSwish": return .hardSwish
        case "Swish": return try float("alpha") ?? 1 == 1 ? .silu : nil
        case "Gelu": return .gelu(approximate: try string("approximate") == "tanh")
        case "Sigmoid": return .sigmoid
        case "Tanh": return .tanh
        case "Softplus": return .softplus
        case "Softsign": return .softsign
        case "Mish": return .mish
        default: return nil
        }
    }
}
