public import Tensors

/// Max pooling that remembers which input won each window, and hands values back to the winners.
///
/// The winner is the first value in row-major order that lies within `tieTolerance` (relative) of
/// the window's maximum. Flat areas of real photos hold exact ties, which a product's summation
/// order would otherwise break by chance in the last bit; values that differ by more than 1e-6 are
/// never confused. The output is the true maximum. Padding counts as minus infinity.
public struct MaxPooling: Sendable, Equatable {
    /// How far below the maximum, relative to it, a value may lie and still win by coming first.
    public static let tieTolerance: Float = 1e-6

    /// Where the windows lie.
    public let window: PoolingWindow

    /// Makes a pool.
    ///
    /// - Parameter window: Where the windows lie.
    public init(window: PoolingWindow) {
        self.window = window
    }

    /// `[N, C, H', W']`, or nil where the input is not `[N, C, H, W]` or too small.
    ///
    /// - Parameter inputShape: The input's shape.
    /// - Returns: The output's shape.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        window.outputShape(for: inputShape)
    }

    /// The maxima of all windows, and where they were found.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: The maxima `[N, C, H', W']` in the input's layout, and for each its winner.
    public func applied(to input: Tensor) -> (output: Tensor, winners: PoolWinners) {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape) for \(window)")
        }
        if let block = input.layout.octetBlock {
            return blockedApplied(to: input, shape, block: block)
        }
        let (height, width) = (input.shape[2], input.shape[3])
        let (outputHeight, outputWidth) = (shape[2], shape[3])
        let area = outputHeight * outputWidth
        let planes = shape[0] * shape[1]
        let axis = window.vertical
        let rowSpans = (0..<outputHeight).map { axis.places(of: $0, height).places }
        let lanes = PoolingLanes(window: window, width: width, outputWidth: outputWidth)
        var output = Tensor(zeros: [0])
        let winners = [Int32](unsafeUninitializedCapacity: planes * area) { buffer, initialized in
            initialized = planes * area
            guard let winners = buffer.baseAddress else { return }
            output = Tensor.filled(shape) { maxima in
                input.elements.withUnsafeBufferPointer { values in
                    guard let values = values.baseAddress, let maxima = maxima.baseAddress else {
                        return
                    }
                    // Safety: pieces write to different planes.
                    nonisolated(unsafe) let (from, to, who) = (values, maxima, winners)
                    ComputeThreads.share(planes) { plane in
                        let source = from + plane * height * width
                        let thresholds = UnsafeMutablePointer<Float>.allocate(
                            capacity: outputWidth
                        )
                        defer { thresholds.deallocate() }
                        for (row, rows) in rowSpans.enumerated() {
                            let target = plane * area + row * outputWidth
                            lanes.maxima(source, rows, into: to + target)
                            for x in 0..<outputWidth {
                                let highest = to[target + x]
                                thresholds[x] = highest - Self.tieTolerance * abs(highest)
                            }
                            (who + target).update(repeating: 0, count: outputWidth)
                            lanes.winners(source, rows, thresholds: thresholds, into: who + target)
                        }
                    }
                }
            }
        }
        return (output, PoolWinners(shape: shape, places: winners))
    }

    /// Hands each window's value to the input that won it; all other inputs get 0.
    ///
    /// - Parameters:
    ///   - output: `[m, C, H', W']`, in any layout.
    ///   - winners: The winners of the forward pass over all N images.
    ///   - rows: For each of the m rows, the image whose winners apply.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]` in the layout of the forward pass.
    public func transposedApplied(
        to output: Tensor,
        winners: PoolWinners,
        rows: [Int],
        inputShape: [Int]
    ) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        precondition(rows.count == shape[0], "\(rows.count) images for \(shape[0]) rows")
        let output = output.laidOut(winners.layout)
        if let block = winners.layout.octetBlock {
            return blockedTransposed(output, winners, rows, shape, block: block)
        }
        let area = output.shape[2] * output.shape[3]
        let plane = shape[2] * shape[3]
        let channels = shape[1]
        return Tensor.filled(shape) { result in
            output.elements.withUnsafeBufferPointer { source in
                winners.places.withUnsafeBufferPointer { winners in
                    guard let source = source.baseAddress, let result = result.baseAddress,
                        let winners = winners.baseAddress
                    else { return }
                    // Safety: pieces write to different planes.
                    nonisolated(unsafe) let (from, to, who) = (source, result, winners)
                    ComputeThreads.share(shape[0] * channels) { piece in
                        let channel = piece % channels
                        let image = rows[piece / channels]
                        let target = to + piece * plane
                        target.update(repeating: 0, count: plane)
                        let values = from + piece * area
                        let places = who + (image * channels + channel) * area
                        for index in 0..<area {
                            target[Int(places[index])] += values[index]
                        }
                    }
                }
            }
        }
    }
}
