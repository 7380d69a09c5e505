import Tensors

/// Which channels hold anything at all.
enum ChannelActivity {
    /// How many channels of a batch hold a value other than zero.
    ///
    /// - Parameters:
    ///   - tensor: `[N, C, H, W]`, in any layout.
    ///   - limit: Where the count passes this, it stops.
    /// - Returns: The count over all images, or a number above `limit`.
    static func liveCount(of tensor: Tensor, atMost limit: Int) -> Int {
        let area = tensor.shape[2] * tensor.shape[3]
        return tensor.storage.withUnsafeBufferPointer { values in
            var live = 0
            switch tensor.layout {
            case .rowMajor:
                for plane in 0..<tensor.shape[0] * tensor.shape[1] where live <= limit {
                    let part = values[plane * area..<(plane + 1) * area]
                    live += part.contains { $0 != 0 } ? 1 : 0
                }
            case .channelBlocks(let block):
                for part in 0..<values.count / max(1, area * block) where live <= limit {
                    live += liveLanes(
                        UnsafeBufferPointer(
                            rebasing: values[part * area * block..<(part + 1) * area * block]
                        ),
                        block
                    )
                }
            }
            return live
        }
    }

    private static func liveLanes(_ values: UnsafeBufferPointer<Float>, _ block: Int) -> Int {
        var seen = [Bool](repeating: false, count: block)
        var live = 0
        for start in stride(from: 0, to: values.count, by: block) {
            for lane in 0..<block where !seen[lane] && values[start + lane] != 0 {
                seen[lane] = true
                live += 1
            }
            if live == block { break }
        }
        return live
    }
}
