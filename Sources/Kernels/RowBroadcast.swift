public import Tensors

/// Products and quotients between a batch of m rows and the N images the rows belong to.
///
/// Row r of the batch meets image `rows[r]`; many rows may share one image.
public enum RowBroadcast {
    /// v[r] · x[rows[r]], value by value.
    ///
    /// - Parameters:
    ///   - batch: v, `[m, ...]`; written in place by the product where it is uniquely held.
    ///   - images: x, `[N, ...]` with the same further axes.
    ///   - rows: The image of each row.
    public static func product(_ batch: consuming Tensor, _ images: Tensor, rows: [Int]) -> Tensor {
        combine(batch, images, rows) { $0 * $1 }
    }

    /// R[r] / stab(z[rows[r]]), value by value, with stab(z) = z + epsilon·sgn(z) and sgn(0) = +1.
    ///
    /// - Parameters:
    ///   - batch: R, `[m, ...]`.
    ///   - images: z, `[N, ...]` with the same further axes.
    ///   - rows: The image of each row.
    ///   - epsilon: The stabilizer, at least 0.
    public static func stabilizedQuotient(
        _ batch: consuming Tensor,
        _ images: Tensor,
        rows: [Int],
        epsilon: Float
    ) -> Tensor {
        combine(batch, images, rows) { $0 / ($1 < 0 ? $1 - epsilon : $1 + epsilon) }
    }

    @inline(__always)
    private static func combine(
        _ batch: consuming Tensor,
        _ images: Tensor,
        _ rows: [Int],
        _ function: (Float, Float) -> Float
    ) -> Tensor {
        precondition(
            batch.shape.first == rows.count && batch.shape.dropFirst() == images.shape.dropFirst(),
            "\(batch.shape) against \(images.shape) for \(rows.count) rows"
        )
        let length = images.shape.dropFirst().reduce(1, *)
        var result = consume batch
        result.withUnsafeMutableElements { values in
            images.elements.withUnsafeBufferPointer { images in
                guard let values = values.baseAddress, let images = images.baseAddress else {
                    return
                }
                for (row, image) in rows.enumerated() {
                    let target = values + row * length
                    let source = images + image * length
                    for index in 0..<length {
                        target[index] = function(target[index], source[index])
                    }
                }
            }
        }
        return result
    }
}
