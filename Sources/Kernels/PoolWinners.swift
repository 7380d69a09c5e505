public import Tensors

/// For each window of a max pool the input that won it.
public struct PoolWinners: Sendable, Equatable {
    /// The pool's output, `[N, C, H', W']`.
    public let shape: [Int]
    /// How `places` is ordered: as the pool's input was.
    public let layout: TensorLayout
    /// For each output, in the order of `layout`, its winner's index within the input plane,
    /// row-major; what fills up the last block of channels means nothing.
    public let places: [Int32]

    /// Makes the winners of a pool.
    ///
    /// - Parameters:
    ///   - shape: The pool's output, `[N, C, H', W']`.
    ///   - layout: How `places` is ordered.
    ///   - places: For each output its winner's index within the input plane, row-major.
    public init(shape: [Int], layout: TensorLayout = .rowMajor, places: [Int32]) {
        precondition(
            layout.storageCount(of: shape) == places.count,
            "\(places.count) winners for \(shape) in \(layout)"
        )
        self.shape = shape
        self.layout = layout
        self.places = places
    }
}
