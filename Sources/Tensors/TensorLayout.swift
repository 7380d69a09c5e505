/// How a tensor's values follow each other in memory.
public enum TensorLayout: Sendable, Equatable {
    /// The last axis runs fastest.
    case rowMajor
    /// Feature maps `[N, C, H, W]` as `[N, ceil(C / b), H, W, b]`: b neighbouring channels of one
    /// place lie side by side; channels that fill up the last block are zero.
    case channelBlocks(Int)

    /// How many values memory holds for a shape.
    ///
    /// - Parameter shape: The length of each axis.
    /// - Returns: The count with what fills up blocks; nil where it overflows or the layout does not
    ///   fit the shape.
    public func storageCount(of shape: [Int]) -> Int? {
        switch self {
        case .rowMajor: return StridedLayout.count(of: shape)
        case .channelBlocks(let block):
            guard shape.count == 4 else { return nil }
            let padded = (shape[1] + block - 1) / block * block
            return StridedLayout.count(of: [shape[0], padded, shape[2], shape[3]])
        }
    }
}

extension Tensor {
    /// The same values in another layout.
    ///
    /// - Parameter layout: The layout; blocks need four axes.
    /// - Returns: This tensor if it has that layout, a copy otherwise.
    public func laidOut(_ layout: TensorLayout) -> Tensor {
        guard layout != self.layout else { return self }
        let plain = elements
        guard case .channelBlocks(let block) = layout, let count = layout.storageCount(of: shape)
        else {
            precondition(layout == .rowMajor, "shape \(shape) in \(layout)")
            return Tensor(shape: shape, elements: plain)
        }
        let area = shape[2] * shape[3]
        let storage = [Float](unsafeUninitializedCapacity: count) { target, initialized in
            plain.withUnsafeBufferPointer { source in
                eachBlock(of: block) { start, lanes, plane in
                    for place in 0..<area {
                        for lane in 0..<lanes {
                            target[start + place * block + lane] =
                                source[plane + lane * area + place]
                        }
                        for lane in lanes..<block { target[start + place * block + lane] = 0 }
                    }
                }
            }
            initialized = count
        }
        return Tensor(shape: shape, layout: layout, storage: storage)
    }

    /// All values of a tensor in blocks, row-major.
    @usableFromInline func inRowMajorOrder() -> [Float] {
        guard case .channelBlocks(let block) = layout else { return storage }
        let area = shape[2] * shape[3]
        return [Float](unsafeUninitializedCapacity: count) { target, initialized in
            storage.withUnsafeBufferPointer { source in
                eachBlock(of: block) { start, lanes, plane in
                    for lane in 0..<lanes {
                        for place in 0..<area {
                            target[plane + lane * area + place] =
                                source[start + place * block + lane]
                        }
                    }
                }
            }
            initialized = count
        }
    }

    /// Visits all blocks of channels: where each starts in blocked memory, how many channels it
    /// really has, and where the first one's plane starts in row-major memory.
    @inline(__always)
    private func eachBlock(
        of block: Int,
        _ body: (_ start: Int, _ lanes: Int, _ plane: Int) -> Void
    ) {
        let (channels, area) = (shape[1], shape[2] * shape[3])
        let blocks = (channels + block - 1) / block
        for image in 0..<shape[0] {
            for index in 0..<blocks {
                let first = index * block
                body(
                    (image * blocks + index) * area * block,
                    min(block, channels - first),
                    (image * channels + first) * area
                )
            }
        }
    }
}
