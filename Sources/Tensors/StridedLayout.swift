/// Where the values of a tensor lie in a longer run of values.
///
/// The value at indices `i` is element `offset + sum(i * strides)` of the run. Strides count
/// elements, not bytes, and are never negative.
package struct StridedLayout: Sendable, Equatable {
    /// The length of each axis.
    package let shape: [Int]
    /// How many elements lie between neighbours along each axis.
    package let strides: [Int]
    /// Which element of the run comes first.
    package let offset: Int
    /// How many values the tensor holds.
    package let count: Int

    /// Makes a layout after checking that it stays within its run.
    ///
    /// - Parameters:
    ///   - shape: The length of each axis.
    ///   - strides: As many as `shape` has axes; none negative.
    ///   - offset: The first element.
    ///   - available: How many elements the run holds.
    /// - Throws: `TensorsError` with the values that do not fit. A layout that holds more values
    ///   than its run (an expanded view) is refused, for a few bytes could claim any amount of
    ///   memory that way.
    package init(
        shape: [Int],
        strides: [Int],
        offset: Int,
        available: Int
    ) throws(TensorsError) {
        guard shape.count == strides.count, shape.count <= 32 else {
            throw TensorsError("\(shape.count) axes have \(strides.count) strides")
        }
        guard let count = StridedLayout.count(of: shape), offset >= 0,
            strides.allSatisfy({ $0 >= 0 })
        else {
            throw TensorsError(
                "shape \(shape), strides \(strides) and offset \(offset) are impossible"
            )
        }
        var last = offset
        var fits = count <= available
        for (length, stride) in zip(shape, strides) where count > 0 {
            let (reach, tooFar) = (length - 1).multipliedReportingOverflow(by: stride)
            let (sum, overflow) = last.addingReportingOverflow(reach)
            if tooFar || overflow { fits = false } else { last = sum }
        }
        guard fits, count == 0 || last < available else {
            throw TensorsError(
                "shape \(shape) with strides \(strides) from element \(offset) does not fit into "
                    + "\(available) stored values"
            )
        }
        self.shape = shape
        self.strides = strides
        self.offset = offset
        self.count = count
    }

    /// Whether the values lie one after the other in row-major order.
    package var isContiguous: Bool {
        count <= 1
            || zip(zip(shape, strides), StridedLayout.rowMajor(shape)).allSatisfy { axis, natural in
                axis.0 == 1 || axis.1 == natural
            }
    }

    /// The element of the run for every value, in row-major order of the tensor.
    ///
    /// - Parameter visit: Called `count` times.
    package func forEachElement(_ visit: (Int) -> Void) {
        guard count > 0 else { return }
        guard let width = shape.last, let step = strides.last else {
            visit(offset)
            return
        }
        var indices = [Int](repeating: 0, count: shape.count - 1)
        var start = offset
        for _ in 0..<count / width {
            for column in 0..<width { visit(start + column * step) }
            var axis = indices.count - 1
            while axis >= 0 {
                indices[axis] += 1
                start += strides[axis]
                guard indices[axis] == shape[axis] else { break }
                start -= shape[axis] * strides[axis]
                indices[axis] = 0
                axis -= 1
            }
        }
    }

    /// The strides of a tensor whose last axis runs fastest.
    package static func rowMajor(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() {
            strides[axis] = strides[axis + 1] &* shape[axis + 1]
        }
        return strides
    }

    /// The strides of a tensor whose first axis runs fastest.
    package static func columnMajor(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropFirst() {
            strides[axis] = strides[axis - 1] &* shape[axis - 1]
        }
        return strides
    }

    /// The product of a shape, or nothing if an axis is negative or the product overflows.
    package static func count(of shape: [Int]) -> Int? {
        if shape.contains(where: { $0 < 0 }) { return nil }
        if shape.contains(0) { return 0 }
        var count = 1
        for length in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            if overflow { return nil }
            count = product
        }
        return count
    }
}
