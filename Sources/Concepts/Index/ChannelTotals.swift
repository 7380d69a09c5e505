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
            for channel in 0..<channels {
                var sum = 0.0
                var largest = -Float.infinity
                var found = 0
                for place in 0..<area {
                    let value = elements[channel * area + place]
                    sum += Double(value)
                    if value > largest {
                        largest = value
                        found = place
                    }
                }
                sums[channel] = sum
                maxima[channel] = Double(largest)
                places[channel] = found
            }
        }
        self.sums = sums
        self.maxima = maxima
        self.places = places
    }

    /// Whether all is a number: false where the network's numbers overflowed.
    package var areFinite: Bool { sums.allSatisfy(\.isFinite) && maxima.allSatisfy(\.isFinite) }
}
