import Kernels
import Tensors

/// Nodes that slide windows over pictures.
extension OnnxImporter {
    mutating func addConvolution(_ call: OnnxCall) throws(ModelsError) {
        let input = try planes(call, 0)
        let weight = try weights(call, 1)
        let groups = try call.integer("group") ?? 1
        guard weight.shape.count == 4, groups > 0, groups <= max(weight.shape[0], 1),
            weight.shape.allSatisfy({ $0 > 0 }), weight.shape[0] % groups == 0,
            weight.shape[1] * groups == input.dims[0]
        else {
            throw call.failure(
                "weights \(weight.shape) in \(groups) groups for \(input.dims[0]) channels",
                hint: "only convolutions of pictures are supported, [O, C / groups, kH, kW]"
            )
        }
        let kernel = Array(weight.shape[2...])
        let steps = try OnnxWindow(call, kernel: kernel, over: Array(input.dims[1...]))
        let geometry = ConvolutionGeometry(
            kernelHeight: kernel[0],
            kernelWidth: kernel[1],
            strideHeight: steps.strides[0],
            strideWidth: steps.strides[1],
            dilationHeight: steps.dilations[0],
            dilationWidth: steps.dilations[1],
            padding: steps.padding,
            groups: groups
        )
        let convolution = Convolution(weight: weight, geometry: geometry)
        let dims = try checked(
            convolution.outputShape(for: [1] + input.dims).map { Array($0.dropFirst()) },
            call
        )
        let source = append(
            .convolution(convolution, bias: try bias(call, 2, weight.shape[0])),
            [input.source],
            call.node,
            weight: call.node.inputs[1]
        )
        set(call, OnnxFeature(source, dims: dims, batch: input.batch))
    }

    mutating func addPool(_ call: OnnxCall) throws(ModelsError) {
        let input = try planes(call, 0)
        guard let kernel = try call.integers(named: "kernel_shape"), kernel.count == 2 else {
            throw call.failure(
                "needs a window of two sides",
                hint: "only pools of pictures are supported"
            )
        }
        guard call.node.outputs.dropFirst().allSatisfy(\.isEmpty) else {
            throw call.failure("hands out where its maxima lie, which is not supported")
        }
        let steps = try OnnxWindow(call, kernel: kernel, over: Array(input.dims[1...]))
        let window = PoolingWindow(
            kernelHeight: kernel[0],
            kernelWidth: kernel[1],
            strideHeight: steps.strides[0],
            strideWidth: steps.strides[1],
            dilationHeight: steps.dilations[0],
            dilationWidth: steps.dilations[1],
            padding: steps.padding,
            roundsUp: try call.integer("ceil_mode") == 1
        )
        let countsPadding = try call.integer("count_include_pad") == 1
        let isMaximum = call.node.operation == "MaxPool"
        let size = window.outputSize(height: input.dims[1], width: input.dims[2])
        let dims = try checked(size.map { [input.dims[0], $0.height, $0.width] }, call)
        let source = append(
            isMaximum
                ? .maxPool(MaxPooling(window: window))
                : .averagePool(AveragePooling(window: window, countsPadding: countsPadding)),
            [input.source],
            call.node
        )
        set(call, OnnxFeature(source, dims: dims, batch: input.batch))
    }

    mutating func addGlobalPool(_ call: OnnxCall) throws(ModelsError) {
        let input = try planes(call, 0)
        set(call, reduced(input, by: call.node.operation == "GlobalMaxPool", [1, 2], call.node))
    }

    /// A mean, maximum or sum over places.
    mutating func addReduction(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        let listed = try call.integers(named: "axes", orInput: 1) ?? Array(input.axes.indices)
        let axes = try call.axes(listed, rank: input.axes.count)
        let keeps = try call.integer("keepdims") ?? 1 == 1
        let pieces = OnnxFeature.joined(axes.flatMap { input.axes[$0] })
        let reducible: [[Int]] = [[1, 2], [1], [2], []]
        let wholes = reducible.first { places in
            input.dims.count == 3 && pieces.count == places.filter { input.dims[$0] > 1 }.count
                && places.allSatisfy { place in
                    OnnxFeature.whole(place, input.dims).allSatisfy(pieces.contains)
                }
        }
        // A picture's axes, however the file orders them.
        let joint = OnnxFeature.joined(
            [1, 2].flatMap { input.dims.count == 3 ? OnnxFeature.whole($0, input.dims) : [] }
        )
        guard let places = pieces == joint && input.dims.count == 3 ? [1, 2] : wholes,
            !axes.contains(0)
        else {
            throw call.failure(
                "works on axes \(listed) of \(input.shape)",
                hint: "only means, maxima and sums over the places of pictures are supported"
            )
        }
        let isMaximum = call.node.operation == "ReduceMax"
        guard !isMaximum || places == [1, 2] || places.isEmpty else {
            throw call.failure("a maximum over one side of a picture is not supported")
        }
        var output = places.isEmpty ? input : reduced(input, by: isMaximum, places, call.node)
        if call.node.operation == "ReduceSum" {
            let count = places.reduce(1) { $0 * input.dims[$1] }
            output.source = append(
                Self.affine([Float](repeating: Float(count), count: input.dims[0])),
                [output.source],
                call.node,
                part: "sum"
            )
        }
        output.axes = input.axes.indices.compactMap { axis in
            axes.contains(axis) ? (keeps ? [] : nil) : input.axes[axis]
        }
        set(call, output)
    }

    private mutating func reduced(
        _ input: OnnxFeature,
        by isMaximum: Bool,
        _ places: [Int],
        _ node: OnnxNode
    ) -> OnnxFeature {
        let (height, width) = (input.dims[1], input.dims[2])
        let dims = [
            input.dims[0], places.contains(1) ? 1 : height, places.contains(2) ? 1 : width,
        ]
        let window = PoolingWindow(kernelHeight: height, kernelWidth: width)
        let operation: LayerOperation =
            isMaximum
            ? .maxPool(MaxPooling(window: window))
            : .adaptiveAveragePool(AdaptiveAveragePooling(height: dims[1], width: dims[2]))
        return OnnxFeature(append(operation, [input.source], node), dims: dims, batch: input.batch)
    }

    /// A bias for each output, if there is one.
    func bias(_ call: OnnxCall, _ index: Int, _ count: Int) throws(ModelsError) -> [Float]? {
        guard call.node.inputs.count > index, !call.node.inputs[index].isEmpty else { return nil }
        let bias = try weights(call, index)
        if bias.elements.count == 1 { return [Float](repeating: bias.elements[0], count: count) }
        guard bias.elements.count == count, bias.shape.last == count else {
            throw call.failure("bias \(bias.shape) for \(count) outputs")
        }
        return bias.elements
    }
}

/// Strides, dilations and padding of a node that slides windows.
struct OnnxWindow {
    /// Beyond lies no picture.
    private static let longest = 4096

    let strides: [Int]
    let dilations: [Int]
    let padding: Padding

    /// Reads a node's attributes.
    ///
    /// - Parameters:
    ///   - call: The node.
    ///   - kernel: The window's height and width.
    ///   - sides: The picture's height and width, on which automatic padding depends.
    /// - Throws: `ModelsError` for attributes that make no window.
    init(_ call: OnnxCall, kernel: [Int], over sides: [Int]) throws(ModelsError) {
        func pair(_ name: String) throws(ModelsError) -> [Int] {
            let values = try call.integers(named: name) ?? [1, 1]
            guard values.count == 2, values.allSatisfy({ 1...Self.longest ~= $0 }) else {
                throw call.failure("\(name) \(Printable.excerpt("\(values)"))")
            }
            return values
        }
        let stated = try call.integers(named: "kernel_shape") ?? kernel
        guard stated == kernel, kernel.allSatisfy({ 1...Self.longest ~= $0 }) else {
            throw call.failure("a window of \(Printable.excerpt("\(stated)"))")
        }
        let (strides, dilations) = (try pair("strides"), try pair("dilations"))
        var pads = try call.integers(named: "pads") ?? [0, 0, 0, 0]
        let automatic = try call.string("auto_pad") ?? "NOTSET"
        switch automatic {
        case "NOTSET": break
        case "VALID": pads = [0, 0, 0, 0]
        case "SAME_UPPER", "SAME_LOWER":
            pads = [0, 0, 0, 0]
            for axis in 0..<2 {
                let outputs = (sides[axis] + strides[axis] - 1) / strides[axis]
                let reach = dilations[axis] * (kernel[axis] - 1) + 1
                let total = max(0, (outputs - 1) * strides[axis] + reach - sides[axis])
                let more = total - total / 2
                pads[axis] = automatic == "SAME_UPPER" ? total / 2 : more
                pads[axis + 2] = total - pads[axis]
            }
        default: throw call.failure("auto_pad \(Printable.excerpt(automatic))")
        }
        guard pads.count == 4, pads.allSatisfy({ 0...Self.longest * Self.longest ~= $0 }),
            pads.max() ?? 0 <= 4 * Self.longest
        else { throw call.failure("pads \(Printable.excerpt("\(pads)"))") }
        self.strides = strides
        self.dilations = dilations
        padding = Padding(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
    }
}
