import Tensors

/// Operators that choose, move, join and repeat values.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func placeOperator() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "Gather": return [try gather()]
        case "Slice": return [try slice()]
        case "Concat": return [try concatenation()]
        case "Split": return try split()
        case "Transpose": return [try transpose()]
        case "Expand": return [try expand()]
        case "Tile": return [try tile()]
        case "Where": return [try choice()]
        case "NonZero": return [try nonZero()]
        default: return nil
        }
    }

    private func gather() throws(ModelsError) -> OnnxTensor {
        let (value, places) = (try input(0), try input(1))
        let axis = try axis(try integer("axis") ?? 0, rank: value.shape.count)
        let length = value.shape[axis]
        var indices: [Int] = []
        for listed in try integers(1) {
            let index = listed < 0 ? listed &+ length : listed
            guard 0..<length ~= index else {
                throw failure("place \(listed) of an axis of length \(length)")
            }
            indices.append(index)
        }
        let outer = value.shape[..<axis].reduce(1, *)
        let inner = value.shape[(axis + 1)...].reduce(1, *)
        let shape = value.shape[..<axis] + places.shape + value.shape[(axis + 1)...]
        var chosen: [Int] = []
        let count = try count(of: Array(shape), from: value.count)
        chosen.reserveCapacity(count)
        for block in 0..<(count == 0 ? 0 : outer) {
            for index in indices {
                let start = (block * length + index) * inner
                chosen += start..<start + inner
            }
        }
        return value.picking(chosen, shape: Array(shape))
    }

    private func slice() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let rank = value.shape.count
        guard let starts = try integers(named: "starts", orInput: 1),
            let ends = try integers(named: "ends", orInput: 2), starts.count == ends.count
        else { throw failure("needs as many ends as starts") }
        let listed = try integers(named: "axes", orInput: 3) ?? Array(starts.indices)
        let steps =
            optional(4) == nil ? [Int](repeating: 1, count: starts.count) : try integers(4)
        guard listed.count == starts.count, steps.count == starts.count else {
            throw failure("\(starts.count) starts for \(listed.count) axes")
        }
        _ = try axes(listed, rank: rank)
        var shape = value.shape
        var strides = StridedLayout.rowMajor(value.shape)
        var offset = 0
        for (index, named) in listed.enumerated() {
            let axis = try axis(named, rank: rank)
            let (length, step) = (value.shape[axis], steps[index])
            guard step != 0, step != .min else { throw failure("steps of \(step)") }
            // Backwards, a slice starts at the last place at most and may end before the first.
            let (low, high) = step > 0 ? (0, length) : (-1, length - 1)
            func place(_ listed: Int) -> Int {
                min(max(listed < 0 ? listed &+ length : listed, low), high)
            }
            let start = min(
                max(starts[index] < 0 ? starts[index] &+ length : starts[index], 0),
                high
            )
            let span = (place(ends[index]) - start) * step.signum()
            shape[axis] = span > 0 ? (span - 1) / abs(step) + 1 : 0
            offset += max(start, 0) * strides[axis]
            strides[axis] = strides[axis] &* step
        }
        if shape.contains(0) { return value.view(shape: shape, strides: strides) }
        return value.view(shape: shape, strides: strides, offset: offset)
    }

    private func concatenation() throws(ModelsError) -> OnnxTensor {
        var parts: [OnnxTensor] = []
        for index in inputs.indices { parts.append(try input(index)) }
        guard let first = parts.first, let listed = try integer("axis") else {
            throw failure("needs an axis and something to join")
        }
        let axis = try axis(listed, rank: first.shape.count)
        var shape = first.shape
        shape[axis] = 0
        for part in parts {
            var others = part.shape
            guard others.count == shape.count else {
                throw failure("\(part.shape) and \(first.shape) cannot be joined")
            }
            others[axis] = shape[axis]
            guard others == shape else {
                throw failure("\(part.shape) and \(first.shape) cannot be joined")
            }
            shape[axis] += part.shape[axis]
        }
        try count(of: shape, from: .max)
        guard let joined = OnnxTensor.joined(parts, axis: axis, shape: shape) else {
            throw failure("joins values of different types")
        }
        return joined
    }

    private func split() throws(ModelsError) -> [OnnxTensor] {
        let value = try input(0)
        let axis = try axis(try integer("axis") ?? 0, rank: value.shape.count)
        let length = value.shape[axis]
        var lengths = try integers(named: "split", orInput: 1) ?? []
        if lengths.isEmpty {
            let count = try integer("num_outputs") ?? node.outputs.count
            guard count > 0, count <= max(length, 1), count <= 1 << 16 else {
                throw failure("\(count) parts")
            }
            let size = (length + count - 1) / count
            lengths = (0..<count).map { max(min(size, length - $0 * size), 0) }
        }
        guard lengths.allSatisfy({ 0...length ~= $0 }), lengths.reduce(0, &+) == length else {
            throw failure("parts \(Printable.excerpt("\(lengths)")) of an axis of length \(length)")
        }
        let strides = StridedLayout.rowMajor(value.shape)
        var start = 0
        return lengths.map { length in
            var shape = value.shape
            shape[axis] = length
            defer { start += length }
            return value.view(shape: shape, strides: strides, offset: start * strides[axis])
        }
    }

    private func transpose() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let order = try integers(named: "perm") ?? value.shape.indices.reversed()
        guard order.sorted() == Array(value.shape.indices) else {
            throw failure("order \(Printable.excerpt("\(order)")) of \(value.shape.count) axes")
        }
        let strides = StridedLayout.rowMajor(value.shape)
        return value.view(
            shape: order.map { value.shape[$0] },
            strides: order.map { strides[$0] }
        )
    }

    private func expand() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let wanted = try integers(1)
        guard let shape = OnnxTensor.common(value.shape, wanted) else {
            throw failure("\(value.shape) cannot be expanded to \(Printable.excerpt("\(wanted)"))")
        }
        try count(of: shape, from: value.count)
        return value.broadcast(to: shape)
    }

    private func tile() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let repeats = try integers(1)
        guard repeats.count == value.shape.count, repeats.allSatisfy({ $0 >= 0 }) else {
            throw failure("repeats \(Printable.excerpt("\(repeats)")) for \(value.shape)")
        }
        // Each axis as two: which copy, and where in it.
        let shape = zip(repeats, value.shape).flatMap { [$0, $1] }
        let strides = StridedLayout.rowMajor(value.shape).flatMap { [0, $0] }
        let pairs = zip(repeats, value.shape).map { $0.multipliedReportingOverflow(by: $1) }
        guard !pairs.contains(where: \.overflow) else { throw failure("repeats \(repeats)") }
        try count(of: pairs.map(\.partialValue), from: value.count)
        return value.view(shape: shape, strides: strides)
            .reshaped(to: pairs.map(\.partialValue))
    }

    private func choice() throws(ModelsError) -> OnnxTensor {
        let (condition, first, second) = (try input(0), try input(1), try input(2))
        guard
            let shape = OnnxTensor.common(first.shape, second.shape)
                .flatMap({ OnnxTensor.common($0, condition.shape) })
        else { throw failure("\(condition.shape), \(first.shape), \(second.shape) do not fit") }
        let known = max(condition.count, first.count, second.count)
        let count = try count(of: shape, from: known)
        guard case .booleans(let takesFirst) = condition.broadcast(to: shape).values,
            let both = OnnxTensor.joined(
                [first.broadcast(to: shape), second.broadcast(to: shape)].map {
                    $0.reshaped(to: [count])
                },
                axis: 0,
                shape: [2 * count]
            )
        else { throw failure("needs truth values and two values of one type") }
        return both.picking(
            takesFirst.enumerated().map { $1 ? $0 : $0 + count },
            shape: shape
        )
    }

    private func nonZero() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let flags: [Bool] =
            switch value.values {
            case .floats(let list): list.map { $0 != 0 }
            case .integers(let list): list.map { $0 != 0 }
            case .booleans(let list): list
            }
        let places = flags.indices.filter { flags[$0] }
        let strides = StridedLayout.rowMajor(value.shape)
        let rows = zip(strides, value.shape).flatMap { stride, length in
            places.map { $0 / stride % length }
        }
        return OnnxTensor(shape: [value.shape.count, places.count], values: .integers(rows))
    }
}
