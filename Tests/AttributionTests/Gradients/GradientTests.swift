import Attribution
import Kernels
import Models
import Tensors
import Testing

/// Gradients times inputs, against differences of the network's outputs.
@Suite("Gradients")
struct GradientTests {
    static let activations: [Activation] = [
        .relu, .relu6, .leakyReLU(slope: 0.2), .parametricReLU(slopes: [0.3]),
        .thresholdedReLU(threshold: 0.5), .clip(low: -1, high: 1),
        .exponential(alpha: 1, scale: 1, width: 1),
        .exponential(alpha: 1.67, scale: 1.05, width: 1),
        .exponential(alpha: 2, scale: 1, width: 2), .silu, .gelu(approximate: false),
        .gelu(approximate: true), .hardSwish, .hardSigmoid(slope: 0.2, offset: 0.5), .sigmoid,
        .tanh,
        .softplus, .softsign, .mish,
    ]

    @Test("every activation's derivative", arguments: activations)
    func derivative(activation: Activation) throws {
        // None of these lies near a corner of any of the activations.
        let values: [Float] = [-7.3, -4.1, -2.2, -1.3, -0.7, -0.15, 0.12, 0.8, 1.4, 2.7, 3.6, 6.9]
        let graph = LayerGraph(
            inputChannels: 1,
            nodes: [.init(name: "f", operation: .activation(activation), inputs: [.input])]
        )
        let attributor = try Attributor(graph: graph, composite: .gradientTimesInput)
        let tape = try attributor.forward(Tensor(shape: [1, 1, 1, 12], elements: values))
        let request = RelevanceRequest(start: .activation(layer: "f"))
        let map = try #require(attributor.propagate(tape, [request], toInput: true).heatmaps)
        let step: Float = 0.01
        let sides = [step, -step].map { shift in
            activation.applied(
                to: Tensor(shape: [1, 1, 1, 12], elements: values.map { $0 + shift })
            ).elements
        }
        for (index, value) in values.enumerated() {
            let expected = value * (sides[0][index] - sides[1][index]) / (2 * step)
            #expect(abs(map.elements[index] - expected) < 2e-3, "\(activation.kind) at \(value)")
        }
    }

    /// A border, a squeeze-excite gate, two branches joined, one of them pooled and enlarged again, a
    /// residual sum, a batch norm that cannot be merged, a linear head.
    private static func network(seed: UInt64 = 5) -> LayerGraph {
        var numbers = SeededNumbers(seed: seed)
        func convolution(_ inputs: Int, _ outputs: Int, _ kernel: Int) -> LayerOperation {
            let weight = numbers.tensor([outputs, inputs, kernel, kernel])
            let geometry = ConvolutionGeometry(square: kernel)
            let bias = numbers.tensor([outputs]).elements
            return .convolution(Convolution(weight: weight, geometry: geometry), bias: bias)
        }
        let border = PlanePadding(Padding(top: 1, left: 1, bottom: 1, right: 1), value: 0.3)
        let half = AveragePooling(window: PoolingWindow(square: 2, stride: 2))
        let norm = BatchNorm(
            weight: [1, -0.5, 2, 0.7],
            bias: [0.1, 0.2, -0.3, 0],
            mean: [0, 0.5, 0, -0.2],
            variance: [1, 2, 0.5, 1]
        )
        let nodes: [(String, LayerOperation, [LayerGraph.Source])] = [
            ("border", .pad(border), [.input]),
            ("first", convolution(3, 4, 3), [.node(0)]),
            ("silu", .activation(.silu), [.node(1)]),
            ("squeeze", .adaptiveAveragePool(.init(height: 1, width: 1)), [.node(2)]),
            ("excite", convolution(4, 4, 1), [.node(3)]),
            ("sigmoid", .activation(.sigmoid), [.node(4)]),
            ("gate", .gate, [.node(2), .node(5)]),
            ("half", .averagePool(half), [.node(6)]),
            (
                "large",
                .upsample(
                    Upsampling(
                        heightFactor: 2,
                        widthFactor: 2,
                        mode: .bilinear(alignsCorners: false)
                    )
                ), [.node(7)]
            ),
            ("some", .channels(ChannelGathering([3, 0])), [.node(6)]),
            ("joined", .concatenation, [.node(8), .node(9)]),
            ("mixed", convolution(6, 4, 1), [.node(10)]),
            ("sum", .addition, [.node(11), .node(6)]),
            ("norm", .batchNorm(norm), [.node(12)]),
            ("tanh", .activation(.tanh), [.node(13)]),
            (
                "pool", .maxPool(MaxPooling(window: PoolingWindow(square: 2, stride: 2))),
                [.node(14)]
            ),
            ("flatten", .flatten, [.node(15)]),
            (
                "head", .linear(FullyConnected(weight: numbers.tensor([3, 48])), bias: nil),
                [.node(16)]
            ),
        ]
        return LayerGraph(
            inputChannels: 3,
            nodes: nodes.map { LayerGraph.Node(name: $0.0, operation: $0.1, inputs: $0.2) }
        )
    }

    private static let input = TestNetworks.inputs(2)

    private func logit(_ input: Tensor, _ target: Int, scaling place: Int, by factor: Float) throws
        -> Double
    {
        var changed = Tensor.stacked([input])
        let area = input.shape[1] * input.shape[2]
        changed.withUnsafeMutableElements { values in
            for colour in 0..<input.shape[0] { values[colour * area + place] *= factor }
        }
        return Double(try Self.network().forward(changed).logits[0, target])
    }

    @Test("every kind of layer: a pixel's part is what the logit changes by as it grows")
    func network() throws {
        let attributor = try Attributor(graph: Self.network(), composite: .gradientTimesInput)
        let tape = try attributor.forward(Self.input)
        let requests = [1, 2].map {
            RelevanceRequest(image: 1, start: .logits(.classes([$0])))
        }
        let maps = try #require(attributor.propagate(tape, requests, toInput: true).heatmaps)
        let picture = Self.input.slice(1)
        for (row, target) in [1, 2].enumerated() {
            let map = maps.slice(row).elements
            let largest = map.reduce(0) { max($0, abs($1)) }
            for place in map.indices {
                let step: Float = 0.01
                let change =
                    try logit(picture, target, scaling: place, by: 1 + step)
                    - logit(picture, target, scaling: place, by: 1 - step)
                let expected = Float(change / Double(2 * step))
                #expect(abs(map[place] - expected) < 2e-3 * largest, "class \(target), \(place)")
            }
        }
    }

    @Test("recorded layers hold the gradient times their values, masks act on the gradient")
    func recorded() throws {
        let attributor = try Attributor(graph: Self.network(), composite: .gradientTimesInput)
        let tape = try attributor.forward(Self.input)
        let whole = RelevanceRequest(start: .logits(.classes([0])))
        var parts = (0..<4).map { channel in
            var request = whole
            request.channels = [ChannelSelection(layer: "first", channels: [channel])]
            return request
        }
        parts.append(whole)
        let relevances = try attributor.propagate(
            tape,
            parts,
            recording: ["first", "head"],
            toInput: true
        )
        let maps = try #require(relevances.heatmaps)
        for index in 0..<maps.slice(0).count {
            let sum = (0..<4).reduce(Float(0)) { $0 + maps.slice($1).elements[index] }
            #expect(abs(sum - maps.slice(4).elements[index]) < 1e-5)
        }
        let head = try #require(relevances.layers["head"]).slice(4).elements
        #expect(head == [tape.logits[0, 0], 0, 0])
    }

    @Test("a difference of classes is the difference of gradients; there is no ledger")
    func difference() throws {
        let attributor = try Attributor(graph: Self.network(), composite: .gradientTimesInput)
        let tape = try attributor.forward(Self.input)
        let targets: [Target] = [.classes([0]), .classes([2]), .difference(0, over: 2)]
        let requests = targets.map { RelevanceRequest(start: .logits($0)) }
        let maps = try #require(attributor.propagate(tape, requests, toInput: true).heatmaps)
        for index in 0..<maps.slice(0).count {
            let difference = maps.slice(0).elements[index] - maps.slice(1).elements[index]
            #expect(abs(difference - maps.slice(2).elements[index]) < 1e-5)
        }
        let error = #expect(throws: AttributionError.self) {
            try attributor.propagate(tape, requests, toInput: true, ledger: true)
        }
        #expect(error?.message == "gradient-x-input has no ledger")
    }

    // MARK: - Integrated gradients

    @Test("the parts add up to what the logit gained over a black picture")
    func complete() throws {
        let attributor = try Attributor(graph: Self.network(), composite: .gradientTimesInput)
        let logits = try attributor.forward(Self.input).logits
        let black = try attributor.forward(Tensor(zeros: Self.input.shape)).logits
        let requests = [0, 1, 0].enumerated().map {
            RelevanceRequest(image: $0.element, start: .logits(.classes([$0.offset])))
        }
        let maps = try attributor.integratedGradients(Self.input, requests, steps: 100)
        for (row, image) in [0, 1, 0].enumerated() {
            let gain = Double(logits[image, row] - black[image, row])
            let sum = maps.slice(row).elements.reduce(0) { $0 + Double($1) }
            #expect(abs(sum - gain) < 0.02 * max(abs(gain), 0.5), "class \(row)")
        }
    }

    @Test("x² is exact: its integrated gradient is x², its gradient times x twice that")
    func square() throws {
        let graph = LayerGraph(
            inputChannels: 1,
            nodes: [
                .init(name: "square", operation: .gate, inputs: [.input, .input]),
                .init(name: "flatten", operation: .flatten, inputs: [.node(0)]),
            ]
        )
        let attributor = try Attributor(graph: graph, composite: .gradientTimesInput)
        let input = Tensor(shape: [1, 1, 1, 3], elements: [2, -3, 0.5])
        let requests = [
            RelevanceRequest(start: .logits(.classes([0, 1, 2]))),
            RelevanceRequest(start: .logits(.top)),
        ]
        let integrated = try attributor.integratedGradients(input, requests, steps: 3)
        for (value, expected) in zip(integrated.elements, [4, 9, 0.25, 0, 9, 0] as [Float]) {
            #expect(abs(value - expected) < 1e-5)
        }
        let plain = try #require(
            attributor.propagate(attributor.forward(input), requests, toInput: true).heatmaps
        )
        #expect(plain.slice(0).elements == [8, 18, 0.5])
    }

    @Test("wrong requests are told what would be right")
    func faults() throws {
        let attributor = try Attributor(graph: Self.network(), composite: .gradientTimesInput)
        let request = RelevanceRequest(start: .logits(.top))
        for steps in [0, -1, 1001] {
            #expect(throws: AttributionError.self) {
                try attributor.integratedGradients(Self.input, [request], steps: steps)
            }
        }
        var beyond = request
        beyond.image = 2
        #expect(throws: AttributionError.self) {
            try attributor.integratedGradients(Self.input, [beyond])
        }
        let relevance = try Attributor(graph: Self.network(), composite: .epsilonPlus)
        let error = #expect(throws: AttributionError.self) {
            try relevance.integratedGradients(Self.input, [request])
        }
        #expect(error?.hint == "use gradient-x-input")
    }
}
