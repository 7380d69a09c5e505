/// The patch matrix of a convolution (im2col): one column per output position, one row per channel
/// and kernel position; built and taken apart in tiles, so that it never stands in memory whole.
struct PatchMatrix {
    /// The most values one tile may hold: 1 MiB of floats, which stays in the second-level cache
    /// or near it.
    static let tileCapacity = 1 << 18

    let geometry: ConvolutionGeometry
    let inputHeight: Int
    let inputWidth: Int
    let outputHeight: Int
    let outputWidth: Int

    /// How many columns the whole matrix has.
    var columnCount: Int { outputHeight * outputWidth }

    /// How many columns a tile of `rows` rows should have.
    ///
    /// At least two tiles where there is enough work, so that two threads have something to do;
    /// multiples of 48 suit the inner kernels of the matrix product.
    func tileWidth(rows: Int) -> Int {
        let fitting = max(48, Self.tileCapacity / max(1, rows) / 48 * 48)
        let half = ((columnCount + 1) / 2 + 47) / 48 * 48
        return min(columnCount, fitting, max(48, half))
    }

    /// Writes the columns `columns` of the rows of `channels` channels into `tile`.
    ///
    /// `planes` are the input planes of these channels, each `[inputHeight, inputWidth]`; the tile is
    /// `[channels · kernelArea, columns.count]`.
    func gather(
        _ planes: UnsafePointer<Float>,
        channels: Int,
        columns: Range<Int>,
        into tile: UnsafeMutablePointer<Float>
    ) {
        var target = tile
        for channel in 0..<channels {
            let plane = planes + channel * inputHeight * inputWidth
            for ky in 0..<geometry.kernelHeight {
                for kx in 0..<geometry.kernelWidth {
                    walk(columns, ky, kx) { offset, start, lead, count in
                        let run = target + offset
                        run.update(repeating: 0, count: lead.total)
                        let source = plane + start
                        let destination = run + lead.zeros
                        if geometry.strideWidth == 1 {
                            destination.update(from: source, count: count)
                        } else {
                            let stride = geometry.strideWidth
                            for x in 0..<count { destination[x] = source[x * stride] }
                        }
                    }
                    target += columns.count
                }
            }
        }
    }

    /// Adds the columns `columns` of a tile back onto the planes they were gathered from.
    func scatter(
        _ tile: UnsafePointer<Float>,
        channels: Int,
        columns: Range<Int>,
        into planes: UnsafeMutablePointer<Float>
    ) {
        var source = tile
        for channel in 0..<channels {
            let plane = planes + channel * inputHeight * inputWidth
            for ky in 0..<geometry.kernelHeight {
                for kx in 0..<geometry.kernelWidth {
                    walk(columns, ky, kx) { offset, start, lead, count in
                        let run = source + offset + lead.zeros
                        let destination = plane + start
                        let stride = geometry.strideWidth
                        if stride == 1 {
                            for x in 0..<count { destination[x] += run[x] }
                        } else {
                            for x in 0..<count { destination[x * stride] += run[x] }
                        }
                    }
                    source += columns.count
                }
            }
        }
    }

    /// A run of one output row: `zeros` positions fall on padding to the left; `total` is the run's
    /// whole length where it must be cleared first, 0 where every position is real.
    private struct Lead {
        let zeros: Int
        let total: Int
    }

    /// Visits the runs of output rows within `columns` for one kernel position.
    ///
    /// `body` gets the run's offset within the tile's row, the offset of its first real value in
    /// the input plane, its padding, and how many real values follow.
    @inline(__always)
    private func walk(
        _ columns: Range<Int>,
        _ ky: Int,
        _ kx: Int,
        _ body: (_ offset: Int, _ start: Int, _ lead: Lead, _ count: Int) -> Void
    ) {
        let shift = kx * geometry.dilationWidth - geometry.padding.left
        let stride = geometry.strideWidth
        // The output columns whose window position kx falls inside the input.
        let firstReal = shift >= 0 ? 0 : (-shift + stride - 1) / stride
        let lastReach = inputWidth - 1 - shift
        let endReal = lastReach < 0 ? 0 : lastReach / stride + 1
        var position = columns.lowerBound
        while position < columns.upperBound {
            let row = position / outputWidth
            let from = position - row * outputWidth
            let to = min(outputWidth, from + columns.upperBound - position)
            let y =
                row * geometry.strideHeight + ky * geometry.dilationHeight - geometry.padding.top
            let real = max(from, firstReal)
            let end = min(to, endReal)
            let length = to - from
            if y < 0 || y >= inputHeight || real >= end {
                body(position - columns.lowerBound, 0, Lead(zeros: 0, total: length), 0)
            } else {
                body(
                    position - columns.lowerBound,
                    y * inputWidth + real * stride + shift,
                    Lead(zeros: real - from, total: end - real == length ? 0 : length),
                    end - real
                )
            }
            position += length
        }
    }
}
