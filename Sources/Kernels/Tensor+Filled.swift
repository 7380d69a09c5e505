import Tensors

extension Tensor {
    /// A tensor whose values `body` writes, every one of them, into uninitialized memory.
    static func filled(
        _ shape: [Int],
        _ body: (UnsafeMutableBufferPointer<Float>) -> Void
    ) -> Tensor {
        let count = shape.reduce(1, *)
        let elements = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
        return Tensor(shape: shape, elements: elements)
    }
}
