import Kernels
import Tensors

/// Nodes that join or choose channels, or change a picture's size.
extension OnnxImporter {
    mutating func addConcatenation(_ call: OnnxCall) throws(ModelsError) {
        var features: [OnnxFeature] = []
        for index in call.node.inputs.indices { features.append(try feature(call, index)) }
        guard let rank = features.first?.axes.count,
            features.allSatisfy({ $0.axes.count == rank })
        else { throw call.failure("joins values of different ranks") }
        let axis = try call.axis(try call.integer("axis") ?? 1, rank: rank)
        if features.count == 1 { return set(call, features[0]) }
        var order = Array(0..<(rank - 1))
        let fitting = OnnxFeature.Arrangement.allCases.first { arrangement in
            features.allSatisfy { $0.fits(arrangement) }
        }
        if let fitting {
            order = fitting.order
        } else {
            for index in features.indices {
                features[index] = try plain(features[index], call.node)
            }
        }
        guard axis > 0, order[axis - 1] == 0 else {
            throw call.failure(
                "joins along axis \(axis)",
                hint: "only channels can be joined"
            )
        }
        let rest = features[0].dims.dropFirst()
        guard features.allSatisfy({ $0.dims.dropFirst() == rest }) else {
            throw call.failure("joins \(features.map { "\($0.shape)" }.joined(separator: ", "))")
        }
        let dims = try checked([features.reduce(0) { $0 + $1.dims[0] }] + rest, call)
        let source = append(.concatenation, features.map(\.source), call.node)
        set(call, OnnxFeature(source, dims: dims, batch: features[0].batch, order: order))
    }

    mutating func addSplit(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        let axis = try call.axis(try call.integer("axis") ?? 0, rank: input.axes.count)
        let length = input.shape[axis]
        let count = call.node.outputs.count
        let even = (length + count - 1) / max(count, 1)
        let parts =
            try call.integers(named: "split", orInput: 1)
            ?? (0..<count).map { min(even, length - $0 * even) }
        guard parts.count == count, parts.allSatisfy({ $0 > 0 && $0 <= length }),
            parts.reduce(0, +) == length
        else { throw call.failure("splits \(length) into \(Printable.excerpt("\(parts)"))") }
        var start = 0
        for (index, part) in parts.enumerated() {
            let places = Array(start..<start + part)
            try choose(places, of: input, axis, call, output: index, part: "part\(index)")
            start += part
        }
    }

    mutating func addSlice(_ call: OnnxCall) throws(ModelsError) {
        var input = try feature(call, 0)
        guard let starts = try call.integers(named: "starts", orInput: 1),
            let ends = try call.integers(named: "ends", orInput: 2)
        else { throw call.failure("says no starts or ends") }
        let listed = try call.integers(named: "axes", orInput: 3) ?? Array(starts.indices)
        let steps =
            call.optional(4) == nil
            ? [Int](repeating: 1, count: starts.count) : try call.integers(4)
        guard starts.count == ends.count, listed.count == starts.count,
            steps.count == starts.count
        else { throw call.failure("\(starts.count) starts, \(ends.count) ends") }
        set(call, input)
        for (index, axis) in listed.enumerated() {
            let axis = try call.axis(axis, rank: input.axes.count)
            let length = input.shape[axis]
            guard steps[index] > 0 else { throw call.failure("a step of \(steps[index])") }
            func place(_ place: Int) -> Int {
                min(max(place < 0 ? place &+ length : place, 0), length)
            }
            let (start, end) = (place(starts[index]), place(ends[index]))
            guard start < end else { throw call.failure("leaves nothing of \(input.shape)") }
            let step = min(steps[index], length)
            let places = Array(stride(from: start, to: end, by: step))
            if places.count == length { continue }
            try choose(places, of: input, axis, call)
            guard case .feature(let chosen)? = value(call.node.outputs[0]) else { return }
            input = chosen
        }
    }

    mutating func addGather(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        let axis = try call.axis(try call.integer("axis") ?? 0, rank: input.axes.count)
        let length = input.shape[axis]
        let indices = try call.integers(1)
        guard try call.input(1).shape.count == 1, !indices.isEmpty,
            indices.allSatisfy({ -length..<length ~= $0 })
        else {
            throw call.failure(
                "takes places \(Printable.excerpt("\(indices)")) of \(input.shape)",
                hint: "only lists of channels are supported"
            )
        }
        try choose(indices.map { $0 < 0 ? $0 + length : $0 }, of: input, axis, call)
    }

    /// Some channels of a feature as a node's output.
    private mutating func choose(
        _ places: [Int],
        of feature: OnnxFeature,
        _ axis: Int,
        _ call: OnnxCall,
        output: Int = 0,
        part: String? = nil
    ) throws(ModelsError) {
        var input = feature
        if axis > 0, OnnxFeature.joined(input.axes[axis]) != OnnxFeature.whole(0, input.dims) {
            input = try plain(input, call.node)
        }
        guard axis > 0, OnnxFeature.joined(input.axes[axis]) == OnnxFeature.whole(0, input.dims)
        else {
            throw call.failure(
                "takes part of axis \(axis) of \(feature.shape)",
                hint: "only channels can be chosen"
            )
        }
        var result = input
        result.dims[0] = places.count
        _ = try checked(result.dims, call)
        result.axes[axis] = OnnxFeature.whole(0, result.dims)
        result.source = append(
            .channels(ChannelGathering(places)),
            [input.source],
            call.node,
            part: part
        )
        set(call, result, output: output)
    }

    // MARK: - Sizes

    mutating func addPad(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        let mode = try call.string("mode") ?? "constant"
        guard mode == "constant" else {
            throw call.failure("pads by \(Printable.excerpt(mode))", hint: "only constants can be")
        }
        let rank = input.axes.count
        guard let stated = try call.integers(named: "pads", orInput: 1) else {
            throw call.failure("says no pads")
        }
        var axes = Array(0..<rank)
        if call.optional(3) != nil {
            axes = []
            for axis in try call.integers(3) { axes.append(try call.axis(axis, rank: rank)) }
        }
        guard stated.count == 2 * axes.count, stated.allSatisfy({ 0...4096 ~= $0 }) else {
            throw call.failure(
                "pads \(Printable.excerpt("\(stated)"))",
                hint: "cropping is not supported"
            )
        }
        var value = try call.float("value") ?? 0
        if call.optional(2) != nil { value = try call.scalar(2) }
        if stated.allSatisfy({ $0 == 0 }) { return set(call, input) }
        var (before, after) = ([Int](repeating: 0, count: 3), [Int](repeating: 0, count: 3))
        var pictures = input
        if !OnnxFeature.Arrangement.allCases.contains(where: input.fits) {
            pictures = try plain(input, call.node)
        }
        guard value.isFinite,
            let arrangement = OnnxFeature.Arrangement.allCases.first(where: pictures.fits)
        else { throw call.failure("pads \(input.shape)", hint: "only pictures can be padded") }
        for (index, axis) in axes.enumerated() {
            guard axis > 0 else {
                guard stated[index] == 0, stated[index + axes.count] == 0 else {
                    throw call.failure("pads the batch")
                }
                continue
            }
            before[arrangement.order[axis - 1]] = stated[index]
            after[arrangement.order[axis - 1]] = stated[index + axes.count]
        }
        guard before[0] == 0, after[0] == 0 else { throw call.failure("pads channels") }
        let border = PlanePadding(
            Padding(top: before[1], left: before[2], bottom: after[1], right: after[2]),
            value: value
        )
        let dims = try checked(
            zip(pictures.dims, zip(before, after)).map { $0 + $1.0 + $1.1 },
            call
        )
        let source = append(.pad(border), [pictures.source], call.node)
        set(
            call,
            OnnxFeature(source, dims: dims, batch: input.batch, order: arrangement.order)
        )
    }

    mutating func addResize(_ call: OnnxCall) throws(ModelsError) {
        let input = try planes(call, 0)
        let resizing = try OnnxResizing(call, sides: Array(input.dims[1...]))
        let dims = try checked(
            [
                input.dims[0], input.dims[1] * resizing.factors[0],
                input.dims[2] * resizing.factors[1],
            ],
            call
        )
        if resizing.factors == [1, 1] { return set(call, input) }
        let upsampling = Upsampling(
            heightFactor: resizing.factors[0],
            widthFactor: resizing.factors[1],
            mode: resizing.mode
        )
        let source = append(.upsample(upsampling), [input.source], call.node)
        set(call, OnnxFeature(source, dims: dims, batch: input.batch))
    }
}
