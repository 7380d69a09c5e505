import Foundation
public import Tensors

/// A Gaussian blur of a map, one axis after the other.
public struct GaussianBlur: Sendable, Equatable {
    /// What is taken for the values beyond the edges of a map `a b c d`.
    public enum Border: Sendable {
        /// `c b | a b c d | c b`: mirrored at the outermost values, which are not repeated.
        case mirrored
        /// `b a | a b c d | d c`: mirrored at the edge, the outermost values repeated.
        case reflected
    }

    /// The weights of the values around the target, from far before to far behind; their sum is 1.
    public let weights: [Double]
    /// What is taken for the values beyond the edges.
    public let border: Border

    /// The blur of zennit-crp's pictures: `k` weights with sigma `0.15 k + 0.35`, mirrored.
    ///
    /// - Parameter kernelSize: `k`, odd. The default of 19 makes sigma 3.2 pixels.
    public init(kernelSize: Int = 19) {
        precondition(kernelSize > 0 && kernelSize % 2 == 1, "kernel size \(kernelSize)")
        weights = Self.bell(radius: kernelSize / 2, sigma: 0.15 * Double(kernelSize) + 0.35)
        border = .mirrored
    }

    /// A blur by a width in pixels, as scipy's `gaussian_filter(map, sigma)` does it.
    ///
    /// Weights reach to 4 sigma, rounded; beyond the edges the map is reflected.
    ///
    /// - Parameter sigma: The standard deviation in pixels; 0 changes nothing.
    public init(sigma: Double) {
        precondition(sigma >= 0 && sigma < 1e6, "sigma of \(sigma) pixels")
        weights = sigma == 0 ? [1] : Self.bell(radius: Int(4 * sigma + 0.5), sigma: sigma)
        border = .reflected
    }

    /// The blurred map.
    ///
    /// - Parameter map: A map of shape `[H, W]`, of any size.
    /// - Returns: A map of the same shape; sums in 64 bits, rounded at the end.
    public func callAsFunction(_ map: Tensor) -> Tensor {
        precondition(map.shape.count == 2, "blurring a map of shape \(map.shape)")
        guard map.count > 0, weights.count > 1 else { return map }
        let (height, width) = (map.shape[0], map.shape[1])
        var values = map.elements.map(Double.init)
        values = alongColumns(values, height: height, width: width)
        values = alongRows(values, height: height, width: width)
        return Tensor(shape: map.shape, elements: values.map { Float($0) })
    }

    // MARK: Passes

    private var radius: Int { weights.count / 2 }

    private static func bell(radius: Int, sigma: Double) -> [Double] {
        let raw = (-radius...radius).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }

    private func alongColumns(_ values: [Double], height: Int, width: Int) -> [Double] {
        let sources = (-radius..<(height + radius)).map { position($0, length: height) * width }
        return [Double](unsafeUninitializedCapacity: values.count) { output, count in
            values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress, let target = output.baseAddress else {
                    return
                }
                var before = [UnsafePointer<Double>](repeating: start, count: radius)
                var behind = before
                for row in 0..<height {
                    for tap in 0..<radius {
                        before[tap] = start + sources[row + radius - 1 - tap]
                        behind[tap] = start + sources[row + radius + 1 + tap]
                    }
                    weigh(start + row * width, before, behind, into: target + row * width, width)
                }
            }
            count = values.count
        }
    }

    private func alongRows(_ values: [Double], height: Int, width: Int) -> [Double] {
        let sources = (-radius..<(width + radius)).map { position($0, length: width) }
        var line = [Double](repeating: 0, count: width + 2 * radius)
        return [Double](unsafeUninitializedCapacity: values.count) { output, count in
            line.withUnsafeMutableBufferPointer { line in
                guard let start = line.baseAddress, let target = output.baseAddress else { return }
                let center = UnsafePointer(start + radius)
                let before = (0..<radius).map { center - 1 - $0 }
                let behind = (0..<radius).map { center + 1 + $0 }
                for row in 0..<height {
                    for (index, source) in sources.enumerated() {
                        line[index] = values[row * width + source]
                    }
                    weigh(center, before, behind, into: target + row * width, width)
                }
            }
            count = values.count
        }
    }

    /// Sums up the values of a row and its neighbours, nearest first: both of one distance are added
    /// before their common weight is applied, a few columns at a time so that sums stay in registers.
    private func weigh(
        _ center: UnsafePointer<Double>,
        _ before: [UnsafePointer<Double>],
        _ behind: [UnsafePointer<Double>],
        into target: UnsafeMutablePointer<Double>,
        _ count: Int
    ) {
        weights.withUnsafeBufferPointer { weights in
            before.withUnsafeBufferPointer { before in
                behind.withUnsafeBufferPointer { behind in
                    let radius = weights.count / 2
                    let half = UnsafeBufferPointer(rebasing: weights[radius...])
                    var column = 0
                    while column + 8 <= count {
                        var sum = load(center, column) * half[0]
                        for tap in 0..<radius {
                            let both = load(before[tap], column) + load(behind[tap], column)
                            sum += both * half[tap + 1]
                        }
                        UnsafeMutableRawPointer(target + column)
                            .storeBytes(of: sum, as: SIMD8<Double>.self)
                        column += 8
                    }
                    while column < count {
                        var sum = center[column] * half[0]
                        for tap in 0..<radius {
                            sum += (before[tap][column] + behind[tap][column]) * half[tap + 1]
                        }
                        target[column] = sum
                        column += 1
                    }
                }
            }
        }
    }

    /// The position within the map that stands for one beyond its edges.
    private func position(_ index: Int, length: Int) -> Int {
        let period = border == .reflected ? 2 * length : max(2 * length - 2, 1)
        let within = ((index % period) + period) % period
        guard within >= length else { return within }
        return border == .reflected ? period - 1 - within : period - within
    }
}

/// Eight values from a column on.
@inline(__always)
private func load(_ row: UnsafePointer<Double>, _ column: Int) -> SIMD8<Double> {
    UnsafeRawPointer(row + column).loadUnaligned(as: SIMD8<Double>.self)
}
