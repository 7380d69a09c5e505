public import Tensors

extension Convolution {
    /// How many input channels one piece of work covers.
    private static let channelBlock = 64

    /// The convolution's gradient with respect to its input, weighed by `output`.
    ///
    /// Output channels whose plane is all zeros are left out of the product, row by row: a masked
    /// layer costs what its few live channels cost.
    ///
    /// - Parameters:
    ///   - output: `[m, O, H', W']`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        guard outputShape(for: shape) == output.shape else {
            preconditionFailure("\(output.shape) for input \(inputShape), weight \(weight.shape)")
        }
        #if ONEDNN
        if let blocked, !hasFewLiveChannels(output),
            let input = blocked.transposedApplied(to: output, shape: shape)
        {
            return input
        }
        #endif
        return plainTransposedApplied(to: output.laidOut(.rowMajor), shape)
    }

    /// The way back by OpenBLAS, row-major.
    private func plainTransposedApplied(to output: Tensor, _ shape: [Int]) -> Tensor {
        if let depthwise { return depthwise.transposedApplied(to: output, shape) }
        let live = liveChannels(of: output)
        let groups = geometry.groups
        let channels = weight.shape[1]
        let outputs = outputChannels / groups
        let patches = patchMatrix(inputShape: shape, outputShape: output.shape)
        let blocks = (channels + Self.channelBlock - 1) / Self.channelBlock
        return Tensor.filled(shape) { result in
            output.elements.withUnsafeBufferPointer { source in
                weight.elements.withUnsafeBufferPointer { weights in
                    guard let source = source.baseAddress, let weights = weights.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    // Safety: pieces write to different planes of the result.
                    nonisolated(unsafe) let (from, by, to) = (source, weights, result)
                    ComputeThreads.share(shape[0] * groups * blocks) { piece in
                        let first = piece % blocks * Self.channelBlock
                        let plane = piece / blocks
                        transposedPiece(
                            TransposedPiece(
                                rows: from + plane * outputs * patches.columnCount,
                                weights: by + plane % groups * outputs * channels
                                    * geometry.kernelArea,
                                live: live[plane],
                                channels: first..<min(channels, first + Self.channelBlock),
                                planes: to + plane * channels * shape[2] * shape[3]
                            ),
                            patches
                        )
                    }
                }
            }
        }
    }

    /// One batch row, one group, some of its input channels.
    private struct TransposedPiece {
        /// The group's relevance, `[O / groups, H'·W']`.
        let rows: UnsafePointer<Float>
        /// The group's weights, `[O / groups, C / groups, kH, kW]`.
        let weights: UnsafePointer<Float>
        /// The group's output channels that are not all zero.
        let live: [Int]
        /// The group's input channels to compute.
        let channels: Range<Int>
        /// The group's input planes to write, `[C / groups, H, W]`.
        let planes: UnsafeMutablePointer<Float>
    }

    private func transposedPiece(_ piece: TransposedPiece, _ patches: PatchMatrix) {
        let plane = patches.inputHeight * patches.inputWidth
        let target = piece.planes + piece.channels.lowerBound * plane
        let columns = patches.columnCount
        guard !piece.live.isEmpty else {
            target.update(repeating: 0, count: piece.channels.count * plane)
            return
        }
        let area = geometry.kernelArea
        let patchRows = piece.channels.count * area
        let outputs = outputChannels / geometry.groups
        var weights = piece.weights + piece.channels.lowerBound * area
        var weightStride = weight.shape[1] * area
        var rows = piece.rows
        var packed: [UnsafeMutablePointer<Float>] = []
        defer { for buffer in packed { buffer.deallocate() } }
        if piece.live.count * 4 <= outputs * 3 {
            // Few live channels: bring their weights and rows together.
            let kept = UnsafeMutablePointer<Float>.allocate(capacity: piece.live.count * patchRows)
            let keptRows = UnsafeMutablePointer<Float>.allocate(
                capacity: piece.live.count * columns
            )
            packed = [kept, keptRows]
            for (index, channel) in piece.live.enumerated() {
                (kept + index * patchRows)
                    .update(from: weights + channel * weightStride, count: patchRows)
                (keptRows + index * columns).update(from: rows + channel * columns, count: columns)
            }
            weights = UnsafePointer(kept)
            rows = UnsafePointer(keptRows)
            weightStride = patchRows
        }
        let inner = packed.isEmpty ? outputs : piece.live.count
        if geometry.isPointwise {
            MatrixProduct.multiply(
                weights,
                stride: weightStride,
                transposeA: true,
                rows,
                stride: columns,
                into: target,
                stride: columns,
                rows: patchRows,
                columns: columns,
                inner: inner
            )
            return
        }
        target.update(repeating: 0, count: piece.channels.count * plane)
        let tileWidth = patches.tileWidth(rows: patchRows)
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: patchRows * tileWidth)
        defer { scratch.deallocate() }
        for start in stride(from: 0, to: columns, by: tileWidth) {
            let range = start..<min(columns, start + tileWidth)
            MatrixProduct.multiply(
                weights,
                stride: weightStride,
                transposeA: true,
                rows + start,
                stride: columns,
                into: scratch,
                stride: range.count,
                rows: patchRows,
                columns: range.count,
                inner: inner
            )
            patches.scatter(scratch, channels: piece.channels.count, columns: range, into: target)
        }
    }

    /// Whether so few output channels hold a value other than zero that a product with their weights
    /// alone is quicker than oneDNN with all.
    private func hasFewLiveChannels(_ output: Tensor) -> Bool {
        guard geometry.groups == 1, outputChannels >= 32 else { return false }
        let live = ChannelActivity.liveCount(
            of: output,
            atMost: output.shape[0] * outputChannels / 16
        )
        return live * 16 < output.shape[0] * outputChannels
    }

    /// For each batch row and group, the group's output channels that hold a value other than zero.
    private func liveChannels(of output: Tensor) -> [[Int]] {
        let outputs = outputChannels / geometry.groups
        let columns = output.shape[2] * output.shape[3]
        return output.elements.withUnsafeBufferPointer { values in
            (0..<output.shape[0] * geometry.groups).map { plane in
                (0..<outputs).filter { channel in
                    let start = (plane * outputs + channel) * columns
                    return values[start..<start + columns].contains { $0 != 0 }
                }
            }
        }
    }
}
