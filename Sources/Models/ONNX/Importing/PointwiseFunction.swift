import Foundation
import Tensors

/// A function of one value, as nodes of a file spell it out.
///
/// Exporters write x · σ(x) or GELU as several nodes; together they are recognised by what they
/// compute.
indirect enum PointwiseFunction {
    /// One step.
    enum Step {
        case activation(Activation)
        /// scale · x + shift.
        case affine(scale: Double, shift: Double)
        case power(Double)
        case erf
        case exp
        case reciprocal
        case absolute
    }

    /// x itself.
    case variable
    case step(Step, PointwiseFunction)
    case sum(PointwiseFunction, PointwiseFunction)
    case product(PointwiseFunction, PointwiseFunction)
    case quotient(PointwiseFunction, PointwiseFunction)

    /// How many steps there are, those of both sides counted.
    var size: Int {
        switch self {
        case .variable: 0
        case .step(_, let inner): inner.size + 1
        case .sum(let first, let second), .product(let first, let second),
            .quotient(let first, let second):
            first.size + second.size + 1
        }
    }

    /// The one activation that this is, if it is one.
    var activation: Activation? {
        if case .step(.activation(let activation), .variable) = self { return activation }
        let values = Self.samples.elements.map { Double($0) }.map(value)
        return Self.known.first { _, expected in
            zip(values, expected).allSatisfy { abs($0 - $1) <= 2e-5 + 1e-5 * abs($1) }
        }?.activation
    }

    /// The function at one place.
    private func value(_ x: Double) -> Double {
        switch self {
        case .variable: x
        case .sum(let first, let second): first.value(x) + second.value(x)
        case .product(let first, let second): first.value(x) * second.value(x)
        case .quotient(let first, let second): first.value(x) / second.value(x)
        case .step(let step, let inner): Self.value(step, inner.value(x))
        }
    }

    private static func value(_ step: Step, _ x: Double) -> Double {
        switch step {
        case .activation(let activation):
            Double(activation.applied(to: Tensor(shape: [1, 1], elements: [Float(x)])).elements[0])
        case .affine(let scale, let shift): scale * x + shift
        case .power(let exponent): Foundation.pow(x, exponent)
        case .erf: Foundation.erf(x)
        case .exp: Foundation.exp(x)
        case .reciprocal: 1 / x
        case .absolute: abs(x)
        }
    }

    // MARK: - What can be recognised

    private static let samples = Tensor(
        shape: [1, 61],
        elements: (-30...30).map { Float($0) * 0.29 + 0.013 }
    )

    private static let known: [(activation: Activation, values: [Double])] = [
        Activation.silu, .hardSwish, .gelu(approximate: false), .gelu(approximate: true), .mish,
        .sigmoid, .hardSigmoid(slope: 1.0 / 6, offset: 0.5), .hardSigmoid(slope: 0.2, offset: 0.5),
        .softsign, .softplus, .relu6, .tanh,
    ].map { ($0, $0.applied(to: samples).elements.map(Double.init)) }
}
