import Tensors

/// Convolutions and poolings, written as their definitions.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func windowOperator() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "Conv": return [try convolution()]
        case "AveragePool": return [try averagePooling()]
        case "MaxPool": return try maxPooling()
        case "GlobalAveragePool":
            return [try globalPooling { $0.reduce(0.0) { $0 + Double($1) } / Double($0.count) }]
        case "GlobalMaxPool":
            return [try globalPooling { $0.reduce(-.infinity) { max($0, Double($1)) } }]
        default: return nil
        }
    }

    private func convolution() throws(ModelsError) -> OnnxTensor {
        let (input, weight) = (try floats(0), try floats(1))
        let bias = try optionalFloats(2)?.elements
        let groups = try integer("group") ?? 1
        guard input.shape.count > 2, weight.shape.count == input.shape.count,
            1...max(weight.shape[0], 1) ~= groups, weight.shape[0] % groups == 0,
            !weight.shape.contains(0), !input.shape.contains(0),
            input.shape[1] == weight.shape[1] * groups,
            bias == nil || bias?.count == weight.shape[0]
        else {
            throw failure("weight \(weight.shape) in \(groups) groups on input \(input.shape)")
        }
        let windows = try OnnxWindows(
            self,
            input: Array(input.shape[2...]),
            weight: Array(weight.shape[2...])
        )
        let (batch, outputs, channels) = (input.shape[0], weight.shape[0], weight.shape[1])
        let shape = [batch, outputs] + windows.output
        try count(of: shape, from: input.count)
        let area = windows.output.reduce(1, *)
        let plane = windows.input.reduce(1, *)
        let kernel = windows.kernel.reduce(1, *)
        var result = [Float](repeating: 0, count: batch * outputs * area)
        for place in 0..<area {
            let taps = windows.taps(at: place).taps
            for image in 0..<batch {
                for output in 0..<outputs {
                    let group = output / (outputs / groups)
                    var sum = Double(bias?[output] ?? 0)
                    for channel in 0..<channels {
                        let from = (image * groups * channels + group * channels + channel) * plane
                        let by = (output * channels + channel) * kernel
                        for tap in taps {
                            sum +=
                                Double(input.elements[from + tap.input])
                                * Double(weight.elements[by + tap.kernel])
                        }
                    }
                    result[(image * outputs + output) * area + place] = Float(sum)
                }
            }
        }
        return OnnxTensor(shape: shape, values: .floats(result))
    }

    private func averagePooling() throws(ModelsError) -> OnnxTensor {
        let input = try floats(0)
        guard input.shape.count > 2, input.count > 0 else { throw failure("input \(input.shape)") }
        let windows = try OnnxWindows(self, input: Array(input.shape[2...]))
        let countsPadding = try integer("count_include_pad") == 1
        let shape = Array(input.shape[..<2]) + windows.output
        try count(of: shape, from: input.count)
        let (area, plane) = (windows.output.reduce(1, *), windows.input.reduce(1, *))
        var result = [Float](repeating: 0, count: shape.reduce(1, *))
        for place in 0..<area {
            let (taps, padded) = windows.taps(at: place)
            for map in 0..<shape[0] * shape[1] {
                let sum = taps.reduce(0.0) { $0 + Double(input.elements[map * plane + $1.input]) }
                result[map * area + place] = Float(
                    sum / Double(countsPadding ? padded : taps.count)
                )
            }
        }
        return OnnxTensor(shape: shape, values: .floats(result))
    }

    private func maxPooling() throws(ModelsError) -> [OnnxTensor] {
        let value = try input(0)
        guard value.shape.count > 2, value.count > 0 else { throw failure("input \(value.shape)") }
        let windows = try OnnxWindows(self, input: Array(value.shape[2...]))
        let numbers: [Double] =
            switch value.values {
            case .floats(let list): list.map { Double($0) }
            case .integers(let list): list.map { Double($0) }
            case .booleans: throw failure("needs numbers")
            }
        let shape = Array(value.shape[..<2]) + windows.output
        try count(of: shape, from: value.count)
        let (area, plane) = (windows.output.reduce(1, *), windows.input.reduce(1, *))
        var winners = [Int](repeating: 0, count: shape.reduce(1, *))
        for place in 0..<area {
            let taps = windows.taps(at: place).taps
            guard let first = taps.first else { throw failure("a window lies in the padding") }
            for map in 0..<shape[0] * shape[1] {
                var best = map * plane + first.input
                for tap in taps where numbers[map * plane + tap.input] > numbers[best] {
                    best = map * plane + tap.input
                }
                winners[map * area + place] = best
            }
        }
        let maxima = value.picking(winners, shape: shape)
        guard node.outputs.count > 1 else { return [maxima] }
        if try integer("storage_order") == 1 {
            winners = winners.map { columnMajor($0, windows.input) }
        }
        return [maxima, OnnxTensor(shape: shape, values: .integers(winners))]
    }

    /// A place of a map counted with the first of its axes running fastest.
    private func columnMajor(_ place: Int, _ axes: [Int]) -> Int {
        let plane = axes.reduce(1, *)
        var (rest, result) = (place % plane, 0)
        for axis in axes.indices.reversed() {
            result += rest % axes[axis] * axes[..<axis].reduce(1, *)
            rest /= axes[axis]
        }
        return place / plane * plane + result
    }

    private func globalPooling(
        _ pool: (ArraySlice<Float>) -> Double
    ) throws(ModelsError) -> OnnxTensor {
        let input = try floats(0)
        guard input.shape.count > 2, !input.shape.contains(0) else {
            throw failure("input \(input.shape)")
        }
        let plane = input.shape[2...].reduce(1, *)
        let maps = input.shape[0] * input.shape[1]
        return OnnxTensor(
            shape: Array(input.shape[..<2]) + input.shape[2...].map { _ in 1 },
            values: .floats(
                (0..<maps).map { Float(pool(input.elements[$0 * plane..<($0 + 1) * plane])) }
            )
        )
    }
}
