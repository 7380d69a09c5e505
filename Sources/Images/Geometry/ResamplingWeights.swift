import Foundation

/// Which source pixels make up each target pixel along one axis, and how much each counts.
///
/// Agrees with Pillow's `precompute_coeffs` number for number, edges given as 32-bit floats
/// included; the weights of one target pixel sum to 1.
struct ResamplingWeights {
    /// The first source pixel of each target pixel.
    private(set) var first: [Int]
    /// How many source pixels each target pixel takes.
    private(set) var count: [Int]
    /// Where the weights of each target pixel start: target pixel times `stride`.
    let stride: Int
    /// The weights, `[targets, stride]`; unused ones are 0.
    private(set) var weights: [Double]

    /// The weights for stretching a range of one axis to a new length.
    ///
    /// - Parameters:
    ///   - from: The start of the range in source pixels.
    ///   - to: The end of the range in source pixels.
    ///   - length: The whole length of the source axis; nothing beyond it is read.
    ///   - target: The new length.
    ///   - filter: The kernel.
    init(from: Float, to: Float, length: Int, target: Int, filter: ResamplingFilter) {
        let scale = Double(to - from) / Double(target)
        let stretch = max(scale, 1)
        let support = filter.support * stretch
        stride = Int(support.rounded(.up)) * 2 + 1
        first = [Int](repeating: 0, count: target)
        count = [Int](repeating: 0, count: target)
        weights = [Double](repeating: 0, count: target * stride)
        for index in 0..<target {
            let center = Double(from) + (Double(index) + 0.5) * scale
            let start = max(Int(center - support + 0.5), 0)
            let end = min(Int(center + support + 0.5), length)
            first[index] = start
            count[index] = max(end - start, 0)
            var sum = 0.0
            for tap in 0..<count[index] {
                let distance = (Double(tap + start) - center + 0.5) * (1 / stretch)
                let weight = filter.weight(at: distance)
                weights[index * stride + tap] = weight
                sum += weight
            }
            guard sum != 0 else { continue }
            for tap in 0..<count[index] {
                weights[index * stride + tap] /= sum
            }
        }
    }

    /// How many fraction bits the whole-number weights have.
    static let fractionBits = 22

    /// The weights as whole numbers of 2^-22, rounded half away from zero.
    var fixedPoint: [Int32] {
        weights.map { weight in
            let scaled = weight * Double(1 << Self.fractionBits)
            return Int32(weight < 0 ? scaled - 0.5 : scaled + 0.5)
        }
    }
}
