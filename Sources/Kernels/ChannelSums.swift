import Tensors

/// Sums over channels, place by place.
enum ChannelSums {
    /// About how many values one piece of work reads.
    private static let pieceLength = 1 << 16

    /// The sums over each group's channels.
    ///
    /// - Parameters:
    ///   - tensor: `[N, C, H, W]`; in blocks only one group is summed as it lies.
    ///   - groups: How many groups of equally many neighbouring channels there are.
    /// - Returns: `[N, groups, H, W]`, row-major.
    static func over(_ tensor: Tensor, groups: Int) -> Tensor {
        let tensor = groups == 1 ? tensor.forOctets : tensor.laidOut(.rowMajor)
        let block = tensor.layout.octetBlock ?? 1
        let planes = (tensor.shape[1] / groups + block - 1) / block
        let area = tensor.shape[2] * tensor.shape[3]
        let shape = [tensor.shape[0], groups, tensor.shape[2], tensor.shape[3]]
        let reach = max(1, min(area, pieceLength / max(1, planes * block)))
        let pieces = (area + reach - 1) / reach
        return Tensor.filled(shape) { sums in
            tensor.storage.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress, let sums = sums.baseAddress else { return }
                // Safety: pieces write to different runs of the sums.
                nonisolated(unsafe) let (source, result) = (values, sums)
                ComputeThreads.share(shape[0] * groups * pieces) { piece in
                    let part = piece / pieces
                    let start = piece % pieces * reach
                    let count = min(reach, area - start)
                    let from = source + (part * planes * area + start) * block
                    let to = result + part * area + start
                    if block == 1 {
                        sumPlanes(from, planes, apart: area, into: to, count)
                    } else {
                        sumBlocks(from, planes, apart: area * block, block, into: to, count)
                    }
                }
            }
        }
    }

    private static func sumPlanes(
        _ source: UnsafePointer<Float>,
        _ planes: Int,
        apart distance: Int,
        into sums: UnsafeMutablePointer<Float>,
        _ count: Int
    ) {
        sums.update(repeating: 0, count: count)
        for plane in 0..<planes {
            let values = source + plane * distance
            for index in 0..<count { sums[index] += values[index] }
        }
    }

    private static func sumBlocks(
        _ source: UnsafePointer<Float>,
        _ blocks: Int,
        apart distance: Int,
        _ block: Int,
        into sums: UnsafeMutablePointer<Float>,
        _ count: Int
    ) {
        for place in 0..<count {
            var lanes = Octet(repeating: 0)
            var at = place &* block
            for _ in 0..<blocks {
                var lane = 0
                while lane < block {
                    lanes += source.octet(at: at &+ lane)
                    lane &+= 8
                }
                at &+= distance
            }
            let halves = lanes.lowHalf + lanes.highHalf
            let quarters = halves.lowHalf + halves.highHalf
            sums[place] = quarters.x + quarters.y
        }
    }
}
