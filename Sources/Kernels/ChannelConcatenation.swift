public import Tensors

/// Joining tensors along the channel axis, and taking them apart again.
public enum ChannelConcatenation {
    /// Several tensors `[N, Ck, ...]` as one `[N, ΣCk, ...]`, in the order given.
    ///
    /// - Parameter parts: At least one tensor; all axes but the second agree.
    /// - Returns: The joined tensor; in blocks if the parts are and all but the last fill theirs, else
    ///   row-major.
    public static func joined(_ parts: [Tensor]) -> Tensor {
        guard let first = parts.first else { preconditionFailure("nothing to join") }
        let channels = parts.reduce(0) { $0 + $1.shape[1] }
        let shape = [first.shape[0], channels] + first.shape.dropFirst(2)
        let layout = commonLayout(parts)
        let laidOut = parts.map { $0.laidOut(layout) }
        let images = shape[0]
        let lengths = laidOut.map { $0.storage.count / max(1, images) }
        let length = lengths.reduce(0, +)
        return Tensor.filled(shape, layout) { whole in
            guard let whole = whole.baseAddress else { return }
            var start = 0
            for (part, count) in zip(laidOut, lengths) {
                copy(
                    part.storage,
                    from: (0, count),
                    to: whole + start,
                    every: length,
                    count: count,
                    images
                )
                start += count
            }
        }
    }

    /// Some of a tensor's channels.
    ///
    /// - Parameters:
    ///   - whole: `[N, C, ...]`.
    ///   - channels: A range within 0..<C.
    /// - Returns: `[N, channels.count, ...]`; in blocks if the whole is and the range begins with a
    ///   block, else row-major.
    public static func part(of whole: Tensor, channels: Range<Int>) -> Tensor {
        let shape = [whole.shape[0], channels.count] + whole.shape.dropFirst(2)
        let area = whole.shape.dropFirst(2).reduce(1, *)
        var whole = whole
        var block = 1
        if case .channelBlocks(let size) = whole.layout {
            if channels.lowerBound % size == 0 {
                block = size
            } else {
                whole = whole.laidOut(.rowMajor)
            }
        }
        let images = shape[0]
        return Tensor.filled(shape, whole.layout) { part in
            guard let result = part.baseAddress else { return }
            copy(
                whole.storage,
                from: (channels.lowerBound * area, whole.storage.count / max(1, images)),
                to: result,
                every: part.count / max(1, images),
                count: part.count / max(1, images),
                images
            )
            // The last block may have gone on with channels behind the range.
            if block > 1 { Tensor.clearFill(result, shape, whole.layout) }
        }
    }

    /// The layout in which parts can be joined by copying.
    private static func commonLayout(_ parts: [Tensor]) -> TensorLayout {
        for case .channelBlocks(let block) in parts.map(\.layout) {
            let fills = parts.dropLast().allSatisfy { $0.shape[1] % block == 0 }
            return fills ? .channelBlocks(block) : .rowMajor
        }
        return .rowMajor
    }

    /// Copies a run of each image.
    private static func copy(
        _ storage: [Float],
        from source: (start: Int, step: Int),
        to target: UnsafeMutablePointer<Float>,
        every step: Int,
        count: Int,
        _ images: Int
    ) {
        let reach = ElementWise.pieceLength
        let pieces = (count + reach - 1) / reach
        storage.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            // Safety: pieces write to different runs.
            nonisolated(unsafe) let (from, to) = (values + source.start, target)
            let sourceStep = source.step
            ComputeThreads.share(images * pieces) { piece in
                let image = piece / pieces
                let start = piece % pieces * reach
                (to + image * step + start).update(
                    from: from + image * sourceStep + start,
                    count: min(reach, count - start)
                )
            }
        }
    }
}
