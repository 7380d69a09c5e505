import Attribution
import Models
import Tensors
import Testing

/// What must hold of attribution graphs whatever the network.
@Suite("Attribution graphs")
struct AttributionGraphTests {
    private let attributor: Attributor
    private let tape: Tape

    init() throws {
        attributor = try Attributor(
            graph: TestNetworks.fork(bias: true),
            composite: .epsilonPlusFlat
        )
        tape = try attributor.forward(TestNetworks.inputs(2))
    }

    private static let layers = ["first", "narrow", "wide", "logits"]

    private func graph(_ request: GraphRequest) throws -> AttributionGraph {
        try attributor.graph(tape, image: 1, request)
    }

    @Test("a node's parts are the channels that its own condition finds", arguments: [true, false])
    func parts(wholePath: Bool) throws {
        let root = AttributionGraph.Channel(layer: "logits", channel: 2)
        let graph = try graph(
            GraphRequest(
                root: root,
                target: 2,
                layers: Self.layers,
                width: [3, 2],
                isShare: false,
                wholePath: wholePath
            )
        )
        // Three of each branch below the root, two of the first layer below each.
        #expect(graph.nodes.count == 1 + 6 + 12)
        #expect(graph.nodes[1..<4].allSatisfy { $0.channel.layer == "narrow" })
        for (place, node) in graph.nodes.enumerated().dropFirst() {
            let parent = try #require(node.parent)
            #expect(parent < place)
            var selections = [graph.nodes[parent].channel]
            if parent > 0 { selections.insert(root, at: 0) }
            let relevances = try attributor.propagate(
                tape,
                [
                    RelevanceRequest(
                        image: 1,
                        start: .logits(.classes([2])),
                        channels: selections.map {
                            ChannelSelection(layer: $0.layer, channels: [$0.channel])
                        },
                        excludesParallel: false
                    )
                ],
                recording: [node.channel.layer]
            )
            let ranking = try relevances.ranking(of: node.channel.layer)
            let known = ranking.top(node.level == 1 ? 3 : 2)
            let found = try #require(known.first { $0.channel == node.channel.channel })
            #expect(abs(found.relevance - (node.relevance ?? .nan)) < 1e-5)
        }
    }

    @Test("the whole path takes less than root and node alone where channels lie between")
    func wholePath() throws {
        let settings = [false, true].map { wholePath in
            GraphRequest(
                root: .init(layer: "logits", channel: 2),
                target: 2,
                layers: ["first", "pool", "joined", "logits"],
                width: [2, 2, 2],
                isShare: false,
                wholePath: wholePath
            )
        }
        let graphs = try settings.map(graph)
        for level in 0...1 {
            #expect(
                graphs[0].nodes.filter { $0.level == level }
                    == graphs[1].nodes.filter { $0.level == level }
            )
        }
        let third = graphs.map { graph in
            graph.nodes.filter { $0.level == 3 }.reduce(0) { $0 + abs($1.relevance ?? 0) }
        }
        #expect(third[1] < third[0])
    }

    @Test("a context takes the root's place as condition, a graph ends where nothing lies below")
    func context() throws {
        let context = AttributionGraph.Channel(layer: "joined", channel: 5)
        let graph = try graph(
            GraphRequest(
                root: .init(layer: "pool", channel: 1),
                target: nil,
                layers: Self.layers,
                width: [2, 2, 2],
                context: context
            )
        )
        #expect(graph.nodes.map(\.level) == [0, 1, 1])
        let relevances = try attributor.propagate(
            tape,
            [
                RelevanceRequest(
                    image: 1,
                    start: .activation(layer: "joined"),
                    channels: [
                        ChannelSelection(layer: "joined", channels: [5]),
                        ChannelSelection(layer: "pool", channels: [1]),
                    ],
                    excludesParallel: false
                )
            ],
            recording: ["first"]
        )
        let top = try relevances.ranking(of: "first").top(2)
        #expect(graph.nodes.dropFirst().map(\.channel.channel) == top.map(\.channel))
        #expect(graph.nodes.dropFirst().map(\.relevance) == top.map(\.layerShare))
    }

    @Test("wrong requests are told what would be right")
    func faults() {
        func message(_ change: (inout GraphRequest) -> Void) -> String {
            var request = GraphRequest(
                root: .init(layer: "joined", channel: 2),
                target: 2,
                layers: Self.layers
            )
            change(&request)
            do {
                _ = try graph(request)
                return "no error"
            } catch {
                return "\(error)"
            }
        }
        #expect(message { _ in } == "no error")
        #expect(message { $0.width = [] } == "no error")
        #expect(message { $0.width = [2, 0] }.contains("a number below 1"))
        #expect(message { $0.target = 5 }.contains("no class 5"))
        #expect(message { $0.layers = ["first", "last"] }.contains("no layer \"last\""))
        #expect(message { $0.root = .init(layer: "joined", channel: 8) }.contains("no channel 8"))
        #expect(
            message { $0.context = .init(layer: "joined", channel: 1) }.contains(
                "does not lie before"
            )
        )
        #expect(
            message { $0.context = .init(layer: "first", channel: 1) }
                .contains("joined does not lie before first")
        )
    }
}
