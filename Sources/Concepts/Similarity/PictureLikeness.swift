/// How alike the parts of photos are that channels saw; `ChannelSimilarity` says by which formula.
struct PictureLikeness: Sendable {
    /// Each channel's mean direction from the layer's mean; empty for one that saw nothing.
    private let vectors: [[Float]]
    private let areComponentsChannels: Bool

    /// Measures the channels.
    ///
    /// - Parameters:
    ///   - embeddings: What each channel saw in its references.
    ///   - areComponentsChannels: Whether the components of embeddings are these channels.
    init(embeddings: [[ReferenceEmbedding]], areComponentsChannels: Bool) {
        self.areComponentsChannels = areComponentsChannels
        let mean = Self.mean(of: embeddings)
        vectors = embeddings.map { Self.vector(of: $0, from: mean) }
    }

    /// 0 to 1; 0 where one of the two saw nothing.
    func likeness(_ one: Int, _ other: Int) -> Double {
        let (first, second) = (vectors[one], vectors[other])
        guard !first.isEmpty, !second.isEmpty else { return 0 }
        var (product, firstSquare, secondSquare) = (0.0, 0.0, 0.0)
        for place in first.indices {
            let (a, b) = (Double(first[place]), Double(second[place]))
            product += a * b
            firstSquare += a * a
            secondSquare += b * b
        }
        if areComponentsChannels {
            for place in Set([one, other]) where first.indices ~= place {
                let (a, b) = (Double(first[place]), Double(second[place]))
                product -= a * b
                firstSquare -= a * a
                secondSquare -= b * b
            }
        }
        let scale = (max(firstSquare, 0) * max(secondSquare, 0)).squareRoot()
        // What is left of rounding is no direction.
        guard scale > 1e-9 else { return 0 }
        return min(max(product / scale, 0), 1)
    }

    private static func mean(of embeddings: [[ReferenceEmbedding]]) -> [Double] {
        var sums: [Double] = []
        var count = 0
        for embedding in embeddings.joined() {
            if sums.isEmpty { sums = Array(repeating: 0, count: embedding.bytes.count) }
            precondition(embedding.bytes.count == sums.count, "embeddings of several layers")
            for (place, byte) in embedding.bytes.enumerated() { sums[place] += Double(byte) }
            count += 1
        }
        return sums.map { $0 / Double(count) }
    }

    private static func vector(
        of embeddings: [ReferenceEmbedding],
        from mean: [Double]
    ) -> [Float] {
        guard !embeddings.isEmpty else { return [] }
        var sum = [Double](repeating: 0, count: mean.count)
        for embedding in embeddings {
            let difference = zip(embedding.bytes, mean).map { Double($0) - $1 }
            let norm = difference.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // Embeddings are whole numbers: less is the rounding of their mean.
            guard norm > 0.01 else { continue }
            for (place, value) in difference.enumerated() { sum[place] += value / norm }
        }
        return sum.map { Float($0 / Double(embeddings.count)) }
    }
}
