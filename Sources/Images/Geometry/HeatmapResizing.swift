public import Tensors

extension Tensor {
    /// A map at another size: Pillow's `resize` in mode `F`.
    ///
    /// Horizontally, then vertically; sums in 64 bits, each pass rounded to 32-bit floats.
    ///
    /// - Parameters:
    ///   - width: The new width, at least 1.
    ///   - height: The new height, at least 1.
    ///   - filter: The kernel; bicubic may overshoot the range of the values a little.
    /// - Returns: For a map of shape `[H, W]` a tensor of shape `[height, width]`.
    public func resized(
        width: Int,
        height: Int,
        filter: ResamplingFilter = .bicubic
    ) -> Tensor {
        precondition(
            shape.count == 2 && count > 0 && width > 0 && height > 0,
            "resizing a map of shape \(shape) to [\(height), \(width)]"
        )
        var values = elements
        if width != shape[1] {
            values = resample(values, rows: shape[0], columns: shape[1], to: width, filter)
        }
        if height != shape[0] {
            values = resample(values, rows: shape[0], by: width, to: height, filter)
        }
        return Tensor(shape: [height, width], elements: values)
    }
}

/// Stretches every row.
private func resample(
    _ values: [Float],
    rows: Int,
    columns: Int,
    to target: Int,
    _ filter: ResamplingFilter
) -> [Float] {
    let plan = ResamplingWeights(
        from: 0,
        to: Float(columns),
        length: columns,
        target: target,
        filter: filter
    )
    let (first, count, weights) = (plan.first, plan.count, plan.weights)
    return [Float](unsafeUninitializedCapacity: rows * target) { output, filled in
        values.withUnsafeBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
                for row in 0..<rows {
                    for column in 0..<target {
                        let source = row * columns + first[column]
                        let start = column * plan.stride
                        var sum = 0.0
                        for tap in 0..<count[column] {
                            sum += Double(values[source + tap]) * weights[start + tap]
                        }
                        output[row * target + column] = Float(sum)
                    }
                }
            }
        }
        filled = rows * target
    }
}

/// Stretches every column.
private func resample(
    _ values: [Float],
    rows: Int,
    by columns: Int,
    to target: Int,
    _ filter: ResamplingFilter
) -> [Float] {
    let plan = ResamplingWeights(
        from: 0,
        to: Float(rows),
        length: rows,
        target: target,
        filter: filter
    )
    var output = [Float](repeating: 0, count: target * columns)
    var sums = [Double](repeating: 0, count: columns)
    values.withUnsafeBufferPointer { values in
        for row in 0..<target {
            for column in 0..<columns { sums[column] = 0 }
            for tap in 0..<plan.count[row] {
                let weight = plan.weights[row * plan.stride + tap]
                let source = (plan.first[row] + tap) * columns
                for column in 0..<columns {
                    sums[column] += Double(values[source + column]) * weight
                }
            }
            for column in 0..<columns {
                output[row * columns + column] = Float(sums[column])
            }
        }
    }
    return output
}
