import Kernels
import Tensors

/// Nodes with weights that slide no windows.
extension OnnxImporter {
    /// `Gemm` and `MatMul`: a linear layer; over pictures with channels last, a 1x1 convolution.
    mutating func addLinear(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        let isGemm = call.node.operation == "Gemm"
        var weight = try weights(call, 1)
        let turnsInput = try call.integer("transA") ?? 0 == 1
        guard weight.shape.count == 2, !turnsInput else {
            throw call.failure(
                "weights \(weight.shape)",
                hint: "only products of the network's values with a matrix of weights are supported"
            )
        }
        let isTransposed = try call.integer("transB") ?? 0 == 1
        if !isGemm || !isTransposed { weight = Self.transposed(weight) }
        let alpha = isGemm ? try call.float("alpha") ?? 1 : 1
        let beta = isGemm ? try call.float("beta") ?? 1 : 1
        if alpha != 1 {
            weight = Tensor(shape: weight.shape, elements: weight.elements.map { $0 * alpha })
        }
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        let bias = isGemm ? try bias(call, 2, outputs)?.map { $0 * beta } : nil
        let name = call.node.inputs[1]
        if !isGemm, input.axes.count == 4, input.fits(.channelsLast), input.dims[0] == inputs {
            let kernel = Tensor(shape: [outputs, inputs, 1, 1], elements: weight.elements)
            let convolution = Convolution(weight: kernel, geometry: ConvolutionGeometry(square: 1))
            let dims = try checked([outputs] + input.dims.dropFirst(), call)
            let source = append(
                .convolution(convolution, bias: nil),
                [input.source],
                call.node,
                weight: name
            )
            return set(
                call,
                OnnxFeature(
                    source,
                    dims: dims,
                    batch: input.batch,
                    order: OnnxFeature.Arrangement.channelsLast.order
                )
            )
        }
        let vector = try plain(input, call.node)
        guard vector.dims == [inputs] else {
            throw call.failure(
                "weights for \(inputs) values, found \(input.shape)",
                hint: "the input may have another size than the file was exported for"
            )
        }
        let source = append(
            .linear(FullyConnected(weight: weight), bias: bias),
            [vector.source],
            call.node,
            weight: name
        )
        set(call, OnnxFeature(source, dims: [outputs], batch: input.batch))
    }

    mutating func addBatchNorm(_ call: OnnxCall) throws(ModelsError) {
        var input = try feature(call, 0)
        guard input.axes.count > 1 else { throw call.failure("takes \(input.shape)") }
        // Our channels must be the file's second axis.
        if OnnxFeature.joined(input.axes[1]) != OnnxFeature.whole(0, input.dims) {
            input = try plain(input, call.node)
        }
        let channels = input.dims[0]
        var parts: [[Float]] = []
        for index in 1...4 {
            let part = try weights(call, index)
            guard part.elements.count == channels else {
                throw call.failure("\(part.elements.count) values for \(channels) channels")
            }
            parts.append(part.elements)
        }
        let epsilon = Double(try call.float("epsilon") ?? 1e-5)
        guard parts[3].allSatisfy({ Double($0) + epsilon > 0 }) else {
            throw call.failure("a variance below zero")
        }
        let norm = BatchNorm(
            weight: parts[0],
            bias: parts[1],
            mean: parts[2],
            variance: parts[3],
            epsilon: epsilon
        )
        var output = input
        output.source = append(
            .batchNorm(norm),
            [input.source],
            call.node,
            weight: call.node.inputs[1]
        )
        set(call, output)
    }

    mutating func addParametricReLU(_ call: OnnxCall) throws(ModelsError) {
        let input = try feature(call, 0)
        guard !isFeature(call, 1), let slope = call.optional(1) else {
            throw call.failure("its slopes are no constants")
        }
        _ = try weights(call, 1)
        guard OnnxTensor.common(slope.shape, input.shape) == input.shape,
            let slopes = Self.byChannel(slope, input)
        else { throw call.failure("slopes \(slope.shape) for \(input.shape)") }
        var output = input
        output.source = append(
            .activation(.parametricReLU(slopes: slopes)),
            [input.source],
            call.node,
            weight: call.node.inputs[1]
        )
        set(call, output)
    }

    private static func transposed(_ matrix: Tensor) -> Tensor {
        let (rows, columns) = (matrix.shape[0], matrix.shape[1])
        var elements = [Float](repeating: 0, count: rows * columns)
        matrix.elements.withUnsafeBufferPointer { values in
            for row in 0..<rows {
                for column in 0..<columns {
                    elements[column * rows + row] = values[row * columns + column]
                }
            }
        }
        return Tensor(shape: [columns, rows], elements: elements)
    }
}
