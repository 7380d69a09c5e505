import Foundation
import Tensors

/// Operators that make one value out of many.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func reduction() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "ReduceSum": [try reduced({ $0.reduce(0, +) }, { $0.reduce(0, &+) })]
        case "ReduceProd": [try reduced({ $0.reduce(1, *) }, { $0.reduce(1, &*) })]
        case "ReduceMean":
            [
                try reduced(
                    { $0.reduce(0, +) / Double($0.count) },
                    { $0.reduce(0, &+) / max($0.count, 1) }
                )
            ]
        case "ReduceMax":
            [try reduced({ $0.max() ?? -.infinity }, { $0.max() ?? .min })]
        case "ReduceMin":
            [try reduced({ $0.min() ?? .infinity }, { $0.min() ?? .max })]
        case "ReduceSumSquare":
            [try reduced({ $0.reduce(0) { $0 + $1 * $1 } }, { $0.reduce(0) { $0 &+ $1 &* $1 } })]
        case "ReduceL1":
            [try reduced({ $0.reduce(0) { $0 + abs($1) } }, nil)]
        case "ReduceL2":
            [try reduced({ $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }, nil)]
        case "ReduceLogSum":
            [try reduced({ Foundation.log($0.reduce(0, +)) }, nil)]
        case "ReduceLogSumExp":
            [try reduced(Self.logOfSumOfPowers, nil)]
        case "ArgMax": [try extremum { $0 > $1 }]
        case "ArgMin": [try extremum { $0 < $1 }]
        case "Softmax": [try softmax(logarithmic: false)]
        case "LogSoftmax": [try softmax(logarithmic: true)]
        default: nil
        }
    }

    private static func logOfSumOfPowers(_ values: [Double]) -> Double {
        let highest = values.max() ?? -.infinity
        guard highest.isFinite else { return highest }
        return highest + Foundation.log(values.reduce(0) { $0 + Foundation.exp($1 - highest) })
    }

    private func reduced(
        _ floats: ([Double]) -> Double,
        _ integers: (([Int]) -> Int)?
    ) throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let rank = value.shape.count
        let listed = try self.integers(named: "axes", orInput: 1) ?? []
        let keeps = try integer("keepdims") ?? 1 != 0
        if listed.isEmpty, try integer("noop_with_empty_axes") == 1 { return value }
        let axes = listed.isEmpty ? Array(0..<rank) : try axes(listed, rank: rank)
        let rest = (0..<rank).filter { !axes.contains($0) }
        let strides = StridedLayout.rowMajor(value.shape)
        // The axes that go last, so that what becomes one value lies in one run.
        let order = rest + axes
        let moved = value.view(
            shape: order.map { value.shape[$0] },
            strides: order.map { strides[$0] }
        )
        let run = axes.map { value.shape[$0] }.reduce(1, *)
        let count = rest.map { value.shape[$0] }.reduce(1, *)
        try self.count(of: [count], from: value.count)
        let shape =
            keeps
            ? (0..<rank).map { axes.contains($0) ? 1 : value.shape[$0] }
            : rest.map { value.shape[$0] }
        switch moved.values {
        case .floats(let list):
            let results = (0..<count).map { index -> Float in
                let values = list[index * run..<(index + 1) * run]
                return Float(floats(values.map { Double($0) }))
            }
            return OnnxTensor(shape: shape, values: .floats(results))
        case .integers(let list):
            guard let integers else { throw failure("needs floats") }
            let results = (0..<count).map { integers(Array(list[$0 * run..<($0 + 1) * run])) }
            return OnnxTensor(shape: shape, values: .integers(results))
        case .booleans(let list):
            // The largest of truth values is whether any is true, the least whether all are.
            guard node.operation == "ReduceMax" || node.operation == "ReduceMin", let integers
            else { throw failure("needs numbers") }
            let results = (0..<count).map { index in
                integers(list[index * run..<(index + 1) * run].map { $0 ? 1 : 0 }) == 1
            }
            return OnnxTensor(shape: shape, values: .booleans(results))
        }
    }

    private func extremum(_ isBetter: (Double, Double) -> Bool) throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let rank = value.shape.count
        let axis = try axis(try integer("axis") ?? 0, rank: rank)
        let takesLast = try integer("select_last_index") == 1
        let numbers: [Double] =
            switch value.values {
            case .floats(let list): list.map { Double($0) }
            case .integers(let list): list.map { Double($0) }
            case .booleans(let list): list.map { $0 ? 1 : 0 }
            }
        let length = value.shape[axis]
        let inner = value.shape[(axis + 1)...].reduce(1, *)
        let outer = value.shape[..<axis].reduce(1, *)
        guard length > 0 else { throw failure("axis \(axis) is empty") }
        var places: [Int] = []
        for block in 0..<(inner == 0 ? 0 : outer) {
            for column in 0..<inner {
                var best = 0
                for place in 1..<max(length, 1) {
                    let found = numbers[(block * length + place) * inner + column]
                    let known = numbers[(block * length + best) * inner + column]
                    if isBetter(found, known) || takesLast && found == known { best = place }
                }
                places.append(best)
            }
        }
        var shape = value.shape
        if try integer("keepdims") ?? 1 != 0 { shape[axis] = 1 } else { shape.remove(at: axis) }
        return OnnxTensor(shape: shape, values: .integers(places))
    }

    /// Before opset 13 the axis and all behind it are one.
    private func softmax(logarithmic: Bool) throws(ModelsError) -> OnnxTensor {
        let value = try floats(0)
        let rank = value.shape.count
        let axis = try axis(try integer("axis") ?? (opset < 13 ? 1 : -1), rank: rank)
        let length =
            opset < 13 ? value.shape[axis...].reduce(1, *) : value.shape[axis]
        let inner = opset < 13 ? 1 : value.shape[(axis + 1)...].reduce(1, *)
        var result = value.elements
        guard !result.isEmpty else { return OnnxTensor(value) }
        for block in 0..<value.count / (length * inner) {
            for column in 0..<inner {
                let places = (0..<length).map { (block * length + $0) * inner + column }
                let highest = places.reduce(-Double.infinity) { max($0, Double(result[$1])) }
                let sum = places.reduce(0.0) { $0 + Foundation.exp(Double(result[$1]) - highest) }
                for place in places {
                    let power = Double(result[place]) - highest
                    result[place] = Float(
                        logarithmic ? power - Foundation.log(sum) : Foundation.exp(power) / sum
                    )
                }
            }
        }
        return OnnxTensor(shape: value.shape, values: .floats(result))
    }
}
