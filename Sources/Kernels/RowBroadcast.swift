public import Tensors

/// Products and quotients between a batch of m rows and the N images the rows belong to.
///
/// Row r of the batch meets image `rows[r]`; many rows may share one image. Results keep the batch's
/// layout; images in another one are brought into it first.
public enum RowBroadcast {
    /// How many values one piece of work covers.
    private static let pieceLength = 1 << 15

    /// v[r] · x[rows[r]], value by value.
    ///
    /// - Parameters:
    ///   - batch: v, `[m, ...]`; written in place where its storage is held by no one else.
    ///   - images: x, `[N, ...]` with the same further axes.
    ///   - rows: The image of each row.
    /// - Returns: The products, shaped like v.
    public static func product(_ batch: consuming Tensor, _ images: Tensor, rows: [Int]) -> Tensor {
        combine(batch, images, rows) { target, source, count in
            for index in 0..<count { target[index] *= source[index] }
        }
    }

    /// R[r] / stab(z[rows[r]]), value by value, with stab(z) = z + epsilon·sgn(z) and sgn(0) = +1.
    ///
    /// - Parameters:
    ///   - batch: R, `[m, ...]`; written in place where its storage is held by no one else.
    ///   - images: z, `[N, ...]` with the same further axes.
    ///   - rows: The image of each row.
    ///   - epsilon: The stabilizer, at least 0.
    /// - Returns: The quotients, shaped like R.
    public static func stabilizedQuotient(
        _ batch: consuming Tensor,
        _ images: Tensor,
        rows: [Int],
        epsilon: Float
    ) -> Tensor {
        var quotients = combine(batch, images, rows) { target, source, count in
            for index in 0..<count {
                let value = source[index]
                target[index] /= value < 0 ? value - epsilon : value + epsilon
            }
        }
        if epsilon == 0, quotients.layout != .rowMajor {
            // 0 / 0 in what fills up the last block.
            let (shape, layout) = (quotients.shape, quotients.layout)
            quotients.withUnsafeMutableStorage { values in
                if let values = values.baseAddress { Tensor.clearFill(values, shape, layout) }
            }
        }
        return quotients
    }

    /// Runs `body` on runs of the batch's memory and of the images' that belong together.
    ///
    /// - Parameters:
    ///   - batch: `[m, ...]`; written in place where its storage is held by no one else.
    ///   - images: `[N, ...]` with the same further axes.
    ///   - rows: The image of each row.
    ///   - body: Changes a run of the batch by a run of its image; must keep 0 with 0 zero, which
    ///     fill up blocks.
    /// - Returns: The changed batch, in its layout.
    static func combine(
        _ batch: consuming Tensor,
        _ images: Tensor,
        _ rows: [Int],
        _ body: @Sendable (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int) -> Void
    ) -> Tensor {
        precondition(
            batch.shape.first == rows.count && batch.shape.dropFirst() == images.shape.dropFirst(),
            "\(batch.shape) against \(images.shape) for \(rows.count) rows"
        )
        let images = images.laidOut(batch.layout)
        let length = images.storage.count / max(1, images.shape[0])
        let pieces = (length + pieceLength - 1) / pieceLength
        var result = consume batch
        result.withUnsafeMutableStorage { values in
            images.storage.withUnsafeBufferPointer { images in
                guard let values = values.baseAddress, let images = images.baseAddress else {
                    return
                }
                // Safety: pieces write to different runs of the batch.
                nonisolated(unsafe) let (to, from) = (values, images)
                ComputeThreads.share(rows.count * pieces) { piece in
                    let row = piece / pieces
                    let first = piece % pieces * pieceLength
                    body(
                        to + row * length + first,
                        from + rows[row] * length + first,
                        min(pieceLength, length - first)
                    )
                }
            }
        }
        return result
    }
}
