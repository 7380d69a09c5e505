import Tensors

/// What a layer kept of each condition's relevance instead of handing it on.
public struct RelevanceLosses: Sendable, Equatable {
    /// What the bias kept, for each row.
    public private(set) var bias: [Double]
    /// What the stabilizer kept, for each row.
    public private(set) var stabilizer: [Double]
    /// What vanished where an output had no contribution at all, for each row.
    public private(set) var unexplained: [Double]

    /// Nothing lost yet.
    ///
    /// - Parameter rows: The number of conditions.
    public init(rows: Int) {
        bias = [Double](repeating: 0, count: rows)
        stabilizer = bias
        unexplained = bias
    }

    /// Adds relevance at outputs that hand nothing on: where both masks are zero.
    ///
    /// - Parameters:
    ///   - relevance: The relevance that arrived, `[m, ...]`.
    ///   - first: 1 where the first part of a rule hands on, `[N, ...]`.
    ///   - second: 1 where the second one does.
    ///   - rows: For each row of relevance, the image it belongs to.
    mutating func addUnexplained(
        _ relevance: Tensor,
        handed first: Tensor,
        _ second: Tensor,
        rows: [Int]
    ) {
        let length = relevance.shape.dropFirst().reduce(1, *)
        let (first, second, relevance) = (first.elements, second.elements, relevance.elements)
        for (row, image) in rows.enumerated() {
            for index in 0..<length {
                let place = image * length + index
                guard first[place] == 0, second[place] == 0 else { continue }
                unexplained[row] += Double(relevance[row * length + index])
            }
        }
    }

    /// Adds what one group of terms kept: with s = R / stab(D), the bias holds s·b of R and the
    /// stabilizer s·ε·sgn(D); where D is zero, R met no contribution and the stabilizer's part is
    /// unexplained.
    mutating func add(
        _ quotients: Tensor,
        _ group: ContributionGroup,
        _ denominators: Tensor,
        rows: [Int],
        epsilon: Float
    ) {
        let channels = denominators.shape[1]
        let area = denominators.shape.dropFirst(2).reduce(1, *)
        let factor = Double(group.factor)
        quotients.elements.withUnsafeBufferPointer { quotients in
            denominators.elements.withUnsafeBufferPointer { denominators in
                for (row, image) in rows.enumerated() {
                    for channel in 0..<channels {
                        let start = (row * channels + channel) * area
                        let divisor = (image * channels + channel) * area
                        var sum = 0.0
                        var signed = 0.0
                        var empty = 0.0
                        for index in 0..<area {
                            let quotient = Double(quotients[start + index])
                            let denominator = denominators[divisor + index]
                            sum += quotient
                            if denominator == 0 {
                                empty += quotient
                            } else {
                                signed += denominator < 0 ? -quotient : quotient
                            }
                        }
                        bias[row] += factor * sum * Double(group.bias?[channel] ?? 0)
                        stabilizer[row] += factor * signed * Double(epsilon)
                        unexplained[row] += factor * empty * Double(epsilon)
                    }
                }
            }
        }
    }
}
