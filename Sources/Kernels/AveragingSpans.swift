import Tensors

/// The windows of an average pool: the rows of each output row, the columns of each output
/// column, and what each value in them weighs (the product of both weights).
struct AveragingSpans {
    let rows: [PoolingPlaces]
    let columns: [PoolingPlaces]
    let rowWeights: [Float]
    let columnWeights: [Float]

    /// The weighted sums of all windows: `[N, C, H, W]` to `shape`, in the input's layout.
    func means(of input: Tensor, _ shape: [Int]) -> Tensor {
        let input = input.forOctets
        let (height, width) = (input.shape[2], input.shape[3])
        return eachPlane(from: input, to: shape, areas: (height * width, shape[2] * shape[3])) {
            if let block = $2 {
                means($0, $1, width: width, block)
            } else {
                means($0, $1, width: width)
            }
        }
    }

    /// The transpose of `means`: window values back onto `shape`, `[m, C, H, W]`.
    func spread(_ output: Tensor, _ shape: [Int]) -> Tensor {
        let output = output.forOctets
        let (area, width) = (shape[2] * shape[3], shape[3])
        return eachPlane(from: output, to: shape, areas: (rows.count * columns.count, area)) {
            $1.update(repeating: 0, count: area * ($2 ?? 1))
            if let block = $2 {
                spread($0, $1, width: width, block)
            } else {
                spread($0, $1, width: width)
            }
        }
    }

    /// Runs `body` on each plane, or on each block of planes, of one tensor and of the result.
    private func eachPlane(
        from tensor: Tensor,
        to shape: [Int],
        areas: (from: Int, to: Int),
        _ body: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, _ block: Int?) -> Void
    ) -> Tensor {
        let block = tensor.layout.octetBlock
        let lanes = block ?? 1
        let parts = shape[0] * ((shape[1] + lanes - 1) / lanes)
        // Small planes are taken several at a time.
        let run = max(1, 4096 / max(1, max(areas.from, areas.to) * lanes))
        return Tensor.filled(shape, tensor.layout) { result in
            tensor.storage.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress, let result = result.baseAddress else {
                    return
                }
                // Safety: pieces write to different planes.
                nonisolated(unsafe) let (source, target) = (values, result)
                ComputeThreads.share((parts + run - 1) / run) { piece in
                    for part in piece * run..<min(parts, (piece + 1) * run) {
                        body(
                            source + part * areas.from * lanes,
                            target + part * areas.to * lanes,
                            block
                        )
                    }
                }
            }
        }
    }

    // MARK: - One plane

    private func means(
        _ source: UnsafePointer<Float>,
        _ target: UnsafeMutablePointer<Float>,
        width: Int
    ) {
        var at = 0
        for (span, rowWeight) in zip(rows, rowWeights) {
            for (reach, columnWeight) in zip(columns, columnWeights) {
                var sum: Float = 0
                for y in span.places {
                    for x in reach.places { sum += source[y &* width &+ x] }
                }
                target[at] = sum * (rowWeight * columnWeight)
                at &+= 1
            }
        }
    }

    private func spread(
        _ source: UnsafePointer<Float>,
        _ target: UnsafeMutablePointer<Float>,
        width: Int
    ) {
        var at = 0
        for (span, rowWeight) in zip(rows, rowWeights) {
            for (reach, columnWeight) in zip(columns, columnWeights) {
                let value = source[at] * (rowWeight * columnWeight)
                at &+= 1
                guard value != 0 else { continue }
                for y in span.places {
                    for x in reach.places { target[y &* width &+ x] += value }
                }
            }
        }
    }

    // MARK: - One block of planes

    private func means(
        _ source: UnsafePointer<Float>,
        _ target: UnsafeMutablePointer<Float>,
        width: Int,
        _ block: Int
    ) {
        var at = 0
        for (span, rowWeight) in zip(rows, rowWeights) {
            for (reach, columnWeight) in zip(columns, columnWeights) {
                for lane in stride(from: 0, to: block, by: 8) {
                    var sum = Octet(repeating: 0)
                    for y in span.places {
                        for x in reach.places {
                            sum += source.octet(at: (y &* width &+ x) &* block &+ lane)
                        }
                    }
                    target.store(sum * (rowWeight * columnWeight), at: at)
                    at &+= 8
                }
            }
        }
    }

    private func spread(
        _ source: UnsafePointer<Float>,
        _ target: UnsafeMutablePointer<Float>,
        width: Int,
        _ block: Int
    ) {
        var at = 0
        for (span, rowWeight) in zip(rows, rowWeights) {
            for (reach, columnWeight) in zip(columns, columnWeights) {
                for lane in stride(from: 0, to: block, by: 8) {
                    let value = source.octet(at: at) * (rowWeight * columnWeight)
                    at &+= 8
                    for y in span.places {
                        for x in reach.places {
                            let place = (y &* width &+ x) &* block &+ lane
                            target.store(target.octet(at: place) + value, at: place)
                        }
                    }
                }
            }
        }
    }
}
