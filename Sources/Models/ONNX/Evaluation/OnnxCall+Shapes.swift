import Tensors

/// Operators that make constants, tell shapes and change them.
extension OnnxCall {
    /// The values of such an operator; nil if the node is of another kind.
    func shapeOperator() throws(ModelsError) -> [OnnxTensor]? {
        switch node.operation {
        case "Constant": return [try constant()]
        case "ConstantOfShape": return [try constantOfShape()]
        case "Identity": return [try input(0)]
        case "Dropout": return try dropout()
        case "Shape": return [try shape()]
        case "Size":
            return [OnnxTensor(shape: [], values: .integers([try input(0).count]))]
        case "Reshape": return [try reshape()]
        case "Flatten": return [try flatten()]
        case "Squeeze": return [try squeeze()]
        case "Unsqueeze": return [try unsqueeze()]
        case "Range": return [try range()]
        case "Cast": return [try cast()]
        case "CastLike": return [try castLike()]
        default: return nil
        }
    }

    private func constant() throws(ModelsError) -> OnnxTensor {
        guard node.attributes.count == 1, let value = node.attributes.values.first else {
            throw failure("a constant has one attribute, its value")
        }
        switch value {
        case .tensor(let tensor): return tensor
        case .integer(let value): return OnnxTensor(shape: [], values: .integers([value]))
        case .float(let value): return OnnxTensor(shape: [], values: .floats([value]))
        case .integers(let values): return OnnxTensor(integers: values)
        case .floats(let values):
            return OnnxTensor(shape: [values.count], values: .floats(values))
        case .string, .strings: throw failure("is a text, which is not supported")
        }
    }

    /// Nothing is dropped outside training; the second output says which values were kept.
    private func dropout() throws(ModelsError) -> [OnnxTensor] {
        let value = try input(0)
        let isTraining = optional(2) == nil ? false : try booleans(2).contains(true)
        let ratio = optional(1) == nil ? 0.5 : try scalar(1)
        guard !isTraining || ratio == 0 else {
            throw failure("is in training mode", hint: "export the model for inference")
        }
        let kept = [Bool](repeating: true, count: value.count)
        return [value, OnnxTensor(shape: value.shape, values: .booleans(kept))]
    }

    private func constantOfShape() throws(ModelsError) -> OnnxTensor {
        let shape = try integers(0)
        try count(of: shape)
        guard let attribute = node.attributes["value"] else {
            return OnnxTensor(shape: [1], values: .floats([0])).repeated(to: shape)
        }
        guard case .tensor(let value) = attribute, value.count == 1 else {
            throw failure("attribute value must be a tensor of one value")
        }
        return value.repeated(to: shape)
    }

    private func shape() throws(ModelsError) -> OnnxTensor {
        let shape = try input(0).shape
        func place(_ index: Int) -> Int {
            min(max(index < 0 ? index &+ shape.count : index, 0), shape.count)
        }
        let start = place(try integer("start") ?? 0)
        let end = place(try integer("end") ?? shape.count)
        return OnnxTensor(integers: start < end ? Array(shape[start..<end]) : [])
    }

    private func reshape() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        var shape = try integers(1)
        let keepsZero = try integer("allowzero") == 1
        for (index, length) in shape.enumerated() where length == 0 && !keepsZero {
            guard index < value.shape.count else {
                throw failure("shape \(shape) copies an axis that \(value.shape) does not have")
            }
            shape[index] = value.shape[index]
        }
        let open = shape.indices.filter { shape[$0] == -1 }
        if let index = open.first {
            shape[index] = 1
            guard open.count == 1, let rest = OnnxTensor.count(of: shape), rest > 0,
                value.count % rest == 0
            else { throw failure("\(value.shape) cannot take the shape \(try integers(1))") }
            shape[index] = value.count / rest
        }
        guard OnnxTensor.count(of: shape) == value.count else {
            throw failure("\(value.shape) cannot take the shape \(Printable.excerpt("\(shape)"))")
        }
        return value.reshaped(to: shape)
    }

    private func flatten() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let listed = try integer("axis") ?? 1
        let axis = listed < 0 ? listed &+ value.shape.count : listed
        guard 0...value.shape.count ~= axis else {
            throw failure("axis \(listed) of \(value.shape.count) axes")
        }
        return value.reshaped(to: [
            value.shape[..<axis].reduce(1, *), value.shape[axis...].reduce(1, *),
        ])
    }

    private func squeeze() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        let listed =
            try integers(named: "axes", orInput: 1)
            ?? value.shape.indices.filter { value.shape[$0] == 1 }
        let axes = try axes(listed, rank: value.shape.count)
        guard axes.allSatisfy({ value.shape[$0] == 1 }) else {
            throw failure("axes \(listed) of \(value.shape) are not all of length 1")
        }
        let shape = value.shape.indices.filter { !axes.contains($0) }.map { value.shape[$0] }
        return value.reshaped(to: shape)
    }

    private func unsqueeze() throws(ModelsError) -> OnnxTensor {
        let value = try input(0)
        guard let listed = try integers(named: "axes", orInput: 1) else {
            throw failure("names no axes")
        }
        let rank = value.shape.count + listed.count
        guard rank <= 32 else { throw failure("would have \(rank) axes") }
        var shape = value.shape
        for axis in try axes(listed, rank: rank) { shape.insert(1, at: axis) }
        return value.reshaped(to: shape)
    }

    private func range() throws(ModelsError) -> OnnxTensor {
        if case .integers = try input(0).values {
            guard let start = try integers(0).first, let limit = try integers(1).first,
                let step = try integers(2).first, step != 0
            else { throw failure("needs a start, a limit and a step other than 0") }
            let (span, overflows) = limit.subtractingReportingOverflow(start)
            guard !overflows, span != .min else { throw failure("from \(start) to \(limit)") }
            let whole = span / step + (span % step != 0 && (span > 0) == (step > 0) ? 1 : 0)
            let count = try count(of: [max(whole, 0)])
            return OnnxTensor(integers: (0..<count).map { start &+ $0 &* step })
        }
        let (start, limit, step) = (try scalar(0), try scalar(1), try scalar(2))
        let steps = ((limit - start) / step).rounded(.up)
        guard steps.isFinite, steps < Float(Self.expansionLimit) else {
            throw failure("from \(start) to \(limit) by \(step)")
        }
        let count = max(Int(steps), 0)
        return OnnxTensor(
            shape: [count],
            values: .floats((0..<count).map { start + Float($0) * step })
        )
    }
}

extension OnnxTensor {
    /// The first value, repeated.
    fileprivate func repeated(to shape: [Int]) -> OnnxTensor {
        view(shape: shape, strides: [Int](repeating: 0, count: shape.count))
    }
}
