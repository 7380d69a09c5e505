import Attribution
import Kernels
import Tensors
import Testing

/// Every rule on single layers, against the textbook's formula on the layer's matrix.
@Suite("Rules against the textbook")
struct RuleOracleTests {
    struct Layer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var geometry: ConvolutionGeometry?
        var inputs = 3
        var outputs = 4
        var hasBias = true
        var nonNegative = false
    }

    static let layers = [
        Layer(testDescription: "3x3", geometry: ConvolutionGeometry(square: 3, padding: 1)),
        Layer(
            testDescription: "3x3, stride 2, without bias",
            geometry: ConvolutionGeometry(square: 3, stride: 2, padding: 1),
            hasBias: false
        ),
        Layer(
            testDescription: "behind a ReLU",
            geometry: ConvolutionGeometry(square: 3, padding: 1),
            nonNegative: true
        ),
        Layer(
            testDescription: "two groups",
            geometry: ConvolutionGeometry(square: 2, groups: 2),
            inputs: 4
        ),
        Layer(
            testDescription: "depthwise",
            geometry: ConvolutionGeometry(square: 3, padding: 1, groups: 4),
            inputs: 4
        ),
        Layer(
            testDescription: "dilated",
            geometry: ConvolutionGeometry(
                kernelHeight: 3,
                kernelWidth: 2,
                dilationHeight: 2,
                dilationWidth: 3,
                padding: Padding(2)
            )
        ),
        Layer(
            testDescription: "unequal sides, three groups",
            geometry: ConvolutionGeometry(
                kernelHeight: 2,
                kernelWidth: 3,
                strideHeight: 2,
                padding: Padding(top: 0, left: 1, bottom: 1, right: 2),
                groups: 3
            ),
            inputs: 6,
            outputs: 3
        ),
        Layer(testDescription: "linear", inputs: 11, outputs: 5),
        Layer(testDescription: "linear behind a ReLU", inputs: 11, outputs: 5, nonNegative: true),
    ]

    static let rules: [any Rule] = [
        EpsilonRule(), EpsilonRule(epsilon: 0.25), ZPlusRule(), AlphaBetaRule(alpha: 2, beta: 1),
        AlphaBetaRule(alpha: 1, beta: 0), GammaRule(), GammaRule(gamma: 1), FlatRule(),
        WSquareRule(), ZBoxRule(low: [-1], high: [1]), GradientRule(), GeneralizedGammaRule(),
        GeneralizedGammaRule(gamma: 2),
    ]

    @Test("one layer", arguments: layers, rules.indices)
    func oneLayer(layer: Layer, rule: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(rule + 1))
        let inputShape = layer.geometry == nil ? [2, layer.inputs] : [2, layer.inputs, 5, 4]
        var input = numbers.tensor(inputShape)
        if layer.nonNegative { input = ElementWise.positivePart(input) }
        let bias = layer.hasBias ? numbers.tensor([layer.outputs]).elements : nil
        let weighted: WeightedLayer
        let matrix: LayerMatrix
        if let geometry = layer.geometry {
            let shape = [
                layer.outputs, layer.inputs / geometry.groups,
                geometry.kernelHeight, geometry.kernelWidth,
            ]
            let convolution = Convolution(weight: numbers.tensor(shape), geometry: geometry)
            weighted = WeightedLayer(
                convolution,
                bias: bias,
                inputIsNonNegative: layer.nonNegative
            )
            matrix = LayerMatrix(convolution, bias: bias, inputShape: inputShape)
        } else {
            let linear = FullyConnected(weight: numbers.tensor([layer.outputs, layer.inputs]))
            weighted = WeightedLayer(linear, bias: bias, inputIsNonNegative: layer.nonNegative)
            matrix = LayerMatrix(linear, bias: bias, inputShape: inputShape)
        }
        var chosen = Self.rules[rule]
        if chosen is ZBoxRule {
            chosen = ZBoxRule(
                low: (0..<layer.inputs).map { -1 - Float($0) / 10 },
                high: (0..<layer.inputs).map { 1 + Float($0) / 20 }
            )
        }
        let bound = chosen.bound(to: weighted)
        let outputShape = try #require(weighted.map.outputShape(for: inputShape))
        // Three rows over two images, the second image twice.
        let rows = [1, 0, 1]
        let denominators = bound.denominators(input: input, output: nil)
        let relevance = Self.withoutNearZeros(
            numbers.tensor([3] + outputShape.dropFirst()),
            denominators,
            rows
        )
        let passage = Passage(input: input, denominators: denominators, rows: rows)
        var losses: RelevanceLosses? = RelevanceLosses(rows: 3)
        let handed = bound.propagate(relevance, through: passage, losses: &losses)
        #expect(handed.shape == [3] + inputShape.dropFirst())
        for (row, image) in rows.enumerated() {
            let x = input.slice(image).elements.map(Double.init)
            let arriving = relevance.slice(row).elements.map(Double.init)
            let expected = Self.textbook(chosen, matrix, x, arriving, layer.inputs)
            let actual = handed.slice(row).elements.map(Double.init)
            let scale = expected.reduce(1e-9) { max($0, abs($1)) }
            let worst = zip(actual, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(worst <= 3e-5 * scale, "\(chosen.name), row \(row)")
            // What was not handed on is in the books.
            if !(chosen is GradientRule) {
                let lost = try #require(losses)
                let kept = lost.bias[row] + lost.stabilizer[row] + lost.unexplained[row]
                let difference = arriving.reduce(0, +) - actual.reduce(0, +) - kept
                let size = arriving.reduce(0) { $0 + abs($1) } + actual.reduce(0) { $0 + abs($1) }
                #expect(abs(difference) <= 1e-4 * (size + abs(lost.bias[row])))
            }
        }
    }

    /// Clears relevance where a denominator nearly vanishes and single precision says nothing; exact
    /// zeros stay, they try the stabilizer.
    private static func withoutNearZeros(
        _ relevance: Tensor,
        _ denominators: [Tensor],
        _ rows: [Int]
    ) -> Tensor {
        var result = relevance
        let length = relevance.count / rows.count
        result.withUnsafeMutableElements { values in
            for denominator in denominators {
                let largest = denominator.elements.reduce(0) { max($0, abs($1)) }
                for (row, image) in rows.enumerated() {
                    for index in 0..<length {
                        let size = abs(denominator.elements[image * length + index])
                        if size > 0, size < 0.05 * largest { values[row * length + index] = 0 }
                    }
                }
            }
        }
        return result
    }

    private static func textbook(
        _ rule: any Rule,
        _ m: LayerMatrix,
        _ x: [Double],
        _ relevance: [Double],
        _ channels: Int
    ) -> [Double] {
        switch rule {
        case let rule as EpsilonRule:
            return TextbookRule.epsilon(m, x, relevance, Double(rule.epsilon))
        case is ZPlusRule:
            return TextbookRule.zPlus(m, x, relevance)
        case let rule as AlphaBetaRule:
            return TextbookRule.alphaBeta(m, x, relevance, Double(rule.alpha), Double(rule.beta))
        case let rule as GammaRule:
            return TextbookRule.gamma(m, x, relevance, Double(rule.gamma))
        case let rule as GeneralizedGammaRule:
            return TextbookRule.generalizedGamma(m, x, relevance, Double(rule.gamma))
        case is FlatRule:
            return TextbookRule.flat(m, relevance)
        case is WSquareRule:
            return TextbookRule.wSquare(m, relevance)
        case let rule as ZBoxRule:
            let area = x.count / channels
            return TextbookRule.zBox(
                m,
                x,
                relevance,
                low: x.indices.map { Double(rule.low[$0 / area]) },
                high: x.indices.map { Double(rule.high[$0 / area]) }
            )
        default:
            return TextbookRule.gradient(m, relevance)
        }
    }

    @Test("behind a ReLU z-plus needs no negative weights, and gives the same")
    func shortcut() {
        var numbers = SeededNumbers(seed: 77)
        let linear = FullyConnected(weight: numbers.tensor([4, 6]))
        let input = ElementWise.positivePart(numbers.tensor([1, 6]))
        let relevance = numbers.tensor([1, 4])
        let results = [true, false].map { known in
            let layer = WeightedLayer(linear, bias: nil, inputIsNonNegative: known)
            let bound = ZPlusRule().bound(to: layer)
            let denominators = bound.denominators(input: input, output: nil)
            let passage = Passage(input: input, denominators: denominators, rows: [0])
            var losses: RelevanceLosses?
            return bound.propagate(relevance, through: passage, losses: &losses)
        }
        #expect(results[0] == results[1])
    }

    @Test("relevance without any contribution is unexplained, not lost from the books")
    func unexplained() throws {
        let linear = FullyConnected(weight: Tensor(shape: [2, 1], elements: [-1, 1]))
        let layer = WeightedLayer(linear, bias: nil, inputIsNonNegative: true)
        let bound = ZPlusRule().bound(to: layer)
        let input = Tensor(shape: [1, 1], elements: [2])
        let passage = Passage(
            input: input,
            denominators: bound.denominators(input: input, output: nil),
            rows: [0]
        )
        var losses: RelevanceLosses? = RelevanceLosses(rows: 1)
        let relevance = Tensor(shape: [1, 2], elements: [5, 3])
        let handed = bound.propagate(relevance, through: passage, losses: &losses)
        #expect(abs(handed.elements[0] - 3) < 1e-5)
        let lost = try #require(losses)
        #expect(abs(lost.unexplained[0] - 5) < 1e-5)
        #expect(lost.bias[0] == 0)
    }
}
