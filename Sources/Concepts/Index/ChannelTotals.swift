package import Tensors

/// What one photo's relevance or output comes to in each channel of a layer, from which all rankings by that
/// quantity are made.
package struct ChannelTotals: Sendable {
    /// The sum over space of each channel.
    package let sums: [Double]
    /// The largest value of each channel.
    package let maxima: [Double]
    /// Where it is: the flat row-major index in [h, w], the first of equals.
    package let places: [Int]

    /// Measures one photo.
    ///
    /// - Parameter values: The relevance or output of the layer: [C, h, w], or [C] of a fully connected one.
    package init(_ values: Tensor) {
        precondition(
            [1, 3].contains(values.shape.count),
            "[C, h, w] or [C] expected, not \(values.shape)"
        )
        let channels = values.shape[0]
        let area = values.shape.dropFirst().reduce(1, *)
        var sums = [Double](repeating: 0, count: channels)
        var maxima = [Double](repeating: 0, count: channels)
        var places = [Int](repeating: 0, count: channels)
        values.elements.withUnsafeBufferPointer { elements in
            for first in stride(from: 0, to: channels, by: 4) {
                // Four channels side by side: each sum waits for its own last addition only.
                let last = channels - 1
                let starts = SIMD4(first, first + 1, first + 2, first + 3)
                    .clamped(lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: last))
                var sum = SIMD4<Double>()
                var largest = SIMD4<Float>(repeating: -.infinity)
                var found = SIMD4<Int32>()
                for place in 0..<area {
                    let value = SIMD4(
                        elements[starts[0] * area + place],
                        elements[starts[1] * area + place],
                        elements[starts[2] * area + place],
                        elements[starts[3] * area + place]
                    )
                    sum += SIMD4<Double>(value)
                    let isLarger = value .> largest
                    largest.replace(with: value, where: isLarger)
                    found.replace(with: SIMD4(repeating: Int32(place)), where: isLarger)
                }
                for lane in 0..<min(4, channels - first) {
                    sums[first + lane] = sum[lane]
                    maxima[first + lane] = Double(largest[lane])
                    places[first + lane] = Int(found[lane])
                }
            }
        }
        self.sums = sums
        self.maxima = maxima
        self.places = places
    }

    /// Whether all is a number: false where the network's numbers overflowed.
    package var areFinite: Bool { sums.allSatisfy(\.isFinite) && maxima.allSatisfy(\.isFinite) }
}
