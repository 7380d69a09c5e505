/// The windows of one output row of a max pool, worked on side by side.
///
/// For each kernel column it knows the windows that have a real input there. The inner loops run
/// along the row, so that they vectorize.
struct PoolingLanes {
    /// One kernel column.
    private struct Lane {
        /// The output columns whose window has a real input here.
        let outputs: Range<Int>
        /// The input column that the first of them meets.
        let first: Int
    }

    private let lanes: [Lane]
    private let stride: Int
    private let width: Int
    private let outputWidth: Int

    init(window: PoolingWindow, width: Int, outputWidth: Int) {
        let stride = window.strideWidth
        lanes = (0..<window.kernelWidth).map { kernel in
            let shift = kernel * window.dilationWidth - window.padding.left
            let first = shift >= 0 ? 0 : (-shift + stride - 1) / stride
            let reach = width - 1 - shift
            let end = reach < 0 ? 0 : min(outputWidth, reach / stride + 1)
            return Lane(outputs: first..<max(first, end), first: first * stride + shift)
        }
        self.stride = stride
        self.width = width
        self.outputWidth = outputWidth
    }

    /// The maximum of each window over the input rows `rows`.
    func maxima(
        _ plane: UnsafePointer<Float>,
        _ rows: StrideTo<Int>,
        into maxima: UnsafeMutablePointer<Float>
    ) {
        maxima.update(repeating: -.infinity, count: outputWidth)
        for y in rows {
            for lane in lanes {
                let source = plane + y * width + lane.first
                let target = maxima + lane.outputs.lowerBound
                let count = lane.outputs.count
                if stride == 2 {
                    for x in 0..<count {
                        let value = source[x &+ x]
                        target[x] = value > target[x] ? value : target[x]
                    }
                } else {
                    for x in 0..<count {
                        let value = source[x &* stride]
                        target[x] = value > target[x] ? value : target[x]
                    }
                }
            }
        }
    }

    /// The first input of each window, row-major, that is not below the window's threshold.
    ///
    /// Runs from the last input to the first, so that the first one stands in the end.
    func winners(
        _ plane: UnsafePointer<Float>,
        _ rows: StrideTo<Int>,
        thresholds: UnsafePointer<Float>,
        into winners: UnsafeMutablePointer<Int32>
    ) {
        for y in rows.reversed() {
            for lane in lanes.reversed() {
                let start = y * width + lane.first
                let source = plane + start
                let enough = thresholds + lane.outputs.lowerBound
                let target = winners + lane.outputs.lowerBound
                let count = lane.outputs.count
                var x = 0
                // Eight windows at a time: as a plain loop this becomes a branch per window.
                while x &+ 8 <= count {
                    var values = SIMD8<Float>()
                    var limits = SIMD8<Float>()
                    var places = SIMD8<Int32>()
                    for k in 0..<8 {
                        values[k] = source[(x &+ k) &* stride]
                        limits[k] = enough[x &+ k]
                        places[k] = target[x &+ k]
                    }
                    let first = Int32(truncatingIfNeeded: start &+ x &* stride)
                    let here = first &+ Self.steps &* Int32(truncatingIfNeeded: stride)
                    places.replace(with: here, where: values .>= limits)
                    for k in 0..<8 { target[x &+ k] = places[k] }
                    x &+= 8
                }
                while x < count {
                    if source[x &* stride] >= enough[x] {
                        target[x] = Int32(truncatingIfNeeded: start &+ x &* stride)
                    }
                    x &+= 1
                }
            }
        }
    }

    private static let steps = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
}
