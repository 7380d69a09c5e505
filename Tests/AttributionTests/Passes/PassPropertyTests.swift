import Attribution
import Models
import Tensors
import Testing

/// What must hold of relevance whatever the network.
@Suite("Relevance passes")
struct PassPropertyTests {
    private let attributor: Attributor
    private let tape: Tape

    init() throws {
        attributor = try Attributor(
            graph: TestNetworks.fork(bias: true),
            composite: .epsilonPlusFlatHead
        )
        tape = try attributor.forward(TestNetworks.inputs(3))
    }

    private func maps(_ requests: [RelevanceRequest]) throws -> Tensor {
        try #require(attributor.propagate(tape, requests, toInput: true).heatmaps)
    }

    private func request(
        _ image: Int = 0,
        amount: RelevanceRequest.Amount = .value,
        start: RelevanceRequest.Start = .logits(.classes([2])),
        through channels: [(String, [Int])] = [],
        excludesParallel: Bool = true
    ) -> RelevanceRequest {
        RelevanceRequest(
            image: image,
            start: start,
            amount: amount,
            channels: channels.map { ChannelSelection(layer: $0.0, channels: $0.1) },
            excludesParallel: excludesParallel
        )
    }

    @Test("without biases relevance is conserved down to the input")
    func conservation() throws {
        let bare = try Attributor(
            graph: TestNetworks.fork(bias: false),
            composite: .epsilonPlusFlat
        )
        let tape = try bare.forward(TestNetworks.inputs(3))
        for image in 0..<3 {
            let relevances = try bare.propagate(
                tape,
                [RelevanceRequest(image: image, start: .logits(.top))],
                recording: ["joined", "pool"],
                toInput: true,
                ledger: true
            )
            let logit = Double(tape.logits[image, tape.topClass(image)])
            #expect(logit > 0.01)
            let lost = relevances.ledgers[0].reduce(0) { $0 + $1.unexplained }
            let map = try #require(relevances.heatmaps)
            let sum = map.elements.reduce(0) { $0 + Double($1) }
            #expect(abs(sum + lost - logit) < 1e-4 * logit)
        }
    }

    @Test("the ledger adds up, layer by layer and from logit to heatmap")
    func ledger() throws {
        let requests = [
            request(), request(1, through: [("joined", [0, 5])]),
            request(2, through: [("wide", [1])]),
        ]
        let relevances = try attributor.propagate(tape, requests, toInput: true, ledger: true)
        let heatmaps = try #require(relevances.heatmaps)
        for (row, ledger) in relevances.ledgers.enumerated() {
            let put = Double(tape.logits[requests[row].image, 2])
            let scale = max(abs(put), 0.1)
            #expect(ledger.map(\.layer).first == "flatten")
            #expect(ledger.map(\.layer).last == "first")
            for entry in ledger {
                #expect(abs(entry.rounding) < 1e-5 * scale, "\(entry)")
            }
            let gone = ledger.reduce(0) {
                $0 + $1.bias + $1.stabilizer + $1.unexplained + $1.masked + $1.cut
            }
            let left = heatmaps.slice(row).elements.reduce(0) { $0 + Double($1) }
            #expect(abs(put - gone - left) < 1e-4 * scale)
        }
        #expect(relevances.ledgers[0].contains { $0.bias != 0 })
        #expect(relevances.ledgers[1].first { $0.layer == "joined" }?.masked != 0)
        #expect(relevances.ledgers[2].first { $0.layer == "wide" }?.cut != 0)
    }

    @Test("twice the relevance put in gives twice the heatmap")
    func linearity() throws {
        let both = try maps([request(amount: .constant(1)), request(amount: .constant(-3))])
        for (one, other) in zip(both.slice(0).elements, both.slice(1).elements) {
            #expect(abs(-3 * one - other) <= 1e-5 * max(1, abs(other)))
        }
        let logit = tape.logits[0, 2]
        let value = try maps([request()])
        for (one, other) in zip(both.slice(0).elements, value.elements) {
            #expect(abs(logit * one - other) <= 1e-5 * max(1, abs(other)))
        }
    }

    @Test("several classes add up")
    func classes() throws {
        let starts: [[Int]] = [[0], [3], [0, 3]]
        let rows = try maps(starts.map { request(start: .logits(.classes($0))) })
        expectSum([rows.slice(0), rows.slice(1)], rows.slice(2))
    }

    @Test("a difference is one class's pass less the other's")
    func difference() throws {
        let starts: [Target] = [.classes([0]), .classes([3]), .difference(0, over: 3)]
        let requests = starts.map { RelevanceRequest(Condition(target: $0)) }
        let relevances = try attributor.propagate(
            tape,
            requests,
            recording: ["flatten", "joined"],
            toInput: true,
            ledger: true
        )
        let rows = try #require(relevances.heatmaps)
        expectSum([rows.slice(2), rows.slice(1)], rows.slice(0))
        let joined = try #require(relevances.layers["joined"])
        expectSum([joined.slice(2), joined.slice(1)], joined.slice(0))
        let put = try #require(relevances.layers["flatten"]).slice(2).elements
        #expect(put == [tape.logits[0, 0], 0, 0, -tape.logits[0, 3], 0])
        let entered = try #require(relevances.ledgers[2].first).relevanceIn
        #expect(abs(entered - Double(tape.logits[0, 0] - tape.logits[0, 3])) < 1e-6)
        let amounts = try #require(
            attributor.propagate(
                tape,
                [request(amount: .constant(2), start: .logits(.difference(0, over: 3)))],
                recording: ["flatten"]
            ).layers["flatten"]
        )
        #expect(amounts.elements == [2, 0, 0, -2, 0])
    }

    @Test("all channels of a layer selected is no condition at all")
    func everyChannel() throws {
        let rows = try maps([request(), request(through: [("joined", Array(0..<8))])])
        #expect(rows.slice(0) == rows.slice(1))
    }

    @Test("heatmaps of single channels add up to the whole")
    func channelsAddUp() throws {
        let whole = try maps([request()])
        let parts = try maps((0..<8).map { request(through: [("joined", [$0])]) })
        expectSum((0..<8).map(parts.slice), whole.slice(0))
        let pair = try maps([request(through: [("joined", [1, 6])])])
        expectSum([parts.slice(1), parts.slice(6)], pair.slice(0))
    }

    @Test("an empty selection blocks the layer")
    func blocked() throws {
        #expect(try maps([request(through: [("joined", [])])]) == Tensor(zeros: [1, 8, 6]))
    }

    @Test("a channel's relevance at its layer is what its own pass starts with")
    func recorded() throws {
        let whole = try attributor.propagate(tape, [request()], recording: ["joined"])
        let relevances = try attributor.propagate(
            tape,
            [request(through: [("joined", [3])])],
            recording: ["joined", "pool"],
            ledger: true
        )
        // At the conditioned layer: before the selection took effect.
        #expect(relevances.layers["joined"] == whole.layers["joined"])
        let sum = try whole.channelSums(of: "joined")[0, 3]
        let entry = try #require(relevances.ledgers[0].first { $0.layer == "joined" })
        #expect(abs(entry.relevanceOut - Double(sum)) < 1e-5)
        #expect(relevances.heatmaps == nil)
    }

    @Test("a pass stops at the lowest recorded layer")
    func stops() throws {
        let relevances = try attributor.propagate(
            tape,
            [request()],
            recording: ["joined"],
            ledger: true
        )
        #expect(relevances.ledgers[0].map(\.layer).last == "logits")
    }

    @Test("a layer the pass does not reach has no relevance")
    func unreached() throws {
        let relevances = try attributor.propagate(
            tape,
            [request(start: .activation(layer: "pool"))],
            recording: ["joined", "pool"]
        )
        #expect(relevances.layers["joined"] == Tensor(zeros: [1, 8, 4, 3]))
        #expect(
            try relevances.layers["pool"] == Tensor.stacked([tape.activation(of: "pool").slice(0)])
        )
    }

    @Test("relevance can start at a layer's signed activation, one channel of it")
    func activation() throws {
        let start = RelevanceRequest.Start.activation(layer: "wide")
        let whole = try maps([request(1, start: start)])
        let parts = try maps((0..<4).map { request(1, start: start, through: [("wide", [$0])]) })
        expectSum((0..<4).map(parts.slice), whole.slice(0))
        let relevances = try attributor.propagate(
            tape,
            [request(1, start: start)],
            recording: ["wide"]
        )
        let activation = try tape.activation(of: "wide").slice(1)
        #expect(relevances.layers["wide"]?.slice(0) == activation)
        #expect(activation.elements.contains { $0 < 0 })
    }

    @Test("a selection on one branch cuts the other, unless told not to")
    func parallel() throws {
        let wide = [4, 5, 6, 7]
        let rows = try maps([
            request(through: [("wide", [0, 1, 2, 3])]),
            request(through: [("joined", wide)]),
            request(through: [("wide", [0, 1, 2, 3])], excludesParallel: false),
            request(),
            request(through: [("narrow", [2])]),
            request(through: [("joined", [2])]),
        ])
        #expect(rows.slice(0) == rows.slice(1))
        #expect(rows.slice(2) == rows.slice(3))
        #expect(rows.slice(4) == rows.slice(5))
        #expect(rows.slice(0) != rows.slice(3))
    }

    @Test("a cut branch counts as never reached, whichever of the two runs first")
    func recordedBeside() throws {
        let rows = try attributor.propagate(
            tape,
            [
                request(through: [("wide", [0, 1])]), request(through: [("narrow", [2])]),
                request(through: [("joined", [0, 1, 2, 3])]),
            ],
            recording: ["wide", "narrow", "joined"]
        ).layers
        let wide = try #require(rows["wide"])
        let narrow = try #require(rows["narrow"])
        #expect(narrow.slice(0) == Tensor(zeros: Array(narrow.shape.dropFirst())))
        #expect(wide.slice(1) == Tensor(zeros: Array(wide.shape.dropFirst())))
        #expect(narrow.slice(2).elements.contains { $0 != 0 })
        // Above the branches nothing changes: relevance before the selections.
        let joined = try #require(rows["joined"])
        #expect(joined.slice(0) == joined.slice(1))
    }

    @Test("rows are independent of their neighbours and of the order of images")
    func batching() throws {
        let requests = [
            request(2, through: [("joined", [1])]), request(0),
            request(1, start: .activation(layer: "pool")),
            request(0, through: [("joined", [4]), ("pool", [2, 3])]), request(2),
        ]
        let together = try maps(requests)
        for (row, single) in requests.enumerated() {
            #expect(try maps([single]).slice(0) == together.slice(row))
        }
        let alone = try attributor.forward(
            Tensor.stacked([TestNetworks.inputs(3).slice(2)])
        )
        let map = try attributor.propagate(alone, [request(0)], toInput: true).heatmaps
        let scale = together.slice(4).elements.reduce(0) { max($0, abs($1)) }
        for (one, other) in zip(map?.elements ?? [], together.slice(4).elements) {
            #expect(abs(one - other) <= 1e-5 * scale)
        }
    }

    @Test("more requests than fit into memory at once run in several passes")
    func chunks() throws {
        var numbers = SeededNumbers(seed: 12)
        let tape = try attributor.forward(numbers.tensor([1, 3, 400, 300]))
        let requests = (0..<8).flatMap { channel in
            [[0], [4]].map { classes in
                request(start: .logits(.classes(classes)), through: [("joined", [channel])])
            }
        }
        let together = try attributor.propagate(tape, requests, toInput: true, ledger: true)
        let maps = try #require(together.heatmaps)
        #expect(maps.shape == [16, 400, 300])
        for row in [0, 7, 15] {
            let alone = try attributor.propagate(tape, [requests[row]], toInput: true)
            #expect(alone.heatmaps?.slice(0) == maps.slice(row))
        }
        #expect(together.ledgers.allSatisfy { $0.last?.layer == "first" })
    }

    @Test("a cancelled task ends before the next pass")
    func cancellation() async {
        let (attributor, tape) = (attributor, tape)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try attributor.propagate(tape, [RelevanceRequest(Condition(target: .top))])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("a tape kept down to a layer serves passes that far, and no further")
    func keptTape() throws {
        let short = try attributor.forward(TestNetworks.inputs(3), downTo: ["joined"])
        let requests = [request(0), request(2)]
        let relevances = try attributor.propagate(short, requests, recording: ["joined"])
        let whole = try attributor.propagate(tape, requests, recording: ["joined"])
        #expect(relevances.layers == whole.layers)
        #expect(try short.activation(of: "joined") == tape.activation(of: "joined"))
        #expect(throws: AttributionError.self) {
            try attributor.propagate(short, requests, toInput: true)
        }
        #expect(throws: AttributionError.self) { try short.activation(of: "first") }
    }

    private func expectSum(
        _ parts: [Tensor],
        _ whole: Tensor,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let scale = whole.elements.reduce(1e-6) { max($0, abs($1)) }
        for index in whole.elements.indices {
            let sum = parts.reduce(Float(0)) { $0 + $1.elements[index] }
            guard abs(sum - whole.elements[index]) <= 2e-5 * scale else {
                Issue.record("at \(index)", sourceLocation: sourceLocation)
                return
            }
        }
    }
}
