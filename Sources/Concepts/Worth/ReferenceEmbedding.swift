import Foundation
package import Tensors

/// What a channel saw in a photo, as the model's late layer has it: a vector per reference, alike for
/// references that show alike things.
///
/// Kept as bytes, the largest component 255. Roots are kept, so that one strong channel does not outweigh all
/// others: a channel of random weights in the layer, strong everywhere, changes the coherence of the others far
/// less (correlation with what it was .82 instead of .67 at worst).
package struct ReferenceEmbedding: Sendable, Equatable {
    /// One component per channel of the late layer, 0 to 255.
    package let bytes: [UInt8]

    /// Whether the late layer was silent where the channel acted: nothing is known of what it saw.
    package var isEmpty: Bool { bytes.allSatisfy { $0 == 0 } }

    /// Makes an embedding of its bytes.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Measures one reference.
    ///
    /// e_k = √(Σ_p w_p max(a_k(p), 0)), with w the channel's relevance max(R_c, 0) in its own layer, spread over
    /// the late layer's places; so it looks where the channel acted, not at the whole photo.
    ///
    /// - Parameters:
    ///   - late: The late layer's output for the photo, [K, h, w].
    ///   - relevance: The channel's relevance (or output, where it was chosen by that) at its layer, [H, W].
    ///   - excluded: The component that is the channel itself, if its layer is the late one: every reference
    ///     of a channel has that one in common.
    package init(late: Tensor, relevance: Tensor, excluding excluded: Int?) {
        precondition(
            late.shape.count == 3 && relevance.shape.count == 2,
            "[K, h, w] and [H, W] expected, not \(late.shape) and \(relevance.shape)"
        )
        let weights = Self.weights(relevance, height: late.shape[1], width: late.shape[2])
        let area = late.shape[1] * late.shape[2]
        var values = [Float](repeating: 0, count: late.shape[0])
        late.elements.withUnsafeBufferPointer { elements in
            for channel in values.indices where channel != excluded {
                var sum: Float = 0
                for place in 0..<area where weights[place] > 0 {
                    sum += weights[place] * max(elements[channel * area + place], 0)
                }
                values[channel] = sum
            }
        }
        let largest = values.max() ?? 0
        bytes = values.map {
            largest > 0 && largest.isFinite
                ? UInt8((($0 / largest).squareRoot() * 255).rounded()) : 0
        }
    }

    /// The positive relevance of each place of the late layer: every value of the relevance goes to the place
    /// its centre lies in, or to all places it covers where the relevance is coarser.
    private static func weights(_ relevance: Tensor, height: Int, width: Int) -> [Float] {
        let (rows, columns) = (relevance.shape[0], relevance.shape[1])
        var weights = [Float](repeating: 0, count: height * width)
        let values = relevance.elements
        if rows >= height, columns >= width {
            let targets = (0..<columns).map { (2 * $0 + 1) * width / (2 * columns) }
            for row in 0..<rows {
                let target = (2 * row + 1) * height / (2 * rows) * width
                for column in 0..<columns {
                    weights[target + targets[column]] += max(values[row * columns + column], 0)
                }
            }
        } else {
            for row in 0..<height {
                let source = (2 * row + 1) * rows / (2 * height) * columns
                for column in 0..<width {
                    weights[row * width + column] = max(
                        values[source + (2 * column + 1) * columns / (2 * width)],
                        0
                    )
                }
            }
        }
        return weights
    }
}
