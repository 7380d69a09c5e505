import Kernels

extension LayerGraph {
    /// The shapes of all layers' outputs for one input shape.
    ///
    /// - Parameter inputShape: `[N, C, H, W]`.
    /// - Returns: One shape for each layer, batch axis first.
    /// - Throws: `ModelsError` where the channels do not match or a layer finds the input too small.
    public func shapes(for inputShape: [Int]) throws(ModelsError) -> [[Int]] {
        guard inputShape.count == 4, inputShape[1] == inputChannels, inputShape[0] > 0 else {
            throw ModelsError(
                "the input is \(inputShape), expected [N, \(inputChannels), height, width]"
            )
        }
        var shapes: [[Int]] = []
        for node in nodes {
            let inputs = node.inputs.map { source in
                switch source {
                case .input: inputShape
                case .node(let index): shapes[index]
                }
            }
            guard let shape = Self.outputShape(node.operation, inputs) else {
                throw Self.mismatch(node, inputs, inputShape)
            }
            shapes.append(shape)
        }
        return shapes
    }

    private static func outputShape(_ operation: LayerOperation, _ inputs: [[Int]]) -> [Int]? {
        let input = inputs[0]
        switch operation {
        case .convolution(let convolution, _):
            return convolution.outputShape(for: input)
        case .linear(let linear, _):
            return linear.outputShape(for: input)
        case .batchNorm(let norm):
            return input.count > 1 && input[1] == norm.weight.count ? input : nil
        case .activation(.parametricReLU(let slopes)):
            return slopes.count < 2 || input.count > 1 && input[1] == slopes.count ? input : nil
        case .activation, .identity:
            return input
        case .gate:
            return inputs.count == 2 && Gating.fits(inputs[1], input) ? input : nil
        case .upsample(let upsampling):
            return upsampling.outputShape(for: input)
        case .pad(let border):
            return border.outputShape(for: input)
        case .channels(let choice):
            return choice.outputShape(for: input)
        case .reshape(let shape):
            return shape.reduce(1, *) == input.dropFirst().reduce(1, *) ? [input[0]] + shape : nil
        case .addition:
            return inputs.allSatisfy { $0 == input } ? input : nil
        case .maxPool(let pool):
            return pool.outputShape(for: input)
        case .averagePool(let pool):
            return pool.outputShape(for: input)
        case .adaptiveAveragePool(let pool):
            return pool.outputShape(for: input)
        case .flatten, .flattenChannelsLast:
            return [input[0], input.dropFirst().reduce(1, *)]
        case .concatenation:
            guard inputs.allSatisfy({ $0.count > 1 && $0.dropFirst(2) == input.dropFirst(2) })
            else {
                return nil
            }
            return [input[0], inputs.reduce(0) { $0 + $1[1] }] + input.dropFirst(2)
        }
    }

    private static func mismatch(
        _ node: Node,
        _ inputs: [[Int]],
        _ inputShape: [Int]
    ) -> ModelsError {
        if windowed(node.operation, inputs[0]) {
            return ModelsError(
                "an input of \(inputShape[3])x\(inputShape[2]) is too small: only "
                    + "\(inputs[0][3])x\(inputs[0][2]) of it is left for \(node.name)",
                hint: "give a larger input"
            )
        }
        let shapes = inputs.map { "\($0)" }.joined(separator: " and ")
        return ModelsError(
            "\(node.name) (\(node.operation.kind)) cannot take \(shapes), "
                + "from an input of \(inputShape)"
        )
    }

    /// Whether the layer slides a window over pictures and its channels fit, so that only the
    /// picture's size can be wrong.
    private static func windowed(_ operation: LayerOperation, _ input: [Int]) -> Bool {
        guard input.count == 4 else { return false }
        switch operation {
        case .convolution(let convolution, _): return convolution.inputChannels == input[1]
        case .maxPool, .averagePool, .adaptiveAveragePool: return true
        default: return false
        }
    }
}
