import Attribution
import Models
import Tensors
import Testing

/// What must hold where branches are added.
@Suite("Residual sums")
struct ResidualTests {
    private static let inputs = TestNetworks.inputs(3)

    @Test("a sum shares relevance in proportion to what each branch added")
    func shares() throws {
        let graph = LayerGraph(
            inputChannels: 2,
            nodes: [
                .init(name: "left", operation: .identity, inputs: [.input]),
                .init(name: "right", operation: .relu6, inputs: [.input]),
                .init(name: "sum", operation: .addition, inputs: [.node(0), .node(1)]),
                .init(name: "flat", operation: .flatten, inputs: [.node(2)]),
            ]
        )
        let attributor = try Attributor(graph: graph, composite: .epsilonPlus)
        let tape = try attributor.forward(Tensor(shape: [1, 2, 1, 2], elements: [2, 9, -3, 0]))
        #expect(tape.logits.elements == [4, 15, -3, 0])
        let request = RelevanceRequest(
            start: .logits(.classes([0, 1, 2, 3])),
            amount: .constant(30)
        )
        let relevances = try attributor.propagate(
            tape,
            [request],
            recording: ["left", "right"],
            toInput: true,
            ledger: true
        )
        let left = try #require(relevances.layers["left"]).elements
        let right = try #require(relevances.layers["right"]).elements
        // 30 · x / sum; where both are zero nothing can be shared and the ledger says so.
        for (actual, expected) in zip(left + right, [15, 18, 30, 0, 15, 12, 0, 0] as [Float]) {
            #expect(abs(actual - expected) < 1e-4)
        }
        let row = try #require(relevances.ledgers[0].first { $0.layer == "sum" })
        #expect(row.rule == "norm")
        #expect(abs(row.unexplained - 30) < 1e-4)
        #expect(abs(row.relevanceOut - 90) < 1e-3)
        #expect(relevances.heatmaps?.elements.count == 2)
    }

    @Test("without biases relevance is conserved through sums, and doubled nowhere")
    func conservation() throws {
        let attributor = try Attributor(
            graph: TestNetworks.residual(bias: false),
            composite: .epsilonPlusFlat
        )
        let tape = try attributor.forward(Self.inputs)
        for image in 0..<3 {
            let relevances = try attributor.propagate(
                tape,
                [RelevanceRequest(image: image, start: .logits(.top))],
                recording: ["triple", "join"],
                toInput: true,
                ledger: true
            )
            let logit = Double(tape.logits[image, tape.topClass(image)])
            let atTriple = try relevances.channelSums(of: "triple").elements.reduce(0, +)
            #expect(abs(Double(atTriple) - logit) < 1e-4 * abs(logit))
            let gone = relevances.ledgers[0].reduce(0) { $0 + $1.unexplained + $1.stabilizer }
            let map = try #require(relevances.heatmaps)
            let left = map.elements.reduce(0) { $0 + Double($1) }
            #expect(abs(left + gone - logit) < 1e-3 * abs(logit), "\(left) \(gone) \(logit)")
        }
    }

    @Test("the ledger adds up with biases, masks and cut branches")
    func ledger() throws {
        let attributor = try Attributor(
            graph: TestNetworks.residual(bias: true),
            composite: .epsilonPlusFlat
        )
        let tape = try attributor.forward(Self.inputs)
        let texts = ["y=2", "y=2;narrow=0,1,4", "y=1;join=3;wide=0,5,7"]
        let requests = try texts.enumerated().map {
            RelevanceRequest(image: $0, try Condition(parsing: $1))
        }
        let relevances = try attributor.propagate(tape, requests, toInput: true, ledger: true)
        let heatmaps = try #require(relevances.heatmaps)
        for (row, ledger) in relevances.ledgers.enumerated() {
            let put = try #require(ledger.first).relevanceIn
            let scale = ledger.reduce(0.1) { max($0, abs($1.relevanceIn)) }
            for entry in ledger { #expect(abs(entry.rounding) < 1e-5 * scale, "\(entry)") }
            let gone = ledger.reduce(0) {
                $0 + $1.bias + $1.stabilizer + $1.unexplained + $1.masked + $1.cut
            }
            let left = heatmaps.slice(row).elements.reduce(0) { $0 + Double($1) }
            #expect(abs(put - gone - left) < 1e-4 * scale)
        }
        #expect(relevances.ledgers[1].first { $0.layer == "narrow" }?.cut != 0)
    }

    @Test("a selection inside a block cuts the shortcut, unless told not to")
    func shortcut() throws {
        let attributor = try Attributor(
            graph: TestNetworks.residual(bias: true),
            composite: .epsilonPlusFlat
        )
        let tape = try attributor.forward(Self.inputs)
        let every = [ChannelSelection(layer: "narrow", channels: Array(0..<6))]
        let start = RelevanceRequest.Start.logits(.classes([2]))
        let rows = try #require(
            attributor.propagate(
                tape,
                [
                    RelevanceRequest(start: start),
                    RelevanceRequest(start: start, channels: every, excludesParallel: false),
                    RelevanceRequest(start: start, channels: every),
                ],
                recording: ["first"],
                toInput: true
            ).heatmaps
        )
        #expect(rows.slice(0) == rows.slice(1))
        #expect(rows.slice(0) != rows.slice(2))
        // What came through the block, and nothing else: all that `narrow` held.
        let inside = try attributor.propagate(
            tape,
            [
                RelevanceRequest(start: start),
                RelevanceRequest(start: start, channels: every),
            ],
            recording: ["narrow", "filter"]
        )
        let narrow = try #require(inside.layers["narrow"])
        #expect(narrow.slice(0) == narrow.slice(1))
    }

    @Test("a tape kept for an index serves passes through sums")
    func keptTape() throws {
        let attributor = try Attributor(
            graph: TestNetworks.residual(bias: true),
            composite: .epsilonPlusFlat
        )
        let requests = (0..<3).map { RelevanceRequest(image: $0, start: .logits(.top)) }
        let short = try attributor.forward(Self.inputs, downTo: ["after"])
        let all = try attributor.forward(Self.inputs)
        let kept = try attributor.propagate(short, requests, recording: ["after"])
        #expect(try kept.layers == attributor.propagate(all, requests, recording: ["after"]).layers)
        #expect(throws: AttributionError.self) {
            try attributor.propagate(short, requests, toInput: true)
        }
    }
}
