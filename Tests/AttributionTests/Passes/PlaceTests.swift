import Attribution
import Models
import Tensors
import Testing

/// Conditions on single neurons, blocked layers and starts at a layer.
@Suite("Single places")
struct PlaceTests {
    private let attributor: Attributor
    private let tape: Tape

    init() throws {
        attributor = try Attributor(
            graph: TestNetworks.residual(bias: true),
            composite: .epsilonPlusFlat
        )
        tape = try attributor.forward(TestNetworks.inputs(2))
    }

    private func request(
        _ selections: [ChannelSelection],
        start: RelevanceRequest.Start = .logits(.classes([1])),
        excludesParallel: Bool = true
    ) -> RelevanceRequest {
        RelevanceRequest(
            image: 1,
            start: start,
            channels: selections,
            excludesParallel: excludesParallel
        )
    }

    private func near(_ actual: [Float], _ expected: [Float]) -> Bool {
        let scale = expected.reduce(1e-6) { max($0, abs($1)) }
        return actual.count == expected.count
            && zip(actual, expected).allSatisfy { abs($0 - $1) <= 1e-4 * scale }
    }

    @Test("the places of a channel add up to the channel", arguments: [true, false])
    func places(excludesParallel: Bool) throws {
        let area = try tape.activation(of: "narrow").shape.dropFirst(2).reduce(1, *)
        let channel = request(
            [ChannelSelection(layer: "narrow", channels: [3])],
            excludesParallel: excludesParallel
        )
        let blocked = request(
            [ChannelSelection(layer: "narrow", channels: [])],
            excludesParallel: excludesParallel
        )
        let singles = (0..<area).map {
            request(
                [ChannelSelection(layer: "narrow", channels: [3], places: [3: $0])],
                excludesParallel: excludesParallel
            )
        }
        let maps = try #require(
            attributor.propagate(tape, [channel, blocked] + singles, toInput: true).heatmaps
        )
        // What goes around the layer is in every map; it must be counted once.
        let around = maps.slice(1).elements
        #expect(around.contains { $0 != 0 } == !excludesParallel)
        var sum = around
        for place in 0..<area {
            for (index, value) in maps.slice(2 + place).elements.enumerated() {
                sum[index] += value - around[index]
            }
        }
        #expect(near(sum, maps.slice(0).elements))
        #expect(Set((0..<area).map { maps.slice(2 + $0).elements }).count > area / 2)
    }

    @Test("one channel by a place and another whole")
    func mixed() throws {
        let selections = [
            [ChannelSelection(layer: "wide", channels: [2, 5], places: [2: 7])],
            [ChannelSelection(layer: "wide", channels: [2], places: [2: 7])],
            [ChannelSelection(layer: "wide", channels: [5])],
        ]
        let maps = try #require(
            attributor.propagate(tape, selections.map { request($0) }, toInput: true).heatmaps
        )
        let sum = zip(maps.slice(1).elements, maps.slice(2).elements).map { $0 + $1 }
        #expect(near(maps.slice(0).elements, sum))
    }

    @Test("a start at a neuron is a start at its layer with a condition on the neuron")
    func start() throws {
        let neuron = RelevanceRequest(
            image: 1,
            start: .neuron(layer: "after", channel: 4, place: 5)
        )
        let layer = request(
            [ChannelSelection(layer: "after", channels: [4], places: [4: 5])],
            start: .activation(layer: "after")
        )
        let maps = try #require(
            attributor.propagate(tape, [neuron, layer], toInput: true).heatmaps
        )
        #expect(maps.slice(0).elements.contains { $0 != 0 })
        #expect(near(maps.slice(0).elements, maps.slice(1).elements))
    }

    @Test("relevance recorded at a conditioned layer is the one before its condition")
    func recorded() throws {
        let relevances = try attributor.propagate(
            tape,
            [request([]), request([ChannelSelection(layer: "after", channels: [1])])],
            recording: ["after"]
        )
        let layer = try #require(relevances.layers["after"])
        #expect(near(layer.slice(1).elements, layer.slice(0).elements))
    }

    @Test("places that do not exist")
    func faults() throws {
        let selection = ChannelSelection(layer: "narrow", channels: [3], places: [3: 4800])
        let error = #expect(throws: AttributionError.self) {
            try attributor.propagate(tape, [request([selection])], toInput: true)
        }
        #expect(error?.message == "channel 3 of narrow has no place 4800")
        #expect(error?.hint?.hasPrefix("its places are 0 to ") == true)
        let logit = ChannelSelection(layer: "logits", channels: [1], places: [1: 1])
        #expect(throws: AttributionError.self) {
            try attributor.propagate(tape, [request([logit])], toInput: true)
        }
    }
}
