import Tensors

extension Tensor {
    /// A tensor whose values `body` writes, every one of them, into uninitialized memory.
    ///
    /// In blocks, that includes the zeros that fill up the last one.
    static func filled(
        _ shape: [Int],
        _ layout: TensorLayout = .rowMajor,
        _ body: (UnsafeMutableBufferPointer<Float>) -> Void
    ) -> Tensor {
        guard let count = layout.storageCount(of: shape) else {
            preconditionFailure("shape \(shape) in \(layout)")
        }
        let storage = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            let values = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            LargePages.advise(values)
            body(values)
            initialized = count
        }
        return Tensor(shape: shape, layout: layout, storage: storage)
    }

    /// Writes zeros to the lanes that fill up the last block of channels.
    static func clearFill(
        _ storage: UnsafeMutablePointer<Float>,
        _ shape: [Int],
        _ layout: TensorLayout
    ) {
        guard case .channelBlocks(let block) = layout, shape[1] % block != 0 else { return }
        let area = shape[2] * shape[3]
        let blocks = blocks(of: shape, block)
        for image in 0..<shape[0] {
            let last = storage + (image * blocks + blocks - 1) * area * block
            for place in 0..<area {
                for lane in shape[1] % block..<block { last[place * block + lane] = 0 }
            }
        }
    }
}
