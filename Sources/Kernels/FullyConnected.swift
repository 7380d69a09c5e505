public import Tensors

/// A linear layer without bias, bound to its weights: z[n,o] = Σ_i w[o,i] · x[n,i].
///
/// Its time is that of reading the weights, so these are read once for all rows of a batch, without
/// the copy that a matrix product makes of them.
public struct FullyConnected: LinearMap {
    /// How many units one piece of work covers: 64 rows of 1,024 weights are 256 KiB.
    private static let outputBlock = 64
    private static let inputBlock = 1024

    /// `[O, I]`, row-major.
    public let weight: Tensor

    /// Binds weights.
    ///
    /// - Parameter weight: `[O, I]`.
    public init(weight: Tensor) {
        precondition(weight.shape.count == 2, "weight \(weight.shape)")
        self.weight = weight
    }

    /// The same layer with other weights of the same shape.
    ///
    /// - Parameter weight: Shaped like this layer's weight.
    /// - Returns: The layer with these weights.
    public func with(weight: Tensor) -> FullyConnected {
        precondition(weight.shape == self.weight.shape, "\(weight.shape) for \(self.weight.shape)")
        return FullyConnected(weight: weight)
    }

    /// `[N, O]`, or nil where the input is not `[N, I]`.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 2, inputShape[1] == weight.shape[1] else { return nil }
        return [inputShape[0], weight.shape[0]]
    }

    /// The products of a batch with the weights.
    ///
    /// - Parameter input: `[N, I]`.
    /// - Returns: `[N, O]`.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape) for weight \(weight.shape)")
        }
        let (batch, outputs, inputs) = (shape[0], shape[1], weight.shape[1])
        let blocks = (outputs + Self.outputBlock - 1) / Self.outputBlock
        return Tensor.filled(shape) { output in
            output.update(repeating: 0)
            input.elements.withUnsafeBufferPointer { source in
                weight.elements.withUnsafeBufferPointer { weights in
                    guard let source = source.baseAddress, let weights = weights.baseAddress,
                        let output = output.baseAddress
                    else { return }
                    // Safety: pieces write to different columns of the output.
                    nonisolated(unsafe) let (from, by, to) = (source, weights, output)
                    ComputeThreads.share(blocks) { block in
                        let first = block * Self.outputBlock
                        let count = min(outputs - first, Self.outputBlock)
                        // A few rows of weights at a time, which stay in the cache for all images.
                        for part in 0..<(inputs + Self.inputBlock - 1) / Self.inputBlock {
                            let start = part * Self.inputBlock
                            for image in 0..<batch {
                                MatrixProduct.multiply(
                                    by + first * inputs + start,
                                    stride: inputs,
                                    vector: from + image * inputs + start,
                                    addingTo: to + image * outputs + first,
                                    rows: count,
                                    inner: min(inputs - start, Self.inputBlock)
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    /// The layer's gradient with respect to its input, weighed by `output`.
    ///
    /// Units that are zero in every row are left out, so that relevance which starts at one logit,
    /// or at the few units a ReLU let through, reads only their weights.
    ///
    /// - Parameters:
    ///   - output: `[m, O]`.
    ///   - inputShape: `[_, I]`.
    /// - Returns: `[m, I]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let (batch, outputs, inputs) = (output.shape[0], weight.shape[0], weight.shape[1])
        precondition(
            output.shape == [batch, outputs] && inputShape.last == inputs,
            "\(output.shape) for input \(inputShape), weight \(weight.shape)"
        )
        let live = (0..<outputs).filter { unit in
            (0..<batch).contains { output.elements[$0 * outputs + unit] != 0 }
        }
        guard !live.isEmpty else { return Tensor(zeros: [batch, inputs]) }
        let rows = output.elements
        let blocks = (inputs + Self.inputBlock - 1) / Self.inputBlock
        return Tensor.filled([batch, inputs]) { result in
            result.update(repeating: 0)
            rows.withUnsafeBufferPointer { source in
                weight.elements.withUnsafeBufferPointer { weights in
                    guard let source = source.baseAddress, let weights = weights.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    // Safety: pieces write to different columns of the result.
                    nonisolated(unsafe) let (from, by, to) = (source, weights, result)
                    ComputeThreads.share(blocks) { block in
                        let first = block * Self.inputBlock
                        let count = min(inputs - first, Self.inputBlock)
                        // Each unit's weights are read once, for all rows.
                        for unit in live {
                            for row in 0..<batch {
                                let amount = from[row * outputs + unit]
                                guard amount != 0 else { continue }
                                MatrixProduct.add(
                                    amount,
                                    times: by + unit * inputs + first,
                                    to: to + row * inputs + first,
                                    count: count
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}
