/// A dense array of 32-bit floats with a shape, stored row-major (the last axis runs fastest).
///
/// Images and feature maps are `[N, C, H, W]`, convolution weights `[O, I, kH, kW]`, linear weights
/// `[O, I]`. A tensor is a value: copies share storage until one of them is written to.
public struct Tensor: Sendable, Equatable {
    /// The length of each axis; empty for a scalar.
    public let shape: [Int]

    /// All values, row-major; always as many as the product of `shape`.
    public private(set) var elements: [Float]

    /// Makes a tensor of the given values.
    ///
    /// - Parameters:
    ///   - shape: The length of each axis, none negative.
    ///   - elements: As many values as the product of `shape`, row-major.
    public init(shape: [Int], elements: [Float]) {
        // Counted with care: a file may give an empty tensor axes whose product overflows.
        precondition(
            StridedLayout.count(of: shape) == elements.count,
            "shape \(shape) does not hold \(elements.count) values"
        )
        self.shape = shape
        self.elements = elements
    }

    /// Makes a tensor of zeros.
    ///
    /// - Parameter shape: The length of each axis, none negative.
    public init(zeros shape: [Int]) {
        self.init(shape: shape, elements: [Float](repeating: 0, count: shape.reduce(1, *)))
    }

    /// How many values the tensor holds.
    public var count: Int { elements.count }

    /// The part at one index of the first axis, with that axis removed.
    ///
    /// - Parameter index: Which part, from 0.
    /// - Returns: A tensor of shape `shape[1...]`.
    public func slice(_ index: Int) -> Tensor {
        precondition(!shape.isEmpty && 0..<shape[0] ~= index, "index \(index) of shape \(shape)")
        let part = shape.dropFirst().reduce(1, *)
        return Tensor(
            shape: Array(shape.dropFirst()),
            elements: Array(elements[index * part..<(index + 1) * part])
        )
    }

    /// The same values under another shape of equal size.
    ///
    /// - Parameter shape: The new shape.
    /// - Returns: A tensor that shares this one's storage.
    public func reshaped(to shape: [Int]) -> Tensor {
        Tensor(shape: shape, elements: elements)
    }

    /// Several tensors of one shape stacked along a new first axis.
    ///
    /// - Parameter parts: At least one tensor, all of one shape.
    /// - Returns: A tensor of shape `[parts.count] + shape`.
    public static func stacked(_ parts: [Tensor]) -> Tensor {
        precondition(!parts.isEmpty, "nothing to stack")
        precondition(parts.allSatisfy { $0.shape == parts[0].shape }, "shapes differ")
        return Tensor(shape: [parts.count] + parts[0].shape, elements: parts.flatMap(\.elements))
    }

    /// The value at one index of every axis.
    public subscript(indices: Int...) -> Float {
        precondition(indices.count == shape.count, "\(indices.count) indices for shape \(shape)")
        var offset = 0
        for (index, length) in zip(indices, shape) {
            precondition(0..<length ~= index, "index \(indices) of shape \(shape)")
            offset = offset * length + index
        }
        return elements[offset]
    }

    /// Lends the values for writing in place, row-major.
    ///
    /// - Parameter body: What to do with the values; the buffer must not leave it.
    /// - Returns: What `body` gives back.
    /// - Throws: What `body` throws.
    public mutating func withUnsafeMutableElements<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // `withUnsafeMutableBufferPointer` hands an inout buffer; callers only need the pointer.
        var outcome: Swift.Result<Result, Failure>?
        elements.withUnsafeMutableBufferPointer { buffer in
            do throws(Failure) {
                outcome = .success(try body(buffer))
            } catch {
                outcome = .failure(error)
            }
        }
        guard let outcome else { preconditionFailure("the buffer was never lent") }
        return try outcome.get()
    }
}
