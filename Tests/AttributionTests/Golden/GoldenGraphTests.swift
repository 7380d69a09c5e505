import Attribution
import Foundation
import Models
import Tensors
import Testing

/// Attribution graphs against zennit-crp 0.6.0.
@Suite("Golden attribution graphs")
struct GoldenGraphTests {
    private struct Manifest: Decodable {
        let inputs: [String: [String]]
        let runs: [Run]

        enum CodingKeys: String, CodingKey {
            case inputs = "inputs_of"
            case runs
        }
    }

    private struct Run: Decodable {
        let target: Int?
        let layer: String
        let concept: Int
        let width: [Int]
        let isShare: Bool
        let nodes: [Concept]
        let connections: [Connection]

        enum CodingKeys: String, CodingKey {
            case target, layer, concept, width, nodes, connections
            case isShare = "abs_norm"
        }
    }

    private struct Concept: Decodable, Equatable {
        let layer: String
        let channel: Int

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            layer = try values.decode(String.self)
            channel = try values.decode(Int.self)
        }
    }

    private struct Part: Decodable {
        let layer: String
        let channel: Int
        let relevance: Double

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            layer = try values.decode(String.self)
            channel = try values.decode(Int.self)
            relevance = try values.decode(Double.self)
        }
    }

    private struct Connection: Decodable {
        let from: Concept
        let parts: [Part]

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            from = try values.decode(Concept.self)
            parts = try values.decode([Part].self)
        }
    }

    @Test("committed")
    func committed() throws { try Self.check(in: GoldenCase.committed) }

    @Test(
        "the whole set's",
        .enabled(if: GoldenCase.whole != nil, "the whole golden set is not here")
    )
    func whole() throws { try Self.check(in: #require(GoldenCase.whole)) }

    private static func check(in root: URL) throws {
        let path = root.appending(path: "graph/manifest.json")
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: path))
        let golden = try GoldenCase("tinyvgg", in: root)
        let attributor = try Attributor(graph: golden.graph(.vgg16), composite: .epsilonPlusFlat)
        let input = try golden.file("forward").tensor(named: "input")
        let tape = try attributor.forward(Tensor.stacked([input.slice(0)]))
        #expect(!manifest.runs.isEmpty)
        for run in manifest.runs {
            let graph = try attributor.graph(
                tape,
                GraphRequest(
                    root: .init(layer: run.layer, channel: run.concept),
                    target: run.target,
                    layers: Array(manifest.inputs.keys),
                    width: run.width,
                    isShare: run.isShare
                )
            )
            try compare(graph, run)
        }
    }

    /// Node by node; where relevance is equal (a concept that takes none), any choice is right, and
    /// what hangs below it is not compared.
    private static func compare(_ graph: AttributionGraph, _ run: Run) throws {
        try #require(graph.nodes.count == run.nodes.count)
        let stored = Dictionary(
            run.connections.map { ("\($0.from.layer)/\($0.from.channel)", $0.parts) },
            uniquingKeysWith: { first, _ in first }
        )
        let largest = run.connections.flatMap(\.parts).map { abs($0.relevance) }.max() ?? 0
        for (place, node) in graph.nodes.enumerated() {
            let parent = node.parent.map { graph.nodes[$0] }
            #expect(node.level == (parent?.level ?? -1) + 1)
            guard let parent else {
                #expect(node.channel == .init(layer: run.layer, channel: run.concept))
                continue
            }
            let key = "\(parent.channel.layer)/\(parent.channel.channel)"
            let relevance = try #require(node.relevance)
            guard largest > 0 else {
                #expect(relevance == 0)
                continue
            }
            let parts = try #require(stored[key], "\(key)")
            let part = try #require(
                parts.first {
                    $0.layer == node.channel.layer && $0.channel == node.channel.channel
                },
                "\(node.channel) below \(key)"
            )
            #expect(abs(relevance - part.relevance) <= 1e-5 * largest, "\(node.channel)")
            #expect(run.nodes[place].layer == node.channel.layer)
            #expect(run.nodes[place].channel == node.channel.channel)
        }
    }
}
