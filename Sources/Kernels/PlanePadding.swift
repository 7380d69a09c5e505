public import Tensors

/// A border of one value around pictures, as a layer of its own.
public struct PlanePadding: LinearMap, Equatable {
    /// How wide the border is on each side.
    public let padding: Padding
    /// The value it is filled with.
    public let value: Float

    /// Makes a border.
    ///
    /// - Parameters:
    ///   - padding: How wide it is; at least 0 on each side.
    ///   - value: The value it is filled with.
    public init(_ padding: Padding, value: Float = 0) {
        precondition(
            min(padding.top, padding.left, padding.bottom, padding.right) >= 0,
            "\(padding)"
        )
        self.padding = padding
        self.value = value
    }

    /// `[N, C, H + top + bottom, W + left + right]`, or nil where the input is not `[N, C, H, W]`.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 4 else { return nil }
        return [
            inputShape[0], inputShape[1], inputShape[2] + padding.top + padding.bottom,
            inputShape[3] + padding.left + padding.right,
        ]
    }

    /// The pictures with their border.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, C, H', W']`.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape)")
        }
        return Tensor.filled(shape, input.layout) { output in
            output.update(repeating: value)
            input.storage.withUnsafeBufferPointer { values in
                forEachRow(shape, input.shape, input.layout) { outside, inside, width in
                    for index in 0..<width { output[outside + index] = values[inside + index] }
                }
            }
            if value != 0, let output = output.baseAddress {
                Tensor.clearFill(output, shape, input.layout)
            }
        }
    }

    /// The part inside the border; what lies on the border is dropped.
    ///
    /// - Parameters:
    ///   - output: `[m, C, H', W']`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        return Tensor.filled(shape, output.layout) { result in
            output.storage.withUnsafeBufferPointer { values in
                forEachRow(output.shape, shape, output.layout) { outside, inside, width in
                    for index in 0..<width { result[inside + index] = values[outside + index] }
                }
            }
        }
    }

    /// Where each row of the picture, or of a block of pictures, begins with and without the border.
    private func forEachRow(
        _ outer: [Int],
        _ inner: [Int],
        _ layout: TensorLayout,
        _ body: (_ outside: Int, _ inside: Int, _ width: Int) -> Void
    ) {
        var block = 1
        if case .channelBlocks(let size) = layout { block = size }
        for plane in 0..<inner[0] * Tensor.blocks(of: inner, block) {
            for row in 0..<inner[2] {
                body(
                    ((plane * outer[2] + row + padding.top) * outer[3] + padding.left) * block,
                    (plane * inner[2] + row) * inner[3] * block,
                    inner[3] * block
                )
            }
        }
    }
}
