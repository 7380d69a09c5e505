public import Tensors

/// A layer's linear part: z = A·x without bias, and the way back, Aᵀ·s.
///
/// Relevance rules need exactly these two products, with the layer's weights or weights made from
/// them. The first axis is the batch; every row is mapped alone.
public protocol LinearMap: Sendable {
    /// The shape of `A·x`, or nil where the input is too small for the layer.
    ///
    /// - Parameter inputShape: The input's shape, batch axis included.
    /// - Returns: The output's shape, batch axis included.
    func outputShape(for inputShape: [Int]) -> [Int]?

    /// A·x.
    ///
    /// - Parameter input: x, with the batch as first axis.
    /// - Returns: A tensor of shape `outputShape(for: input.shape)`.
    func applied(to input: Tensor) -> Tensor

    /// Aᵀ·s: the gradient of `A·x` with respect to x, weighed by s.
    ///
    /// - Parameters:
    ///   - output: s, shaped like the layer's output, with any number of batch rows.
    ///   - inputShape: The shape of the layer's input; its batch axis is ignored.
    /// - Returns: A tensor of the input's shape with as many batch rows as `output`.
    func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor
}
