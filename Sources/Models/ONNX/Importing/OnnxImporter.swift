import Kernels
import Tensors

/// The layers made so far of a file's nodes, and what its values have become.
struct OnnxImporter {
    /// More values than this in one layer's output are out of all proportion.
    static let mostValues = 1 << 27

    /// More channels than this have no network.
    static let mostChannels = 1 << 16

    /// What a value of the file is.
    enum Value {
        case constant(OnnxTensor)
        case feature(OnnxFeature)
    }

    let opset: Int
    private(set) var nodes: [LayerGraph.Node] = []
    private(set) var values: [String: Value] = [:]
    private let initializers: [String: OnnxTensor]
    private var names = OnnxLayerNames()

    init(model: OnnxModel, input: OnnxInput) {
        opset = model.opset
        initializers = model.initializers
        values[input.name] = .feature(
            OnnxFeature(
                .input,
                dims: input.dims,
                batch: input.batch,
                order: input.arrangement.order
            )
        )
    }

    // MARK: - Nodes

    /// Takes a node whose inputs are known.
    mutating func add(_ node: OnnxNode) throws {
        let inputs = try node.inputs.map { name throws(ModelsError) -> OnnxTensor? in
            guard !name.isEmpty else { return nil }
            switch value(name) {
            case .constant(let tensor): return tensor
            case .feature: return nil
            case nil:
                throw ModelsError(
                    "\(node.title): takes \"\(Printable.excerpt(name))\", which nothing makes"
                )
            }
        }
        let call = OnnxCall(node: node, inputs: inputs, opset: opset)
        let isConstant = zip(node.inputs, inputs).allSatisfy { $0.isEmpty || $1 != nil }
        guard isConstant else { return try addLayers(call) }
        guard let folded = try OnnxEvaluation.evaluate(node, inputs, opset: opset) else {
            throw unsupported(node)
        }
        for (name, tensor) in zip(node.outputs, folded) where !name.isEmpty {
            values[name] = .constant(tensor)
        }
    }

    private mutating func addLayers(_ call: OnnxCall) throws(ModelsError) {
        let node = call.node
        guard node.domain.isEmpty else { throw unsupported(node) }
        if try addPointwise(call) { return }
        switch node.operation {
        case "Identity", "Cast", "CastLike": try alias(call)
        case "Dropout":
            let input = try feature(call, 0)
            var output = input
            output.source = append(.identity, [input.source], node)
            set(call, output)
        case "Shape", "Size": try addShape(call)
        case "Conv": try addConvolution(call)
        case "Gemm", "MatMul": try addLinear(call)
        case "BatchNormalization": try addBatchNorm(call)
        case "PRelu": try addParametricReLU(call)
        case "MaxPool", "AveragePool": try addPool(call)
        case "GlobalAveragePool", "GlobalMaxPool": try addGlobalPool(call)
        case "ReduceMean", "ReduceMax", "ReduceSum": try addReduction(call)
        case "Add", "Sub", "Mul", "Div", "Sum": try addPair(call)
        case "Concat": try addConcatenation(call)
        case "Split": try addSplit(call)
        case "Slice": try addSlice(call)
        case "Gather": try addGather(call)
        case "Pad": try addPad(call)
        case "Resize", "Upsample": try addResize(call)
        case "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze": try addView(call)
        default: throw unsupported(node)
        }
    }

    /// The error for an operator that cannot be read.
    func unsupported(_ node: OnnxNode) -> ModelsError {
        let domain = node.domain.isEmpty ? "" : " of \(Printable.excerpt(node.domain))"
        return ModelsError(
            "\(node.title): the operator \(Printable.excerpt(node.operation))\(domain) is not supported here",
            hint: "networks of convolutions, pools, linear layers, norms and activations can be "
                + "read; replace the operator and export again, or simplify the file first "
                + "(onnxsim FILE OUT)"
        )
    }

    /// The network, once all nodes are in.
    mutating func finish(at logits: String, _ input: OnnxInput) throws(ModelsError) -> LayerGraph {
        guard case .feature(var feature)? = value(logits) else {
            throw ModelsError("its output does not depend on an input")
        }
        let last = OnnxNode(
            name: "logits",
            operation: "Output",
            inputs: [logits],
            outputs: [logits]
        )
        feature = try settled(feature)
        let shape = feature.shape
        guard feature.leadsWithBatch, shape.dropFirst(2).allSatisfy({ $0 == 1 }), shape.count > 1
        else {
            throw ModelsError(
                "its output is \(shape), not one value for each class",
                hint: "classifiers whose first output is [N, classes] can be explained"
            )
        }
        let count = feature.dims.reduce(1, *)
        guard let flat = feature.reshaped(to: [feature.batch, count]) else {
            throw ModelsError("its output is \(shape), not one value for each class")
        }
        feature = try plain(flat, last)
        // The logits are the last layer of a graph.
        if feature.source != .node(nodes.count - 1) {
            _ = append(.identity, [feature.source], last)
        }
        let graph = LayerGraph(inputChannels: input.dims[0], nodes: nodes)
        _ = try graph.shapes(for: [1] + input.dims)
        return graph
    }

    // MARK: - Values

    func value(_ name: String) -> Value? {
        values[name] ?? initializers[name].map(Value.constant)
    }

    /// An input that a layer made, with all that was to be done to it.
    mutating func feature(_ call: OnnxCall, _ index: Int) throws(ModelsError) -> OnnxFeature {
        guard index < call.node.inputs.count,
            case .feature(let feature)? = value(call.node.inputs[index])
        else {
            throw call.failure(
                "its input \(index) is a constant",
                hint: "only the network's own values can stand there"
            )
        }
        guard feature.pending != nil else { return feature }
        let settled = try settled(feature)
        values[call.node.inputs[index]] = .feature(settled)
        return settled
    }

    /// Whether an input is made by a layer.
    func isFeature(_ call: OnnxCall, _ index: Int) -> Bool {
        guard index < call.node.inputs.count, case .feature? = value(call.node.inputs[index])
        else { return false }
        return true
    }

    /// Sets a node's output.
    mutating func set(_ call: OnnxCall, _ feature: OnnxFeature, output: Int = 0) {
        guard output < call.node.outputs.count, !call.node.outputs[output].isEmpty else { return }
        values[call.node.outputs[output]] = .feature(feature)
    }

    mutating func set(_ call: OnnxCall, constant: OnnxTensor) {
        guard let name = call.node.outputs.first, !name.isEmpty else { return }
        values[name] = .constant(constant)
    }

    // MARK: - Layers

    /// Adds a layer.
    ///
    /// - Parameters:
    ///   - operation: What it computes.
    ///   - inputs: Where its inputs come from.
    ///   - node: The node it is made of.
    ///   - weight: The name of the node's weights.
    ///   - part: What it does for the node, where it is not all of it.
    /// - Returns: The layer's output.
    mutating func append(
        _ operation: LayerOperation,
        _ inputs: [LayerGraph.Source],
        _ node: OnnxNode,
        weight: String? = nil,
        part: String? = nil
    ) -> LayerGraph.Source {
        let name = names.name(for: node, weight: weight, part: part)
        nodes.append(LayerGraph.Node(name: name, operation: operation, inputs: inputs))
        return .node(nodes.count - 1)
    }

    /// The axes of a layer's output, if it is of a size that can be.
    func checked(_ dims: [Int]?, _ call: OnnxCall) throws(ModelsError) -> [Int] {
        guard let dims, let count = StridedLayout.count(of: dims), 1...Self.mostValues ~= count,
            dims.count < 3 || dims[0] <= Self.mostChannels
        else {
            throw call.failure(
                "cannot take an input of this size"
                    + (dims.map { ": its output would be \($0)" } ?? ""),
                hint: "give a larger input"
            )
        }
        return dims
    }

    /// Weights: floats that are all finite.
    func weights(_ call: OnnxCall, _ index: Int) throws(ModelsError) -> Tensor {
        guard !isFeature(call, index) else {
            throw call.failure(
                "its weights are computed from the input",
                hint: "only constant weights are supported"
            )
        }
        let tensor = try call.floats(index)
        guard tensor.elements.allSatisfy(\.isFinite) else {
            throw call.failure(
                "its weights \"\(Printable.excerpt(call.node.inputs[index]))\" are not all finite",
                hint: "train or convert them again"
            )
        }
        return tensor
    }

    private mutating func alias(_ call: OnnxCall) throws(ModelsError) {
        if call.node.operation == "Cast", let type = try call.integer("to"),
            ![1, 10, 11, 16].contains(type)
        {
            throw call.failure("turns the network's values into another type than floats")
        }
        set(call, try feature(call, 0))
    }

    private mutating func addShape(_ call: OnnxCall) throws(ModelsError) {
        let shape = try feature(call, 0).shape
        guard call.node.operation == "Shape" else {
            return set(
                call,
                constant: OnnxTensor(shape: [], values: .integers([shape.reduce(1, *)]))
            )
        }
        func place(_ index: Int) -> Int {
            min(max(index < 0 ? index &+ shape.count : index, 0), shape.count)
        }
        let start = place(try call.integer("start") ?? 0)
        let end = place(try call.integer("end") ?? shape.count)
        set(call, constant: OnnxTensor(integers: start < end ? Array(shape[start..<end]) : []))
    }
}
