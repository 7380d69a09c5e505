/// Where a pool's windows lie along one axis of its input.
struct PoolingAxis {
    /// How many places a window has.
    let kernel: Int
    /// From one window to the next.
    let stride: Int
    /// From one place of a window to its next.
    let dilation: Int
    /// The padding before the first value.
    let before: Int
    /// The padding behind the last value.
    let after: Int
    /// Whether a last window may hang over the edge.
    let roundsUp: Bool

    /// How many windows there are; nil where there is none, or one would hold no value.
    func count(over length: Int) -> Int? {
        let free = length + before + after - dilation * (kernel - 1) - 1
        guard length > 0, free >= 0 else { return nil }
        var windows = free / stride + 1
        if roundsUp {
            windows = (free + stride - 1) / stride + 1
            if (windows - 1) * stride >= length + before { windows -= 1 }
        }
        // Without dilation, only the first and the last window can miss the input.
        let suspects = dilation > 1 ? Array(0..<windows) : [0, windows - 1]
        return suspects.contains { places(of: $0, length).isEmpty } ? nil : windows
    }

    /// The values of one window.
    func places(of window: Int, _ length: Int) -> PoolingPlaces {
        let start = window * stride - before
        let skipped = start < 0 ? (-start + dilation - 1) / dilation : 0
        let first = start + skipped * dilation
        let left = first < length ? (length - 1 - first) / dilation + 1 : 0
        return PoolingPlaces(
            first: first,
            step: dilation,
            count: max(0, min(kernel - skipped, left))
        )
    }

    /// How many places of one window lie on values or padding; rounded up, some lie on neither.
    func paddedCount(of window: Int, _ length: Int) -> Int {
        let start = window * stride - before
        return min(kernel, (length + after - 1 - start) / dilation + 1)
    }
}

/// Evenly spaced rows or columns.
struct PoolingPlaces {
    /// The first one.
    let first: Int
    /// From one to the next.
    let step: Int
    /// How many there are.
    let count: Int

    /// Whether there are none.
    var isEmpty: Bool { count == 0 }

    /// The same rows or columns one by one.
    var places: StrideTo<Int> { Swift.stride(from: first, to: first + count * step, by: step) }
}
