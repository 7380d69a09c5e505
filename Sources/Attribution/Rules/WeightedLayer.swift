public import Kernels
public import Tensors

/// A convolution or linear layer as rules see it: weights, bias, and the same layer with other
/// weights.
public struct WeightedLayer: Sendable {
    /// The layer's linear part.
    public let map: any LinearMap
    /// The layer's weights, output axis first.
    public let weight: Tensor
    /// One bias per output channel, or none.
    public let bias: [Float]?
    /// Whether the layer's input cannot lie below zero, as behind a ReLU.
    public let inputIsNonNegative: Bool
    private let rebind: @Sendable (Tensor) -> any LinearMap
    private let flat: @Sendable () -> any LinearMap

    /// Describes a convolution.
    ///
    /// - Parameters:
    ///   - convolution: The linear part.
    ///   - bias: One bias per output channel, or none.
    ///   - inputIsNonNegative: Whether its input cannot lie below zero.
    public init(_ convolution: Convolution, bias: [Float]?, inputIsNonNegative: Bool) {
        map = convolution
        weight = convolution.weight
        self.bias = bias
        self.inputIsNonNegative = inputIsNonNegative
        rebind = { convolution.with(weight: $0) }
        flat = { UniformConvolution(convolution) }
    }

    /// Describes a linear layer.
    ///
    /// - Parameters:
    ///   - linear: The linear part.
    ///   - bias: One bias per unit, or none.
    ///   - inputIsNonNegative: Whether its input cannot lie below zero.
    public init(_ linear: FullyConnected, bias: [Float]?, inputIsNonNegative: Bool) {
        map = linear
        weight = linear.weight
        self.bias = bias
        self.inputIsNonNegative = inputIsNonNegative
        rebind = { linear.with(weight: $0) }
        flat = { UniformFullyConnected(linear) }
    }

    /// The layer's connections with other weights.
    ///
    /// - Parameter change: Makes each new weight from the old one.
    /// - Returns: The same connections with the new weights.
    public func map(changing change: (Float) -> Float) -> any LinearMap {
        rebind(Tensor(shape: weight.shape, elements: weight.elements.map(change)))
    }

    /// The layer's connections, all with weight 1.
    public var uniformMap: any LinearMap { flat() }

    /// The bias, changed value by value.
    ///
    /// - Parameter change: Makes each new bias from the old one.
    /// - Returns: The new bias, or none where the layer has none.
    public func bias(changing change: (Float) -> Float) -> [Float]? {
        bias?.map(change)
    }
}
