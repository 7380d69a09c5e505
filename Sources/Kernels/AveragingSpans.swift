import Tensors

/// The windows of an average pool: the rows of each output row, the columns of each output
/// column, and what each value in them weighs (the product of both weights).
struct AveragingSpans {
    let rows: [PoolingPlaces]
    let columns: [PoolingPlaces]
    let rowWeights: [Float]
    let columnWeights: [Float]

    /// The weighted sums of all windows: `[N, C, H, W]` to `shape`.
    func means(of input: Tensor, _ shape: [Int]) -> Tensor {
        let (height, width) = (input.shape[2], input.shape[3])
        return Tensor.filled(shape) { output in
            input.elements.withUnsafeBufferPointer { values in
                var target = 0
                for plane in 0..<shape[0] * shape[1] {
                    let start = plane * height * width
                    for (span, rowWeight) in zip(rows, rowWeights) {
                        for (reach, columnWeight) in zip(columns, columnWeights) {
                            var sum: Float = 0
                            for y in span.places {
                                for x in reach.places { sum += values[start + y * width + x] }
                            }
                            output[target] = sum * (rowWeight * columnWeight)
                            target += 1
                        }
                    }
                }
            }
        }
    }

    /// The transpose of `means`: window values back onto `shape`, `[m, C, H, W]`.
    func spread(_ output: Tensor, _ shape: [Int]) -> Tensor {
        let (height, width) = (shape[2], shape[3])
        return Tensor.filled(shape) { result in
            result.update(repeating: 0)
            output.elements.withUnsafeBufferPointer { values in
                var source = 0
                for plane in 0..<shape[0] * shape[1] {
                    let start = plane * height * width
                    for (span, rowWeight) in zip(rows, rowWeights) {
                        for (reach, columnWeight) in zip(columns, columnWeights) {
                            let value = values[source] * (rowWeight * columnWeight)
                            source += 1
                            guard value != 0 else { continue }
                            for y in span.places {
                                for x in reach.places { result[start + y * width + x] += value }
                            }
                        }
                    }
                }
            }
        }
    }
}
