import Attribution
import Kernels
import Models
import Tensors
import Testing

/// Layers without weights: pools and enlarging by the norm rule, and what only changes place.
@Suite("Layers without weights")
struct NormOracleTests {
    static let maps: [(String, any LinearMap)] = [
        ("average", AveragePooling(window: PoolingWindow(square: 2, stride: 2))),
        (
            "average with overlap and padding",
            AveragePooling(window: PoolingWindow(square: 3, stride: 2, padding: 1, roundsUp: true))
        ),
        ("adaptive", AdaptiveAveragePooling(height: 3, width: 2)),
        ("adaptive to more", AdaptiveAveragePooling(height: 7, width: 6)),
        ("nearest", Upsampling(heightFactor: 2, widthFactor: 3, mode: .nearest)),
        (
            "bilinear",
            Upsampling(heightFactor: 2, widthFactor: 2, mode: .bilinear(alignsCorners: false))
        ),
        (
            "bilinear with corners aligned",
            Upsampling(heightFactor: 3, widthFactor: 2, mode: .bilinear(alignsCorners: true))
        ),
    ]

    @Test("the norm rule on the layer's matrix", arguments: maps.indices)
    func norm(index: Int) throws {
        let (name, map) = Self.maps[index]
        var numbers = SeededNumbers(seed: UInt64(50 + index))
        let input = numbers.tensor([2, 2, 5, 4])
        let matrix = LayerMatrix(map, inputShape: input.shape)
        let bound = NormRule().bound(to: map)
        let output = map.applied(to: input)
        let rows = [1, 0, 1]
        // Where a mean nearly vanishes, single precision says nothing.
        let relevance = Tensor(
            shape: [3] + output.shape.dropFirst(),
            elements: rows.flatMap { image in
                output.slice(image).elements.map { abs($0) < 0.05 ? 0 : numbers.next() }
            }
        )
        var losses: RelevanceLosses? = RelevanceLosses(rows: 3)
        let handed = bound.propagate(
            relevance,
            through: Passage(
                input: input,
                denominators: bound.denominators(input: input, output: output),
                rows: rows
            ),
            losses: &losses
        )
        for (row, image) in rows.enumerated() {
            let expected = TextbookRule.epsilon(
                matrix,
                input.slice(image).elements.map(Double.init),
                relevance.slice(row).elements.map(Double.init),
                1e-6
            )
            let scale = expected.reduce(1e-9) { max($0, abs($1)) }
            for (actual, expected) in zip(handed.slice(row).elements, expected) {
                #expect(abs(Double(actual) - expected) <= 3e-5 * scale, "\(name)")
            }
        }
    }

    /// An encoder and decoder: half the size, twice the size, both joined.
    private static func hourglass() -> LayerGraph {
        var numbers = SeededNumbers(seed: 8)
        func convolution(_ inputs: Int, _ outputs: Int) -> LayerOperation {
            let weight = numbers.tensor([outputs, inputs, 3, 3])
            let geometry = ConvolutionGeometry(square: 3, padding: 1)
            return .convolution(Convolution(weight: weight, geometry: geometry), bias: nil)
        }
        let up = Upsampling(
            heightFactor: 2,
            widthFactor: 2,
            mode: .bilinear(alignsCorners: false)
        )
        let nodes: [(String, LayerOperation, [LayerGraph.Source])] = [
            ("first", convolution(3, 5), [.input]),
            ("first.relu", .relu, [.node(0)]),
            ("pool", .maxPool(MaxPooling(window: PoolingWindow(square: 2, stride: 2))), [.node(1)]),
            ("deep", convolution(5, 6), [.node(2)]),
            ("deep.relu", .relu, [.node(3)]),
            ("up", .upsample(up), [.node(4)]),
            ("joined", .concatenation, [.node(5), .node(1)]),
            ("last", convolution(11, 4), [.node(6)]),
            ("last.relu", .relu, [.node(7)]),
            ("average", .adaptiveAveragePool(.init(height: 1, width: 1)), [.node(8)]),
            ("flatten", .flatten, [.node(9)]),
        ]
        return LayerGraph(
            inputChannels: 3,
            nodes: nodes.map { LayerGraph.Node(name: $0.0, operation: $0.1, inputs: $0.2) }
        )
    }

    @Test("without biases an enlarged branch conserves relevance")
    func enlarged() throws {
        let attributor = try Attributor(graph: Self.hourglass(), composite: .epsilonPlusFlat)
        let tape = try attributor.forward(TestNetworks.inputs(2))
        for image in 0..<2 {
            let relevances = try attributor.propagate(
                tape,
                [RelevanceRequest(image: image, start: .logits(.top))],
                recording: ["up", "deep.relu", "first.relu"],
                toInput: true,
                ledger: true
            )
            let logit = Double(tape.logits[image, tape.topClass(image)])
            #expect(logit > 0.01)
            let sums = try #require(relevances.heatmaps).elements.reduce(0) { $0 + Double($1) }
            let lost = relevances.ledgers[0].reduce(0) { $0 + $1.unexplained }
            #expect(abs(sums + lost - logit) < 1e-4 * logit)
            func total(_ layer: String) throws -> Double {
                try #require(relevances.layers[layer]).elements.reduce(0) { $0 + Double($1) }
            }
            #expect(try abs(total("up") - total("deep.relu")) < 1e-4 * logit)
        }
    }

    @Test("a gate passes all relevance to what it gates, none to itself")
    func gate() throws {
        let graph = LayerGraph(
            inputChannels: 2,
            nodes: [
                .init(name: "features", operation: .relu, inputs: [.input]),
                .init(
                    name: "squeeze",
                    operation: .adaptiveAveragePool(.init(height: 1, width: 1)),
                    inputs: [.node(0)]
                ),
                .init(name: "sigmoid", operation: .activation(.sigmoid), inputs: [.node(1)]),
                .init(name: "gate", operation: .gate, inputs: [.node(0), .node(2)]),
                .init(name: "flatten", operation: .flatten, inputs: [.node(3)]),
            ]
        )
        let attributor = try Attributor(graph: graph, composite: .epsilonPlus)
        let tape = try attributor.forward(Tensor(shape: [1, 2, 1, 2], elements: [1, 2, 3, 4]))
        let relevances = try attributor.propagate(
            tape,
            [RelevanceRequest(start: .logits(.classes([0, 1, 2, 3])))],
            recording: ["gate", "features", "sigmoid"],
            toInput: true,
            ledger: true
        )
        #expect(relevances.layers["features"] == relevances.layers["gate"])
        #expect(relevances.layers["sigmoid"]?.elements == [0, 0])
        let map = try #require(relevances.heatmaps).elements
        let logits = tape.logits.elements
        #expect(map == [logits[0] + logits[2], logits[1] + logits[3]])
        #expect(relevances.ledgers[0].allSatisfy { $0.rounding == 0 && $0.padding == 0 })
    }

    @Test("what falls on a border of its own is in the books as padding")
    func border() throws {
        var numbers = SeededNumbers(seed: 12)
        let border = PlanePadding(Padding(top: 1, left: 0, bottom: 2, right: 1), value: 0.5)
        let convolution = Convolution(
            weight: numbers.tensor([3, 2, 3, 3]),
            geometry: ConvolutionGeometry(square: 3)
        )
        let graph = LayerGraph(
            inputChannels: 2,
            nodes: [
                .init(name: "border", operation: .pad(border), inputs: [.input]),
                .init(
                    name: "conv",
                    operation: .convolution(convolution, bias: nil),
                    inputs: [.node(0)]
                ),
                .init(name: "relu", operation: .relu, inputs: [.node(1)]),
                .init(
                    name: "average",
                    operation: .adaptiveAveragePool(.init(height: 1, width: 1)),
                    inputs: [.node(2)]
                ),
                .init(name: "flatten", operation: .flatten, inputs: [.node(3)]),
            ]
        )
        let attributor = try Attributor(graph: graph, composite: .epsilonPlus)
        let tape = try attributor.forward(numbers.tensor([1, 2, 5, 4]))
        let relevances = try attributor.propagate(
            tape,
            [RelevanceRequest(start: .logits(.top))],
            recording: ["border"],
            toInput: true,
            ledger: true
        )
        let row = try #require(relevances.ledgers[0].first { $0.layer == "border" })
        let atBorder = try #require(relevances.layers["border"])
        var taken = 0.0
        for channel in 0..<2 {
            for y in 0..<8 {
                for x in 0..<5 where !(1..<6 ~= y && x < 4) {
                    taken += Double(atBorder.elements[(channel * 8 + y) * 5 + x])
                }
            }
        }
        #expect(abs(taken) > 1e-3)
        #expect(abs(row.padding - taken) < 1e-5)
        #expect(abs(row.rounding) < 1e-5)
        let others = relevances.ledgers[0].filter { $0.layer != "border" }
        #expect(others.allSatisfy { $0.padding == 0 && abs($0.rounding) < 1e-4 })
    }

    @Test("a batch norm before its convolution, as in DenseNet: passed, or its gradient")
    func denseNorm() throws {
        var numbers = SeededNumbers(seed: 14)
        let scale: [Float] = [2, -1, 0.5]
        let norm = BatchNorm(
            weight: scale,
            bias: [0.1, 0, -0.2],
            mean: [0, 0.3, 0],
            variance: [1, 1, 1],
            epsilon: 0
        )
        let convolution = Convolution(
            weight: numbers.tensor([2, 3, 1, 1]),
            geometry: ConvolutionGeometry(square: 1)
        )
        let graph = LayerGraph(
            inputChannels: 3,
            nodes: [
                .init(name: "norm", operation: .batchNorm(norm), inputs: [.input]),
                .init(name: "relu", operation: .relu, inputs: [.node(0)]),
                .init(
                    name: "conv",
                    operation: .convolution(convolution, bias: nil),
                    inputs: [.node(1)]
                ),
                .init(name: "joined", operation: .concatenation, inputs: [.input, .node(2)]),
                .init(name: "flatten", operation: .flatten, inputs: [.node(3)]),
            ]
        )
        let input = numbers.tensor([1, 3, 2, 2])
        for treatment in [Composite.UnmergedBatchNorm.pass, .gradient] {
            var composite = Composite.epsilonPlus
            composite.unmergedBatchNorm = treatment
            let attributor = try Attributor(graph: graph, composite: composite)
            let relevances = try attributor.propagate(
                attributor.forward(input),
                [RelevanceRequest(start: .activation(layer: "conv"))],
                recording: ["norm"],
                toInput: true
            )
            let before = try #require(relevances.layers["norm"]).elements
            let map = try #require(relevances.heatmaps).elements
            #expect(before.contains { $0 != 0 })
            let factors = treatment == .pass ? [1, 1, 1] : scale
            for place in 0..<4 {
                let expected = (0..<3).reduce(Float(0)) {
                    $0 + factors[$1] * before[$1 * 4 + place]
                }
                #expect(abs(map[place] - expected) < 1e-5)
            }
        }
    }
}
