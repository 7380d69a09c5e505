import Kernels
import Tensors

/// A layer written out as a matrix in double precision: the textbook's view of it.
///
/// Built by asking the layer for its response to one input at a time; that the convolutions
/// themselves are right is tested elsewhere against loops.
struct LayerMatrix {
    /// `[outputs][inputs]`.
    let weights: [[Double]]
    /// Whether output j is connected to input i, whatever the weight.
    let connected: [[Bool]]
    /// One bias per output.
    let bias: [Double]

    init(_ convolution: Convolution, bias: [Float]?, inputShape: [Int]) {
        let ones = convolution.with(
            weight: Tensor(
                shape: convolution.weight.shape,
                elements: [Float](repeating: 1, count: convolution.weight.count)
            )
        )
        self.init(convolution, ones, bias, inputShape)
    }

    init(_ linear: FullyConnected, bias: [Float]?, inputShape: [Int]) {
        let ones = linear.with(
            weight: Tensor(
                shape: linear.weight.shape,
                elements: [Float](repeating: 1, count: linear.weight.count)
            )
        )
        self.init(linear, ones, bias, inputShape)
    }

    /// A layer without weights to learn, such as a pool.
    init(_ map: any LinearMap, inputShape: [Int]) {
        self.init(map, map, nil, inputShape)
    }

    private init(
        _ map: any LinearMap,
        _ ones: any LinearMap,
        _ bias: [Float]?,
        _ inputShape: [Int]
    ) {
        let inputs = inputShape.dropFirst().reduce(1, *)
        var columns: [[Float]] = []
        var links: [[Float]] = []
        var shape: [Int] = []
        for index in 0..<inputs {
            var unit = Tensor(zeros: [1] + inputShape.dropFirst())
            unit.withUnsafeMutableElements { $0[index] = 1 }
            let response = map.applied(to: unit)
            shape = response.shape
            columns.append(response.elements)
            links.append(ones.applied(to: unit).elements)
        }
        let outputs = shape.dropFirst().reduce(1, *)
        let area = shape.dropFirst(2).reduce(1, *)
        weights = (0..<outputs).map { j in (0..<inputs).map { Double(columns[$0][j]) } }
        connected = (0..<outputs).map { j in (0..<inputs).map { links[$0][j] != 0 } }
        self.bias = (0..<outputs).map { Double(bias?[$0 / area] ?? 0) }
    }
}

/// The rules as the literature states them, entry by entry in double precision.
enum TextbookRule {
    static func stabilized(_ value: Double, _ epsilon: Double = 1e-6) -> Double {
        value >= 0 ? value + epsilon : value - epsilon
    }

    /// R_i = Σ_j contribution(i, j) / stab(Σ_i contribution(i, j) + bias(j)) · R_j.
    static func shared(
        _ matrix: LayerMatrix,
        _ relevance: [Double],
        epsilon: Double = 1e-6,
        contribution: (_ i: Int, _ j: Int) -> Double,
        bias: (_ j: Int) -> Double
    ) -> [Double] {
        let inputs = matrix.weights[0].count
        var result = [Double](repeating: 0, count: inputs)
        for j in matrix.weights.indices {
            let contributions = (0..<inputs).map { contribution($0, j) }
            let divisor = stabilized(contributions.reduce(0, +) + bias(j), epsilon)
            for i in 0..<inputs { result[i] += contributions[i] / divisor * relevance[j] }
        }
        return result
    }

    static func epsilon(
        _ m: LayerMatrix,
        _ x: [Double],
        _ relevance: [Double],
        _ epsilon: Double
    ) -> [Double] {
        shared(m, relevance, epsilon: epsilon) {
            x[$0] * m.weights[$1][$0]
        } bias: {
            m.bias[$0]
        }
    }

    /// Only contributions x·w above zero count.
    static func zPlus(_ m: LayerMatrix, _ x: [Double], _ relevance: [Double]) -> [Double] {
        shared(m, relevance) {
            max(x[$0] * m.weights[$1][$0], 0)
        } bias: {
            max(m.bias[$0], 0)
        }
    }

    static func alphaBeta(
        _ m: LayerMatrix,
        _ x: [Double],
        _ relevance: [Double],
        _ alpha: Double,
        _ beta: Double
    ) -> [Double] {
        let raising = zPlus(m, x, relevance)
        let lowering = shared(m, relevance) {
            min(x[$0] * m.weights[$1][$0], 0)
        } bias: {
            min(m.bias[$0], 0)
        }
        return zip(raising, lowering).map { alpha * $0 - beta * $1 }
    }

    static func gamma(
        _ m: LayerMatrix,
        _ x: [Double],
        _ relevance: [Double],
        _ gamma: Double
    ) -> [Double] {
        func favoured(_ value: Double) -> Double { value + gamma * max(value, 0) }
        return shared(m, relevance) {
            x[$0] * favoured(m.weights[$1][$0])
        } bias: {
            favoured(m.bias[$0])
        }
    }

    /// Contributions x·w with the sign of the output count γ times more.
    static func generalizedGamma(
        _ m: LayerMatrix,
        _ x: [Double],
        _ relevance: [Double],
        _ gamma: Double
    ) -> [Double] {
        let outputs = m.weights.indices.map { j in
            x.indices.reduce(m.bias[j]) { $0 + x[$1] * m.weights[j][$1] }
        }
        func favoured(_ value: Double, _ j: Int) -> Double {
            value + gamma * (outputs[j] > 0 ? max(value, 0) : min(value, 0))
        }
        let live = relevance.indices.map { outputs[$0] == 0 ? 0 : relevance[$0] }
        return shared(m, live) {
            favoured(x[$0] * m.weights[$1][$0], $1)
        } bias: {
            favoured(m.bias[$0], $0)
        }
    }

    static func flat(_ m: LayerMatrix, _ relevance: [Double]) -> [Double] {
        shared(m, relevance) {
            m.connected[$1][$0] ? 1 : 0
        } bias: { _ in
            0
        }
    }

    static func wSquare(_ m: LayerMatrix, _ relevance: [Double]) -> [Double] {
        shared(m, relevance) {
            m.weights[$1][$0] * m.weights[$1][$0]
        } bias: {
            m.bias[$0] * m.bias[$0]
        }
    }

    static func zBox(
        _ m: LayerMatrix,
        _ x: [Double],
        _ relevance: [Double],
        low: [Double],
        high: [Double]
    ) -> [Double] {
        shared(m, relevance) { i, j in
            let weight = m.weights[j][i]
            return x[i] * weight - low[i] * max(weight, 0) - high[i] * min(weight, 0)
        } bias: { _ in
            0
        }
    }

    static func gradient(_ m: LayerMatrix, _ relevance: [Double]) -> [Double] {
        m.weights[0].indices.map { i in
            m.weights.indices.reduce(0) { $0 + m.weights[$1][i] * relevance[$1] }
        }
    }
}
