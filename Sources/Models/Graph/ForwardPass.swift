public import Kernels
public import Tensors

/// What one run of a network left behind: the layers' outputs that were to be kept.
public struct ForwardPass: Sendable {
    /// The network's input, `[N, C, H, W]`.
    public let input: Tensor
    /// The shape of each layer's output.
    public let shapes: [[Int]]
    /// Each layer's output, or nil where it was not kept.
    public let outputs: [Tensor?]
    /// For each max pool that was kept, the winners of its windows.
    public let winners: [Int: PoolWinners]
    /// The last layer's output, `[N, K]`.
    public let logits: Tensor

    /// The output a source stands for, or nil where it was not kept.
    ///
    /// - Parameter source: A layer or the input.
    /// - Returns: The output, batch axis first.
    public func output(of source: LayerGraph.Source) -> Tensor? {
        switch source {
        case .input: input
        case .node(let index): outputs[index]
        }
    }

    /// The shape of the output a source stands for.
    ///
    /// - Parameter source: A layer or the input.
    /// - Returns: The shape, batch axis first.
    public func shape(of source: LayerGraph.Source) -> [Int] {
        switch source {
        case .input: input.shape
        case .node(let index): shapes[index]
        }
    }
}

/// What a forward pass keeps.
public struct KeptLayers: Sendable {
    /// The layers whose outputs are kept.
    public var outputs: Set<Int>
    /// The max pools whose winners are kept.
    public var winners: Set<Int>

    /// Makes a choice.
    ///
    /// - Parameters:
    ///   - outputs: The layers whose outputs are kept.
    ///   - winners: The max pools whose winners are kept.
    public init(outputs: Set<Int> = [], winners: Set<Int> = []) {
        self.outputs = outputs
        self.winners = winners
    }
}

extension LayerGraph {
    /// Runs the network on a batch.
    ///
    /// Outputs that nobody keeps are freed after their last use.
    ///
    /// - Parameters:
    ///   - input: `[N, C, H, W]`.
    ///   - keeping: The outputs and winners to keep; all of them if nil.
    /// - Returns: The logits and what was to be kept.
    /// - Throws: `ModelsError` where the input's shape does not fit.
    public func forward(
        _ input: Tensor,
        keeping: KeptLayers? = nil
    ) throws(ModelsError) -> ForwardPass {
        let shapes = try shapes(for: input.shape)
        var outputs = [Tensor?](repeating: nil, count: nodes.count)
        var winners: [Int: PoolWinners] = [:]
        let exact = layersBefore { index in
            if case .maxPool = nodes[index].operation {
                return keeping?.winners.contains(index) ?? true
            }
            return false
        }
        for (index, node) in nodes.enumerated() where outputs[index] == nil {
            let inputs = node.inputs.map { source in
                let value: Tensor? =
                    switch source {
                    case .input: input
                    case .node(let index): outputs[index]
                    }
                guard let value else { preconditionFailure("\(node.name): input was freed") }
                return value
            }
            if case .maxPool(let pool) = node.operation {
                let (maxima, places) = pool.applied(to: inputs[0])
                outputs[index] = maxima
                if keeping?.winners.contains(index) ?? true { winners[index] = places }
            } else if case .convolution(let convolution, let bias) = node.operation {
                let clipping = reluAlone(behind: index, keeping)
                outputs[clipping ?? index] = convolution.applied(
                    to: inputs[0],
                    bias: bias,
                    clips: clipping != nil,
                    arithmetic: exact[index] ? .direct : .winograd
                )
            } else {
                outputs[index] = Self.run(node.operation, inputs)
            }
            guard let keeping else { continue }
            for case .node(let source) in node.inputs
            where consumers[source].last == index && !keeping.outputs.contains(source) {
                outputs[source] = nil
            }
        }
        guard let logits = outputs[output] else { preconditionFailure("no logits") }
        return ForwardPass(
            input: input,
            shapes: shapes,
            outputs: outputs,
            winners: winners,
            logits: logits
        )
    }

    /// The ReLU that a layer's output goes to and nowhere else, if that output is not kept.
    private func reluAlone(behind index: Int, _ keeping: KeptLayers?) -> Int? {
        guard let keeping, !keeping.outputs.contains(index), consumers[index].count == 1,
            case .activation(.relu) = nodes[consumers[index][0]].operation
        else { return nil }
        return consumers[index][0]
    }

    /// For each layer whether its output reaches one of some layers.
    private func layersBefore(_ chosen: (Int) -> Bool) -> [Bool] {
        var before = [Bool](repeating: false, count: nodes.count)
        for index in nodes.indices.reversed() where before[index] || chosen(index) {
            for case .node(let source) in nodes[index].inputs { before[source] = true }
        }
        return before
    }

    private static func run(_ operation: LayerOperation, _ inputs: [Tensor]) -> Tensor {
        let input = inputs[0]
        switch operation {
        case .convolution(let convolution, let bias):
            return convolution.applied(to: input, bias: bias)
        case .linear(let linear, let bias):
            let product = linear.applied(to: input)
            return bias.map { ElementWise.adding(bias: $0, to: product) } ?? product
        case .batchNorm(let norm):
            return ElementWise.affine(
                input,
                scale: norm.scale.map(Float.init),
                shift: norm.shift.map(Float.init)
            )
        case .activation(let activation):
            return activation.applied(to: input)
        case .maxPool(let pool):
            return pool.applied(to: input).output
        case .averagePool(let pool):
            return pool.applied(to: input)
        case .adaptiveAveragePool(let pool):
            return pool.applied(to: input)
        case .concatenation:
            return ChannelConcatenation.joined(inputs)
        case .addition:
            return inputs.dropFirst().reduce(input, ElementWise.sum)
        case .gate:
            return Gating.product(input, inputs[1])
        case .upsample(let upsampling):
            return upsampling.applied(to: input)
        case .pad(let border):
            return border.applied(to: input)
        case .channels(let choice):
            return choice.applied(to: input)
        case .flatten:
            return input.reshaped(to: [input.shape[0], input.shape.dropFirst().reduce(1, *)])
        case .flattenChannelsLast:
            return ChannelsLast.flattened(input)
        case .reshape(let shape):
            return input.reshaped(to: [input.shape[0]] + shape)
        case .identity:
            return input
        }
    }
}
