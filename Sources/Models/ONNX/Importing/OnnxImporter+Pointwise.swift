import Tensors

/// Nodes that work on each value alone.
extension OnnxImporter {
    /// Larger functions are worked out piece by piece.
    private static let largest = 40

    /// Takes a node if it works on each value alone, whatever the others are.
    ///
    /// - Returns: Whether it was one.
    mutating func addPointwise(_ call: OnnxCall) throws(ModelsError) -> Bool {
        if let function = try Self.step(call) {
            guard isFeature(call, 0) else { return false }
            try extend(call, 0) { .step(function, $0) }
            return true
        }
        guard ["Add", "Sub", "Mul", "Div", "Pow", "Max", "Min"].contains(call.node.operation),
            call.node.inputs.count == 2
        else { return false }
        if isFeature(call, 0), isFeature(call, 1) { return try join(call) }
        let place = isFeature(call, 0) ? 1 : 0
        guard let constant = call.optional(place), constant.count == 1,
            constant.shape.count <= (rank(call, 1 - place) ?? 0),
            let step = Self.step(
                call.node.operation,
                try call.floats(place).elements[0],
                constantFirst: place == 0
            )
        else {
            guard ["Pow", "Max", "Min"].contains(call.node.operation) else { return false }
            throw unsupported(call.node)
        }
        if case (.reciprocal, let factor) = step, let factor {
            try extend(call, 1 - place) {
                .step(.affine(scale: Double(factor), shift: 0), .step(.reciprocal, $0))
            }
        } else {
            try extend(call, 1 - place) { .step(step.0, $0) }
        }
        return true
    }

    private func rank(_ call: OnnxCall, _ index: Int) -> Int? {
        guard case .feature(let feature)? = value(call.node.inputs[index]) else { return nil }
        return feature.axes.count
    }

    /// Puts a step on top of what is to be done to an input's values.
    private mutating func extend(
        _ call: OnnxCall,
        _ index: Int,
        _ step: (PointwiseFunction) -> PointwiseFunction
    ) throws(ModelsError) {
        guard case .feature(var feature)? = value(call.node.inputs[index]) else { return }
        if let pending = feature.pending, pending.function.size >= Self.largest {
            feature = try self.feature(call, index)
        }
        feature.pending = (step(feature.pending?.function ?? .variable), call.node)
        // What stands for itself becomes a layer at once.
        if case .step(.activation(let activation), .variable)? = feature.pending?.function,
            !activation.beginsPhrase
        {
            feature = try settled(feature)
        }
        set(call, feature)
    }

    /// Joins two functions of the same values into one.
    private mutating func join(_ call: OnnxCall) throws(ModelsError) -> Bool {
        guard case .feature(let first)? = value(call.node.inputs[0]),
            case .feature(let second)? = value(call.node.inputs[1]),
            first.source == second.source, first.axes == second.axes,
            first.pending != nil || second.pending != nil || call.node.operation == "Mul"
        else { return false }
        let functions = [first, second].map { $0.pending?.function ?? .variable }
        guard functions.reduce(0, { $0 + $1.size }) < Self.largest else { return false }
        let function: PointwiseFunction
        switch call.node.operation {
        case "Add": function = .sum(functions[0], functions[1])
        case "Sub":
            function = .sum(functions[0], .step(.affine(scale: -1, shift: 0), functions[1]))
        case "Mul": function = .product(functions[0], functions[1])
        case "Div": function = .quotient(functions[0], functions[1])
        default: return false
        }
        var output = first
        output.pending = (function, call.node)
        set(call, output)
        return true
    }

    /// The feature with layers for all that was to be done to it.
    mutating func settled(_ feature: OnnxFeature) throws(ModelsError) -> OnnxFeature {
        guard let (function, node) = feature.pending else { return feature }
        var result = feature
        result.pending = nil
        if let activation = function.activation {
            result.source = append(.activation(activation), [feature.source], node)
        } else {
            result.source = try layers(function, result, node)
        }
        return result
    }

    /// A layer for each step of a function.
    private mutating func layers(
        _ function: PointwiseFunction,
        _ feature: OnnxFeature,
        _ node: OnnxNode
    ) throws(ModelsError) -> LayerGraph.Source {
        if case .variable = function { return feature.source }
        if let activation = function.activation {
            return append(.activation(activation), [feature.source], node)
        }
        switch function {
        case .variable: return feature.source
        case .step(.activation(let activation), let inner):
            return append(.activation(activation), [try layers(inner, feature, node)], node)
        case .step(.affine(let scale, let shift), let inner):
            let channels = feature.dims[0]
            return append(
                Self.affine(
                    [Float](repeating: Float(scale), count: channels),
                    [Float](repeating: Float(shift), count: channels)
                ),
                [try layers(inner, feature, node)],
                node
            )
        case .product(let first, let second):
            let sources = [
                try layers(first, feature, node), try layers(second, feature, node),
            ]
            return append(.gate, sources, node)
        case .sum(let first, let second):
            let sources = [
                try layers(first, feature, node), try layers(second, feature, node),
            ]
            return append(.addition, sources, node)
        case .step, .quotient: throw unsupported(node)
        }
    }

    // MARK: - Steps

    /// The step that a node with one input stands for.
    private static func step(_ call: OnnxCall) throws(ModelsError) -> PointwiseFunction.Step? {
        switch call.node.operation {
        case "Erf": return .erf
        case "Exp": return .exp
        case "Reciprocal": return .reciprocal
        case "Abs": return .absolute
        case "Sqrt": return .power(0.5)
        case "Neg": return .affine(scale: -1, shift: 0)
        default: return try Activation(call).map { .activation($0) }
        }
    }

    /// The step that a node with one input and a number stands for.
    private static func step(
        _ operation: String,
        _ number: Float,
        constantFirst: Bool
    ) -> (PointwiseFunction.Step, Float?)? {
        let value = Double(number)
        guard value.isFinite else { return nil }
        switch (operation, constantFirst) {
        case ("Add", _): return (.affine(scale: 1, shift: value), nil)
        case ("Sub", false): return (.affine(scale: 1, shift: -value), nil)
        case ("Sub", true): return (.affine(scale: -1, shift: value), nil)
        case ("Mul", _): return (.affine(scale: value, shift: 0), nil)
        case ("Div", false): return value == 0 ? nil : (.affine(scale: 1 / value, shift: 0), nil)
        case ("Div", true): return (.reciprocal, number)
        case ("Pow", false): return (.power(value), nil)
        case ("Max", _):
            return (.activation(number == 0 ? .relu : .clip(low: number, high: .infinity)), nil)
        case ("Min", _): return (.activation(.clip(low: -.infinity, high: number)), nil)
        default: return nil
        }
    }
}

extension Activation {
    /// Whether more nodes may follow that together make another activation.
    fileprivate var beginsPhrase: Bool {
        switch self {
        case .sigmoid, .hardSigmoid, .tanh, .softplus: true
        default: false
        }
    }

    /// The activation that a node stands for; nil for another operator.
    fileprivate init?(_ call: OnnxCall) throws(ModelsError) {
        func number(_ name: String, _ usual: Float) throws(ModelsError) -> Float {
            let value = try call.float(name) ?? usual
            guard value.isFinite else { throw call.failure("\(name) is \(value)") }
            return value
        }
        switch call.node.operation {
        case "Relu": self = .relu
        case "LeakyRelu": self = .leakyReLU(slope: try number("alpha", 0.01))
        case "ThresholdedRelu": self = .thresholdedReLU(threshold: try number("alpha", 1))
        case "Elu": self = .exponential(alpha: try number("alpha", 1), scale: 1, width: 1)
        case "Selu":
            self = .exponential(
                alpha: try number("alpha", 1.673_263_2),
                scale: try number("gamma", 1.050_700_9),
                width: 1
            )
        case "Celu":
            let alpha = try number("alpha", 1)
            guard alpha > 0 else { throw call.failure("alpha is \(alpha)") }
            self = .exponential(alpha: alpha, scale: 1, width: alpha)
        case "Sigmoid": self = .sigmoid
        case "Tanh": self = .tanh
        case "HardSigmoid":
            self = .hardSigmoid(
                slope: try number("alpha", 0.2),
                offset: try number("beta", 0.5)
            )
        case "HardSwish": self = .hardSwish
        case "Softplus": self = .softplus
        case "Softsign": self = .softsign
        case "Mish": self = .mish
        case "Gelu": self = .gelu(approximate: try call.string("approximate") == "tanh")
        case "Swish":
            guard try number("alpha", 1) == 1 else {
                throw call.failure("only an alpha of 1 is supported")
            }
            self = .silu
        case "Clip":
            func bound(_ name: String, _ index: Int, _ none: Float) throws(ModelsError) -> Float {
                if let value = try call.float(name) { return value }
                guard call.node.inputs.count > index, !call.node.inputs[index].isEmpty else {
                    return none
                }
                return try call.scalar(index)
            }
            let low = try bound("min", 1, -.infinity)
            let high = try bound("max", 2, .infinity)
            guard low <= high else { throw call.failure("from \(low) to \(high)") }
            self =
                low == 0 && high >= Float.greatestFiniteMagnitude
                ? .relu : .clip(low: low, high: high)
        default: return nil
        }
    }
}
