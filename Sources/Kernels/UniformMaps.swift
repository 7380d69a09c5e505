public import Tensors

/// A convolution whose weights are all 1: sums over channels, then a box filter.
///
/// It costs one channel's work per group, whatever the number of channels.
public struct UniformConvolution: LinearMap {
    /// The box filter, tap by tap: one channel would fill a sixteenth of a block.
    private let box: DepthwiseConvolution
    private let inputChannels: Int
    private let outputChannels: Int

    /// The windows of a convolution, with weight 1 everywhere.
    ///
    /// - Parameter convolution: Its channels and geometry are taken over.
    public init(_ convolution: Convolution) {
        let geometry = convolution.geometry
        let shape = [geometry.groups, 1, geometry.kernelHeight, geometry.kernelWidth]
        let ones = [Float](repeating: 1, count: geometry.groups * geometry.kernelArea)
        box = DepthwiseConvolution(
            geometry: geometry,
            weight: Tensor(shape: shape, elements: ones)
        )
        inputChannels = convolution.inputChannels
        outputChannels = convolution.outputChannels
    }

    /// `[N, O, H', W']`, or nil where the input is not `[N, C, H, W]` or too small.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 4, inputShape[1] == inputChannels,
            let size = box.geometry.outputSize(height: inputShape[2], width: inputShape[3])
        else { return nil }
        return [inputShape[0], outputChannels, size.height, size.width]
    }

    /// For each output, the sum of its inputs.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, O, H', W']`, row-major.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape) for \(box.geometry)")
        }
        let reduced = [shape[0], box.geometry.groups, shape[2], shape[3]]
        return spread(box.applied(to: summed(input), reduced), outputChannels)
    }

    /// For each input, the sum of the outputs it is connected to.
    ///
    /// - Parameters:
    ///   - output: `[m, O, H', W']`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`, row-major.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let reduced = [output.shape[0], box.geometry.groups, inputShape[2], inputShape[3]]
        return spread(box.transposedApplied(to: summed(output), reduced), inputChannels)
    }

    /// The sums over each group's channels: `[N, groups, H, W]`.
    private func summed(_ tensor: Tensor) -> Tensor {
        ChannelSums.over(tensor, groups: box.geometry.groups)
    }

    /// Each group's plane repeated for all of its channels: `[N, channels, H, W]`.
    private func spread(_ tensor: Tensor, _ channels: Int) -> Tensor {
        let repeats = channels / box.geometry.groups
        let area = tensor.shape[2] * tensor.shape[3]
        let shape = [tensor.shape[0], channels, tensor.shape[2], tensor.shape[3]]
        return Tensor.filled(shape) { result in
            tensor.elements.withUnsafeBufferPointer { values in
                guard let result = result.baseAddress, let values = values.baseAddress else {
                    return
                }
                for plane in 0..<shape[0] * channels {
                    (result + plane * area)
                        .update(from: values + plane / repeats * area, count: area)
                }
            }
        }
    }
}

/// A linear layer whose weights are all 1: every output is the sum of all inputs.
public struct UniformFullyConnected: LinearMap {
    private let inputs: Int
    private let outputs: Int

    /// The connections of a linear layer, with weight 1 everywhere.
    ///
    /// - Parameter linear: Its sizes are taken over.
    public init(_ linear: FullyConnected) {
        outputs = linear.weight.shape[0]
        inputs = linear.weight.shape[1]
    }

    /// `[N, O]`, or nil where the input is not `[N, I]`.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        inputShape.count == 2 && inputShape[1] == inputs ? [inputShape[0], outputs] : nil
    }

    /// For each output, the sum of all inputs.
    ///
    /// - Parameter input: `[N, I]`.
    /// - Returns: `[N, O]`.
    public func applied(to input: Tensor) -> Tensor {
        spread(input, outputs)
    }

    /// For each input, the sum of all outputs.
    ///
    /// - Parameters:
    ///   - output: `[m, O]`.
    ///   - inputShape: `[_, I]`.
    /// - Returns: `[m, I]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        spread(output, inputs)
    }

    private func spread(_ tensor: Tensor, _ count: Int) -> Tensor {
        let (rows, length) = (tensor.shape[0], tensor.shape[1])
        let values = tensor.elements
        var elements: [Float] = []
        elements.reserveCapacity(rows * count)
        for row in 0..<rows {
            let sum = values[row * length..<(row + 1) * length].reduce(0, +)
            elements += repeatElement(sum, count: count)
        }
        return Tensor(shape: [rows, count], elements: elements)
    }
}
