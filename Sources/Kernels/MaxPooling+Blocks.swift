import Tensors

/// Max pooling of feature maps in blocks of channels: eight channels of a window side by side.
extension MaxPooling {
    /// The maxima and winners of a tensor in blocks that octets fill.
    func blockedApplied(to input: Tensor, _ shape: [Int], block: Int) -> (Tensor, PoolWinners) {
        let (height, width) = (input.shape[2], input.shape[3])
        let (outputHeight, outputWidth) = (shape[2], shape[3])
        let rowSpans = (0..<outputHeight).map { window.vertical.places(of: $0, height) }
        let columnSpans = (0..<outputWidth).map { window.horizontal.places(of: $0, width) }
        let rowLength = outputWidth * block
        let rows = shape[0] * Tensor.blocks(of: shape, block) * outputHeight
        var output = Tensor(zeros: [0])
        let places = [Int32](unsafeUninitializedCapacity: rows * rowLength) { buffer, initialized in
            initialized = rows * rowLength
            guard let winners = buffer.baseAddress else { return }
            output = Tensor.filled(shape, input.layout) { maxima in
                input.storage.withUnsafeBufferPointer { values in
                    guard let values = values.baseAddress, let maxima = maxima.baseAddress else {
                        return
                    }
                    // Safety: pieces write to different rows.
                    nonisolated(unsafe) let (from, to, who) = (values, maxima, winners)
                    ComputeThreads.share(rows) { row in
                        let span = rowSpans[row % outputHeight]
                        let source = from + row / outputHeight * height * width * block
                        columnSpans.withUnsafeBufferPointer { columns in
                            Self.row(
                                source,
                                width: width,
                                block: block,
                                span,
                                columns,
                                maxima: to + row * rowLength,
                                winners: who + row * rowLength
                            )
                        }
                    }
                }
            }
        }
        return (output, PoolWinners(shape: shape, layout: input.layout, places: places))
    }

    /// One row of windows of one block.
    private static func row(
        _ plane: UnsafePointer<Float>,
        width: Int,
        block: Int,
        _ rows: PoolingPlaces,
        _ columns: UnsafeBufferPointer<PoolingPlaces>,
        maxima: UnsafeMutablePointer<Float>,
        winners: UnsafeMutablePointer<Int32>
    ) {
        let top = rows.first &* width
        let down = rows.step &* width
        var target = 0
        for columns in columns {
            let (first, across) = (top &+ columns.first, columns.step)
            let isSmall = rows.count == 2 && columns.count == 2
            for lane in stride(from: 0, to: block, by: 8) {
                let source = plane + lane
                var places = SIMD8<Int32>(repeating: 0)
                let highest: Octet
                if isSmall {
                    // The most common window stays in registers.
                    let corners = (first, first &+ across, first &+ down, first &+ down &+ across)
                    let a = source.octet(at: corners.0 &* block)
                    let b = source.octet(at: corners.1 &* block)
                    let c = source.octet(at: corners.2 &* block)
                    let d = source.octet(at: corners.3 &* block)
                    var most = Octet(repeating: -.infinity)
                    most.replace(with: a, where: a .> most)
                    most.replace(with: b, where: b .> most)
                    most.replace(with: c, where: c .> most)
                    most.replace(with: d, where: d .> most)
                    let enough = most - tieTolerance * most.magnitudes
                    places.replace(with: Self.lanes(corners.3), where: d .>= enough)
                    places.replace(with: Self.lanes(corners.2), where: c .>= enough)
                    places.replace(with: Self.lanes(corners.1), where: b .>= enough)
                    places.replace(with: Self.lanes(corners.0), where: a .>= enough)
                    highest = most
                } else {
                    var most = Octet(repeating: -.infinity)
                    for y in 0..<rows.count {
                        for x in 0..<columns.count {
                            let here = first &+ y &* down &+ x &* across
                            let value = source.octet(at: here &* block)
                            most.replace(with: value, where: value .> most)
                        }
                    }
                    let enough = most - tieTolerance * most.magnitudes
                    // From the last input to the first, so that the first one stands in the end.
                    var y = rows.count
                    while y > 0 {
                        y &-= 1
                        var x = columns.count
                        while x > 0 {
                            x &-= 1
                            let here = first &+ y &* down &+ x &* across
                            let value = source.octet(at: here &* block)
                            places.replace(with: Self.lanes(here), where: value .>= enough)
                        }
                    }
                    highest = most
                }
                maxima.store(highest, at: target)
                UnsafeMutableRawPointer(winners + target)
                    .storeBytes(of: places, as: SIMD8<Int32>.self)
                target &+= 8
            }
        }
    }

    @inline(__always)
    private static func lanes(_ place: Int) -> SIMD8<Int32> {
        SIMD8(repeating: Int32(truncatingIfNeeded: place))
    }

    /// Hands values in blocks back to the winners.
    func blockedTransposed(
        _ output: Tensor,
        _ winners: PoolWinners,
        _ rows: [Int],
        _ shape: [Int],
        block: Int
    ) -> Tensor {
        let isDisjoint =
            window.dilationHeight == 1 && window.dilationWidth == 1
            && window.kernelHeight <= window.strideHeight
            && window.kernelWidth <= window.strideWidth
        let blocks = Tensor.blocks(of: shape, block)
        let area = output.shape[2] * output.shape[3] * block
        let plane = shape[2] * shape[3] * block
        let bands = isDisjoint ? DisjointWindows(window, shape, output.shape, block: block) : nil
        let bandCount = bands?.count ?? 1
        return Tensor.filled(shape, winners.layout) { result in
            output.storage.withUnsafeBufferPointer { source in
                winners.places.withUnsafeBufferPointer { places in
                    guard let source = source.baseAddress, let result = result.baseAddress,
                        let places = places.baseAddress
                    else { return }
                    // Safety: pieces write to different blocks, or different rows of one.
                    nonisolated(unsafe) let (from, to, who) = (source, result, places)
                    ComputeThreads.share(shape[0] * blocks * bandCount) { piece in
                        let (part, band) = piece.quotientAndRemainder(dividingBy: bandCount)
                        let image = rows[part / blocks]
                        let winners = who + (image * blocks + part % blocks) * area
                        let (values, target) = (from + part * area, to + part * plane)
                        if let bands {
                            bands.hand(values, winners, back: target, band: band)
                            return
                        }
                        target.update(repeating: 0, count: plane)
                        for place in stride(from: 0, to: area, by: block) {
                            for lane in 0..<block {
                                let winner = Int(winners[place &+ lane]) &* block &+ lane
                                target[winner] += values[place &+ lane]
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Windows that share no input, row by row: each input is written once, with its window's value
/// where it won, with zero elsewhere.
private struct DisjointWindows {
    /// Eight places, or the bits of eight values.
    private typealias Bits = SIMD8<Int32>

    private let rows: [PoolingPlaces]
    private let columns: [PoolingPlaces]
    private let height: Int
    private let width: Int
    private let block: Int

    init(_ window: PoolingWindow, _ shape: [Int], _ outputShape: [Int], block: Int) {
        (height, width) = (shape[2], shape[3])
        rows = (0..<outputShape[2]).map { window.vertical.places(of: $0, shape[2]) }
        columns = (0..<outputShape[3]).map { window.horizontal.places(of: $0, shape[3]) }
        self.block = block
    }

    /// How many rows of windows there are.
    var count: Int { rows.count }

    /// Writes the input rows from one row of windows up to the next.
    func hand(
        _ values: UnsafePointer<Float>,
        _ winners: UnsafePointer<Int32>,
        back result: UnsafeMutablePointer<Float>,
        band: Int
    ) {
        let span = rows[band]
        let start = band == 0 ? 0 : span.first
        let end = band + 1 < rows.count ? rows[band + 1].first : height
        let length = width * block
        columns.withUnsafeBufferPointer { columns in
            for y in start..<end {
                let target = result + y * length
                guard span.first..<span.first + span.count ~= y else {
                    target.update(repeating: 0, count: length)
                    continue
                }
                var source = band * columns.count * block
                var next = 0
                for columns in columns {
                    if next < columns.first {
                        (target + next * block)
                            .update(repeating: 0, count: (columns.first - next) * block)
                    }
                    next = columns.first &+ columns.count
                    let here = Int32(truncatingIfNeeded: y &* width &+ columns.first)
                    for lane in stride(from: 0, to: block, by: 8) {
                        let value = UnsafeRawPointer(values + source)
                            .loadUnaligned(as: Bits.self)
                        let winner = UnsafeRawPointer(winners + source)
                            .loadUnaligned(as: Bits.self)
                        for x in 0..<columns.count {
                            let place = here &+ Int32(truncatingIfNeeded: x)
                            let won = value & Self.equal(winner, place)
                            let input = target + ((columns.first &+ x) &* block &+ lane)
                            UnsafeMutableRawPointer(input).storeBytes(of: won, as: Bits.self)
                        }
                        source &+= 8
                    }
                }
                if next < width {
                    (target + next * block).update(repeating: 0, count: (width - next) * block)
                }
            }
        }
    }

    /// All bits set where a place is `place`, none elsewhere; the comparison of vectors of integers
    /// runs lane by lane.
    @inline(__always)
    private static func equal(_ places: Bits, _ place: Int32) -> Bits {
        let difference: Bits = places ^ Bits(repeating: place)
        let negated: Bits = Bits(repeating: 0) &- difference
        let sign: Bits = difference | negated
        let differs: Bits = sign &>> Bits(repeating: 31)
        return ~differs
    }
}
