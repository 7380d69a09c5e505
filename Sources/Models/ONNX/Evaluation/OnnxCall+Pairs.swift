import Foundation
import Tensors

/// Operators that take two values, or more, at each place.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func pairOperator() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "Add": [try pairs({ $0 + $1 }, { $0 &+ $1 })]
        case "Sub": [try pairs({ $0 - $1 }, { $0 &- $1 })]
        case "Mul": [try pairs({ $0 * $1 }, { $0 &* $1 })]
        case "Div": [try quotient()]
        case "Mod": [try remainder()]
        case "Pow": [try power()]
        case "Min": [try chain({ $1 < $0 || $1.isNaN ? $1 : $0 }, { min($0, $1) })]
        case "Max": [try chain({ $1 > $0 || $1.isNaN ? $1 : $0 }, { max($0, $1) })]
        case "Sum": [try chain({ $0 + $1 }, { $0 &+ $1 })]
        case "Mean": [try mean()]
        case "PRelu": [try pairs({ $0 < 0 ? $1 * $0 : $0 }, { $0 < 0 ? $1 &* $0 : $0 })]
        case "Equal": [try comparison({ $0 == $1 }, { $0 == $1 }, { $0 == $1 })]
        case "Greater": [try comparison({ $0 > $1 }, { $0 > $1 })]
        case "GreaterOrEqual": [try comparison({ $0 >= $1 }, { $0 >= $1 })]
        case "Less": [try comparison({ $0 < $1 }, { $0 < $1 })]
        case "LessOrEqual": [try comparison({ $0 <= $1 }, { $0 <= $1 })]
        case "And": [try comparison(nil, nil, { $0 && $1 })]
        case "Or": [try comparison(nil, nil, { $0 || $1 })]
        case "Xor": [try comparison(nil, nil, { $0 != $1 })]
        default: nil
        }
    }

    private func quotient() throws(ModelsError) -> OnnxTensor {
        if case .integers(let divisors) = try input(1).values, divisors.contains(0) {
            throw failure("divides by 0")
        }
        return try pairs({ $0 / $1 }, { $0.dividedReportingOverflow(by: $1).partialValue })
    }

    private func remainder() throws(ModelsError) -> OnnxTensor {
        if case .integers(let divisors) = try input(1).values, divisors.contains(0) {
            throw failure("divides by 0")
        }
        // The sign of the dividend as in C, or that of the divisor as in Python.
        let asInC = try integer("fmod") == 1
        return try pairs(
            { dividend, divisor in
                let rest = Foundation.fmod(dividend, divisor)
                return asInC || rest == 0 || (rest < 0) == (divisor < 0) ? rest : rest + divisor
            },
            { dividend, divisor in
                let rest = dividend.remainderReportingOverflow(dividingBy: divisor).partialValue
                return asInC || rest == 0 || (rest < 0) == (divisor < 0) ? rest : rest + divisor
            }
        )
    }

    /// Base and exponent may be of different types; the result has the base's.
    private func power() throws(ModelsError) -> OnnxTensor {
        let (base, exponent) = (try input(0), try input(1))
        guard let shape = OnnxTensor.common(base.shape, exponent.shape) else {
            throw failure("\(base.shape) and \(exponent.shape) do not fit")
        }
        try count(of: shape, from: max(base.count, exponent.count))
        let (x, y) = (try base.numbers(self, shape), try exponent.numbers(self, shape))
        let powers = zip(x, y).map { Foundation.pow($0, $1) }
        if case .floats = base.values {
            return OnnxTensor(shape: shape, values: .floats(powers.map { Float($0) }))
        }
        return OnnxTensor(
            shape: shape,
            values: .integers(powers.map { Int(exactly: $0.rounded(.towardZero)) ?? 0 })
        )
    }

    private func mean() throws(ModelsError) -> OnnxTensor {
        let sum = try chain({ $0 + $1 }, { $0 &+ $1 })
        guard case .floats(let values) = sum.values else { throw failure("needs floats") }
        let count = Float(inputs.count)
        return OnnxTensor(shape: sum.shape, values: .floats(values.map { $0 / count }))
    }

    // MARK: - Meeting

    private func chain(
        _ floats: (Float, Float) -> Float,
        _ integers: (Int, Int) -> Int
    ) throws(ModelsError) -> OnnxTensor {
        var result = try input(0)
        for index in inputs.indices.dropFirst() {
            result = try meeting(result, try input(index), floats, integers)
        }
        return result
    }

    private func pairs(
        _ floats: (Float, Float) -> Float,
        _ integers: (Int, Int) -> Int
    ) throws(ModelsError) -> OnnxTensor {
        try meeting(try input(0), try input(1), floats, integers)
    }

    private func meeting(
        _ first: OnnxTensor,
        _ second: OnnxTensor,
        _ floats: (Float, Float) -> Float,
        _ integers: (Int, Int) -> Int
    ) throws(ModelsError) -> OnnxTensor {
        let (shape, x, y) = try spread(first, second)
        return switch (x, y) {
        case (.floats(let x), .floats(let y)):
            OnnxTensor(shape: shape, values: .floats(zip(x, y).map(floats)))
        case (.integers(let x), .integers(let y)):
            OnnxTensor(shape: shape, values: .integers(zip(x, y).map(integers)))
        default: throw failure("needs two values of numbers of one type")
        }
    }

    private func comparison(
        _ floats: ((Float, Float) -> Bool)?,
        _ integers: ((Int, Int) -> Bool)?,
        _ booleans: ((Bool, Bool) -> Bool)? = nil
    ) throws(ModelsError) -> OnnxTensor {
        let (shape, x, y) = try spread(try input(0), try input(1))
        let flags: [Bool]? =
            switch (x, y) {
            case (.floats(let x), .floats(let y)): floats.map { zip(x, y).map($0) }
            case (.integers(let x), .integers(let y)): integers.map { zip(x, y).map($0) }
            case (.booleans(let x), .booleans(let y)): booleans.map { zip(x, y).map($0) }
            default: nil
            }
        guard let flags else { throw failure("cannot compare values of these types") }
        return OnnxTensor(shape: shape, values: .booleans(flags))
    }

    private func spread(
        _ first: OnnxTensor,
        _ second: OnnxTensor
    ) throws(ModelsError) -> (shape: [Int], OnnxTensor.Values, OnnxTensor.Values) {
        guard let shape = OnnxTensor.common(first.shape, second.shape) else {
            throw failure("\(first.shape) and \(second.shape) do not fit")
        }
        try count(of: shape, from: max(first.count, second.count))
        return (shape, first.broadcast(to: shape).values, second.broadcast(to: shape).values)
    }
}

extension OnnxTensor {
    /// The values as numbers of double precision, repeated to a shape.
    fileprivate func numbers(_ call: OnnxCall, _ shape: [Int]) throws(ModelsError) -> [Double] {
        switch broadcast(to: shape).values {
        case .floats(let list): list.map { Double($0) }
        case .integers(let list): list.map { Double($0) }
        case .booleans: throw call.failure("needs numbers")
        }
    }
}
