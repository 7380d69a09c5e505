public import Tensors

/// Products of features and a gate: one factor per value, per channel, or per place.
public enum Gating {
    /// Whether a gate fits features: each of its axes is as long, or 1, or it is `[N, C]`.
    ///
    /// - Parameters:
    ///   - gate: The gate's shape.
    ///   - features: The features' shape.
    /// - Returns: Whether `product` takes them.
    public static func fits(_ gate: [Int], _ features: [Int]) -> Bool {
        aligned(gate, features).count == features.count
            && zip(aligned(gate, features), features).allSatisfy { $0 == $1 || $0 == 1 }
    }

    /// features · gate, the gate repeated along its axes of length 1.
    ///
    /// - Parameters:
    ///   - features: `[N, C, ...]`.
    ///   - gate: A shape that `fits`.
    /// - Returns: The products, shaped like the features and in their layout.
    public static func product(_ features: Tensor, _ gate: Tensor) -> Tensor {
        precondition(fits(gate.shape, features.shape), "\(gate.shape) for \(features.shape)")
        if gate.shape == features.shape {
            return RowBroadcast.product(features, gate, rows: Array(0..<features.shape[0]))
        }
        let lengths = aligned(gate.shape, features.shape)
        if let block = features.layout.octetBlock {
            return blocked(features, gate, lengths, block)
        }
        var strides = [Int](repeating: 0, count: lengths.count)
        var step = 1
        for axis in lengths.indices.reversed() {
            strides[axis] = lengths[axis] == 1 ? 0 : step
            step *= lengths[axis]
        }
        // The last two axes run in the inner loops.
        let rank = features.shape.count
        let width = features.shape[rank - 1]
        var result = features
        result.withUnsafeMutableElements { values in
            gate.elements.withUnsafeBufferPointer { gate in
                for row in 0..<(values.count / max(width, 1)) {
                    var rest = row
                    var place = 0
                    for axis in stride(from: rank - 2, through: 0, by: -1) {
                        place += rest % features.shape[axis] * strides[axis]
                        rest /= features.shape[axis]
                    }
                    for x in 0..<width {
                        values[row * width + x] *= gate[place + x * strides[rank - 1]]
                    }
                }
            }
        }
        return result
    }

    /// The product of features in blocks and a gate whose axes have these lengths.
    private static func blocked(
        _ features: Tensor,
        _ gate: Tensor,
        _ lengths: [Int],
        _ block: Int
    ) -> Tensor {
        let shape = features.shape
        let (height, width) = (shape[2], shape[3])
        let blocks = Tensor.blocks(of: shape, block)
        // One factor for all channels, or one for each, in blocks like the features.
        let isShared = lengths[1] == 1 && shape[1] > 1
        let shaped = gate.shape == lengths ? gate : gate.reshaped(to: lengths)
        let factors = shaped.laidOut(isShared ? .rowMajor : features.layout)
        let gateBlocks = lengths[0] == 1 ? 0 : isShared ? 1 : blocks
        let gateArea = lengths[2] * lengths[3] * (isShared ? 1 : block)
        let down = lengths[2] == 1 ? 0 : lengths[3]
        let across = lengths[3] == 1 ? 0 : 1
        return Tensor.filled(shape, features.layout) { output in
            features.storage.withUnsafeBufferPointer { values in
                factors.storage.withUnsafeBufferPointer { factors in
                    guard let values = values.baseAddress, let factors = factors.baseAddress,
                        let output = output.baseAddress
                    else { return }
                    // Safety: pieces write to different rows.
                    nonisolated(unsafe) let (source, by, target) = (values, factors, output)
                    ComputeThreads.share(shape[0] * blocks * height) { row in
                        let part = row / height
                        let own = isShared ? 0 : part % blocks
                        let gate = by + (part / blocks * gateBlocks + own) * gateArea
                        let (from, to) = (
                            source + row * width * block, target + row * width * block
                        )
                        for x in 0..<width {
                            let place = row % height &* down &+ x &* across
                            for lane in stride(from: x &* block, to: (x &+ 1) &* block, by: 8) {
                                let factor =
                                    isShared
                                    ? Octet(repeating: gate[place])
                                    : gate.octet(at: place &* block &+ lane &- x &* block)
                                to.store(from.octet(at: lane) * factor, at: lane)
                            }
                        }
                    }
                    if isShared { Tensor.clearFill(output, shape, features.layout) }
                }
            }
        }
    }

    /// The gate's shape with axes of length 1 behind, where it has fewer axes than the features.
    private static func aligned(_ gate: [Int], _ features: [Int]) -> [Int] {
        gate.count < features.count
            ? gate + [Int](repeating: 1, count: features.count - gate.count) : gate
    }
}
