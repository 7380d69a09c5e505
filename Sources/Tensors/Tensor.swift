/// A dense array of 32-bit floats with a shape, row-major (the last axis runs fastest) unless its
/// layout says otherwise.
///
/// Images and feature maps are `[N, C, H, W]`, convolution weights `[O, I, kH, kW]`, linear weights
/// `[O, I]`. A tensor is a value: copies share storage until one of them is written to. Feature maps
/// may be held in blocks of channels, as vector units like them; `elements` is row-major all the same,
/// and only kernels that work on blocks read `storage`.
public struct Tensor: Sendable {
    /// The length of each axis; empty for a scalar.
    public let shape: [Int]

    /// How `storage` is ordered.
    public let layout: TensorLayout

    /// The values in the order of `layout`, with what fills up its blocks.
    public private(set) var storage: [Float]

    /// All values, row-major; always as many as the product of `shape`.
    ///
    /// Of a tensor in blocks it is made anew at each call: take it once, not in a loop.
    @inlinable public var elements: [Float] {
        layout == .rowMajor ? storage : inRowMajorOrder()
    }

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
        layout = .rowMajor
        storage = elements
    }

    /// Makes a tensor of values that are in the order of a layout.
    ///
    /// - Parameters:
    ///   - shape: The length of each axis; four of them unless the layout is row-major.
    ///   - layout: How the values are ordered.
    ///   - storage: As many values as the layout takes; what fills up a block is zero.
    public init(shape: [Int], layout: TensorLayout, storage: [Float]) {
        precondition(
            layout.storageCount(of: shape) == storage.count,
            "shape \(shape) in \(layout) does not hold \(storage.count) values"
        )
        self.shape = shape
        self.layout = layout
        self.storage = storage
    }

    /// Makes a tensor of zeros.
    ///
    /// - Parameter shape: The length of each axis, none negative.
    public init(zeros shape: [Int]) {
        self.init(shape: shape, elements: [Float](repeating: 0, count: shape.reduce(1, *)))
    }

    /// How many values the tensor holds.
    public var count: Int { layout == .rowMajor ? storage.count : shape.reduce(1, *) }

    /// The part at one index of the first axis, with that axis removed.
    ///
    /// - Parameter index: Which part, from 0.
    /// - Returns: A tensor of shape `shape[1...]`.
    public func slice(_ index: Int) -> Tensor {
        precondition(!shape.isEmpty && 0..<shape[0] ~= index, "index \(index) of shape \(shape)")
        let part = storage.count / shape[0]
        let taken = Array(storage[index * part..<(index + 1) * part])
        let rest = Array(shape.dropFirst())
        guard layout != .rowMajor else { return Tensor(shape: rest, elements: taken) }
        return Tensor(shape: [1] + rest, layout: layout, storage: taken).reshaped(to: rest)
    }

    /// The same values under another shape of equal size.
    ///
    /// - Parameter shape: The new shape.
    /// - Returns: A row-major tensor; it shares this one's storage if that is row-major.
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

    /// Lends the values for writing in place, row-major; a tensor in blocks becomes row-major.
    ///
    /// - Parameter body: What to do with the values; the buffer must not leave it.
    /// - Returns: What `body` gives back.
    /// - Throws: What `body` throws.
    public mutating func withUnsafeMutableElements<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if layout != .rowMajor { self = Tensor(shape: shape, elements: elements) }
        return try withUnsafeMutableStorage(body)
    }

    /// Lends the values for writing in place, in the order of `layout`.
    ///
    /// - Parameter body: What to do with the values; the buffer must not leave it, and what fills up
    ///   a block must stay zero.
    /// - Returns: What `body` gives back.
    /// - Throws: What `body` throws.
    public mutating func withUnsafeMutableStorage<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // `withUnsafeMutableBufferPointer` hands an inout buffer; callers only need the pointer.
        var outcome: Swift.Result<Result, Failure>?
        storage.withUnsafeMutableBufferPointer { buffer in
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

extension Tensor: Equatable {
    /// Whether shapes and values are equal, whatever the layouts.
    public static func == (one: Tensor, other: Tensor) -> Bool {
        guard one.shape == other.shape else { return false }
        return one.layout == other.layout
            ? one.storage == other.storage : one.elements == other.elements
    }
}
