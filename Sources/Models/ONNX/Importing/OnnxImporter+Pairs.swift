import Kernels
import Tensors

/// Sums and products: of two features, or of one and constants.
extension OnnxImporter {
    mutating func addPair(_ call: OnnxCall) throws(ModelsError) {
        let count = call.node.inputs.count
        guard count == 2 || call.node.operation == "Sum" && count > 0 else {
            throw call.failure("has \(count) inputs")
        }
        if count == 2, !(isFeature(call, 0) && isFeature(call, 1)) {
            return try addConstant(call, at: isFeature(call, 0) ? 1 : 0)
        }
        guard (0..<count).allSatisfy({ isFeature(call, $0) }) else {
            throw call.failure("sums more than two values, one of them a constant")
        }
        var features: [OnnxFeature] = []
        for index in 0..<count { features.append(try feature(call, index)) }
        features = try aligned(features, call)
        switch call.node.operation {
        case "Mul": set(call, try product(features, call))
        case "Div": throw call.failure("divides one part of the network by another")
        default:
            if call.node.operation == "Sub" {
                features[1].source = append(
                    Self.affine([Float](repeating: -1, count: features[1].dims[0])),
                    [features[1].source],
                    call.node,
                    part: "negative"
                )
            }
            set(call, try sum(features, call))
        }
    }

    private mutating func sum(
        _ features: [OnnxFeature],
        _ call: OnnxCall
    ) throws(ModelsError) -> OnnxFeature {
        guard let widest = features.max(by: { $0.dims.reduce(1, *) < $1.dims.reduce(1, *) }) else {
            throw call.failure("has no inputs")
        }
        var sources: [LayerGraph.Source] = []
        for feature in features {
            guard feature.dims != widest.dims else {
                sources.append(feature.source)
                continue
            }
            // One value for all places.
            guard feature.dims.count == 3, feature.dims == [widest.dims[0], 1, 1] else {
                throw call.failure("adds \(feature.shape) to \(widest.shape)")
            }
            let spread = Upsampling(
                heightFactor: widest.dims[1],
                widthFactor: widest.dims[2],
                mode: .nearest
            )
            sources.append(
                append(.upsample(spread), [feature.source], call.node, part: "spread")
            )
        }
        var output = widest
        output.source = append(.addition, sources, call.node)
        return output
    }

    private mutating func product(
        _ features: [OnnxFeature],
        _ call: OnnxCall
    ) throws(ModelsError) -> OnnxFeature {
        var (value, gate) = (features[0], features[1])
        let sizes = features.map { $0.dims.reduce(1, *) }
        if sizes[0] < sizes[1] || sizes[0] == sizes[1] && isGate(value) && !isGate(gate) {
            swap(&value, &gate)
        }
        guard Gating.fits([1] + gate.dims, [1] + value.dims) else {
            throw call.failure("multiplies \(value.shape) with \(gate.shape)")
        }
        var output = value
        output.source = append(.gate, [value.source, gate.source], call.node)
        return output
    }

    /// Whether a layer's output lies between bounds, as a gate's does.
    private func isGate(_ feature: OnnxFeature) -> Bool {
        guard case .node(let index) = feature.source,
            case .activation(let activation) = nodes[index].operation
        else { return false }
        switch activation {
        case .sigmoid, .hardSigmoid, .tanh: return true
        case .clip(let low, let high): return low >= 0 && high <= 1
        default: return false
        }
    }

    /// Features whose axes lie alike.
    func aligned(
        _ features: [OnnxFeature],
        with arrangement: OnnxFeature.Arrangement
    ) -> Bool {
        features.allSatisfy { $0.fits(arrangement) }
    }

    /// Features rearranged until their axes lie alike.
    mutating func aligned(
        _ features: [OnnxFeature],
        _ call: OnnxCall
    ) throws(ModelsError) -> [OnnxFeature] {
        for arrangement in OnnxFeature.Arrangement.allCases
        where aligned(features, with: arrangement) {
            return features
        }
        // Channels that a linear layer made, under a picture's axes.
        let others = features.filter { $0.dims.count == 3 }
        if let arrangement = OnnxFeature.Arrangement.allCases.first(where: {
            !others.isEmpty && aligned(others, with: $0)
        }) {
            var result: [OnnxFeature] = []
            for feature in features {
                guard feature.dims.count == 1, feature.axes.count == 4,
                    feature.axes[1 + (arrangement == .channelsFirst ? 0 : 2)]
                        == OnnxFeature.whole(0, feature.dims)
                else {
                    if feature.dims.count == 3 { result.append(feature) }
                    continue
                }
                let dims = feature.dims + [1, 1]
                let source = append(.reshape(dims), [feature.source], call.node, part: "reshape")
                result.append(
                    OnnxFeature(source, dims: dims, batch: feature.batch, order: arrangement.order)
                )
            }
            if result.count == features.count { return result }
        }
        var result: [OnnxFeature] = []
        for feature in features { result.append(try plain(feature, call.node)) }
        guard result.allSatisfy({ $0.dims.count == result[0].dims.count }) else {
            throw call.failure("takes \(features.map { "\($0.shape)" }.joined(separator: " and "))")
        }
        return result
    }

    // MARK: - Constants

    /// Adds a layer that multiplies and shifts each channel.
    private mutating func addConstant(_ call: OnnxCall, at place: Int) throws(ModelsError) {
        var input = try feature(call, 1 - place)
        guard let constant = call.optional(place) else { throw call.failure("misses an input") }
        _ = try weights(call, place)
        let shape = input.shape
        guard OnnxTensor.common(constant.shape, shape) == shape else {
            throw call.failure("repeats \(shape) along \(constant.shape), which is not supported")
        }
        var channels = Self.byChannel(constant, input)
        if channels == nil {
            // The constant differs from place to place: all values become channels.
            let plainInput = try plain(input, call.node)
            guard plainInput.dims.count > 1 else {
                throw call.failure("constants \(constant.shape) for \(shape)")
            }
            input = plainInput.flattened(
                by: append(.flatten, [plainInput.source], call.node, part: "flatten")
            )
            channels = Self.byChannel(constant, input)
        }
        guard let values = channels else {
            throw call.failure("constants \(constant.shape) for \(shape)")
        }
        let ones = [Float](repeating: 1, count: values.count)
        let norm: (scale: [Float], shift: [Float]?)
        switch (call.node.operation, place) {
        case ("Mul", _): norm = (values, nil)
        case ("Div", 1): norm = (values.map { 1 / $0 }, nil)
        case ("Sub", 1): norm = (ones, values.map { -$0 })
        case ("Sub", _): norm = (ones.map { -$0 }, values)
        case ("Add", _), ("Sum", _): norm = (ones, values)
        default: throw call.failure("divides a constant by a part of the network")
        }
        guard norm.scale.allSatisfy(\.isFinite) else { throw call.failure("divides by zero") }
        var output = input
        output.source = append(
            Self.affine(norm.scale, norm.shift),
            [input.source],
            call.node,
            weight: call.node.inputs[place]
        )
        if input.dims.count == 1, input.axes.count > 2 {
            let dims = Array(shape.dropFirst())
            let source = append(.reshape(dims), [output.source], call.node, part: "reshape")
            output = OnnxFeature(source, dims: dims, batch: input.batch)
        }
        set(call, output)
    }

    /// y = scale · x + shift of each channel, exactly.
    static func affine(_ scale: [Float], _ shift: [Float]? = nil) -> LayerOperation {
        let zeros = [Float](repeating: 0, count: scale.count)
        return .batchNorm(
            BatchNorm(
                weight: scale,
                bias: shift ?? zeros,
                mean: zeros,
                variance: zeros.map { _ in 1 },
                epsilon: 0
            )
        )
    }

    /// A constant's value for each of our channels; nil where it differs within one.
    static func byChannel(_ constant: OnnxTensor, _ feature: OnnxFeature) -> [Float]? {
        guard case .floats(let values) = constant.values, !feature.dims.isEmpty else { return nil }
        let lead = feature.axes.count - constant.shape.count
        guard lead >= 0 else { return nil }
        if values.count == 1 { return [Float](repeating: values[0], count: feature.dims[0]) }
        let strides = StridedLayout.rowMajor(constant.shape)
        // For each piece of our channels: its length, its stride there, its stride in the constant.
        var digits: [(length: Int, ours: Int, theirs: Int)] = []
        for (axis, length) in constant.shape.enumerated() where length > 1 {
            var step = strides[axis]
            for piece in feature.axes[lead + axis].reversed() {
                guard piece.axis == 0 else { return nil }
                digits.append((piece.length, piece.stride, step))
                step *= piece.length
            }
        }
        return (0..<feature.dims[0]).map { channel in
            values[digits.reduce(0) { $0 + channel / $1.ours % $1.length * $1.theirs }]
        }
    }
}
