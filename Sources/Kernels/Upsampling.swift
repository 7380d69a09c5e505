public import Tensors

/// Enlarging of pictures: each output is a weighted mean of inputs near its place.
///
/// The axes are apart: an output row is Σ weight · input row over one or two rows, and so are the
/// columns. Nearest neighbours have one with weight 1.
public struct Upsampling: LinearMap, Equatable {
    /// For each output row or column, the inputs it is made of.
    public struct Axis: Sendable, Equatable {
        /// The first input, and how much of it.
        public let first: [Int]
        /// The second input, which may be the first again.
        public let second: [Int]
        /// The share of the second input, 0...1.
        public let share: [Float]

        /// Makes an axis of its parts, all as long as the output.
        public init(first: [Int], second: [Int], share: [Float]) {
            precondition(first.count == second.count && first.count == share.count, "axis")
            self.first = first
            self.second = second
            self.share = share
        }
    }

    /// How places of the output are found in the input.
    public enum Mode: Sendable, Equatable {
        /// The input at floor(o / factor).
        case nearest
        /// Linear between the two inputs around (o + 1/2) / factor - 1/2, or with corners aligned
        /// around o (n - 1) / (m - 1); the edges repeat.
        case bilinear(alignsCorners: Bool)
    }

    /// How many output rows there are for each input row.
    public let heightFactor: Int
    /// How many output columns there are for each input column.
    public let widthFactor: Int
    /// How places are found.
    public let mode: Mode

    /// Makes an enlarging.
    ///
    /// - Parameters:
    ///   - heightFactor: How many output rows there are for each input row, at least 1.
    ///   - widthFactor: The same for columns.
    ///   - mode: How places are found.
    public init(heightFactor: Int, widthFactor: Int, mode: Mode) {
        precondition(heightFactor > 0 && widthFactor > 0, "\(heightFactor)x\(widthFactor)")
        self.heightFactor = heightFactor
        self.widthFactor = widthFactor
        self.mode = mode
    }

    /// `[N, C, H · factor, W · factor]`, or nil where the input is not `[N, C, H, W]`.
    public func outputShape(for inputShape: [Int]) -> [Int]? {
        guard inputShape.count == 4 else { return nil }
        return [
            inputShape[0], inputShape[1], inputShape[2] * heightFactor, inputShape[3] * widthFactor,
        ]
    }

    /// The enlarged pictures.
    ///
    /// - Parameter input: `[N, C, H, W]`.
    /// - Returns: `[N, C, H', W']`.
    public func applied(to input: Tensor) -> Tensor {
        guard let shape = outputShape(for: input.shape) else {
            preconditionFailure("input \(input.shape)")
        }
        let (rows, columns) = axes(of: input.shape)
        let (height, width) = (input.shape[2], input.shape[3])
        let area = shape[2] * shape[3]
        return Tensor.filled(shape) { output in
            input.elements.withUnsafeBufferPointer { values in
                for plane in 0..<shape[0] * shape[1] {
                    let from = plane * height * width
                    for y in 0..<shape[2] {
                        for x in 0..<shape[3] {
                            var sum: Float = 0
                            Self.forEachTap(rows, y, columns, x) { row, column, weight in
                                sum += weight * values[from + row * width + column]
                            }
                            output[plane * area + y * shape[3] + x] = sum
                        }
                    }
                }
            }
        }
    }

    /// Hands each output's value back to the inputs it was made of, in the same shares.
    ///
    /// - Parameters:
    ///   - output: `[m, C, H', W']`.
    ///   - inputShape: `[_, C, H, W]`.
    /// - Returns: `[m, C, H, W]`.
    public func transposedApplied(to output: Tensor, inputShape: [Int]) -> Tensor {
        let shape = [output.shape[0]] + inputShape.dropFirst()
        let (rows, columns) = axes(of: shape)
        let (height, width) = (shape[2], shape[3])
        let area = output.shape[2] * output.shape[3]
        return Tensor.filled(shape) { result in
            result.update(repeating: 0)
            output.elements.withUnsafeBufferPointer { values in
                for plane in 0..<shape[0] * shape[1] {
                    let to = plane * height * width
                    for y in 0..<output.shape[2] {
                        for x in 0..<output.shape[3] {
                            let value = values[plane * area + y * output.shape[3] + x]
                            Self.forEachTap(rows, y, columns, x) { row, column, weight in
                                result[to + row * width + column] += weight * value
                            }
                        }
                    }
                }
            }
        }
    }

    // MARK: - Places

    private func axes(of inputShape: [Int]) -> (rows: Axis, columns: Axis) {
        (axis(inputShape[2], heightFactor), axis(inputShape[3], widthFactor))
    }

    private func axis(_ length: Int, _ factor: Int) -> Axis {
        let outputs = 0..<length * factor
        switch mode {
        case .nearest:
            let places = outputs.map { $0 / factor }
            return Axis(first: places, second: places, share: places.map { _ in 0 })
        case .bilinear(let alignsCorners):
            let places = outputs.map { output -> Double in
                if alignsCorners {
                    let steps = length * factor - 1
                    return steps == 0 ? 0 : Double(output * (length - 1)) / Double(steps)
                }
                return max((Double(output) + 0.5) / Double(factor) - 0.5, 0)
            }
            let first = places.map { min(Int($0), length - 1) }
            return Axis(
                first: first,
                second: first.map { min($0 + 1, length - 1) },
                share: zip(places, first).map { Float($0 - Double($1)) }
            )
        }
    }

    @inline(__always)
    private static func forEachTap(
        _ rows: Axis,
        _ y: Int,
        _ columns: Axis,
        _ x: Int,
        _ body: (_ row: Int, _ column: Int, _ weight: Float) -> Void
    ) {
        let (down, across) = (rows.share[y], columns.share[x])
        body(rows.first[y], columns.first[x], (1 - down) * (1 - across))
        if across != 0 { body(rows.first[y], columns.second[x], (1 - down) * across) }
        if down != 0 {
            body(rows.second[y], columns.first[x], down * (1 - across))
            if across != 0 { body(rows.second[y], columns.second[x], down * across) }
        }
    }
}
