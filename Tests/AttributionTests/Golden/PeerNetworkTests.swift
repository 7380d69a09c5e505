import Attribution
import Foundation
import Kernels
import Models
import Tensors
import Testing

/// zennit-crp's own trained test network with the numbers its authors stored.
@Suite(
    "The peer's own network",
    .enabled(if: GoldenCase.whole != nil, "the whole golden set is not here")
)
struct PeerNetworkTests {
    private struct Manifest: Decodable {
        let target: Int
        let tolerance: Bounds
        let conditions: [Entry]

        struct Bounds: Decodable {
            let relativeL2: Double
            let relativeMax: Double

            enum CodingKeys: String, CodingKey {
                case relativeL2 = "rel_l2"
                case relativeMax = "max_rel"
            }
        }

        /// One condition: the class under `y`, layers with their channels else.
        struct Entry: Decodable {
            let channels: [ChannelSelection]

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                channels = try container.allKeys.filter { $0.stringValue != "y" }.map {
                    ChannelSelection(
                        layer: $0.stringValue,
                        channels: try container.decode([Int].self, forKey: $0)
                    )
                }
            }
        }

        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        enum CodingKeys: String, CodingKey {
            case target, tolerance
            case conditions = "heatmaps[i] conditions"
        }
    }

    @Test("heatmaps and relevance under every condition, with parallel branches")
    func stored() throws {
        let folder = try #require(GoldenCase.whole).appending(path: "fashion_peer")
        let path = folder.appending(path: "manifest.json")
        guard FileManager.default.fileExists(atPath: path.path) else { return }
        let manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: path))
        let file = try SafetensorsFile(contentsOf: folder.appending(path: "fashion.safetensors"))
        let graph = try Self.graph(
            SafetensorsFile(contentsOf: folder.appending(path: "weights.safetensors"))
        )
        var composite = Composite.epsilonPlus
        composite.unmergedBatchNorm = .gradient
        let attributor = try Attributor(graph: Self.peerGraph(graph), composite: composite)
        let tape = try attributor.forward(file.tensor(named: "input"))
        let single = (0..<16).map { channel in
            [
                ChannelSelection(layer: "parallel.0", channels: []),
                ChannelSelection(layer: "conv2", channels: [channel]),
            ]
        }
        let tolerance = Tolerance(
            relativeL2: manifest.tolerance.relativeL2,
            relativeMax: manifest.tolerance.relativeMax
        )
        for (prefix, conditions) in [("", manifest.conditions.map(\.channels)), ("gen_", single)] {
            let relevances = try attributor.propagate(
                tape,
                conditions.map { channels in
                    RelevanceRequest(
                        start: .logits(.classes([manifest.target])),
                        amount: .constant(abs(tape.logits[0, manifest.target])),
                        channels: channels,
                        excludesParallel: false
                    )
                },
                recording: ["conv1"],
                toInput: true
            )
            expectClose(
                try #require(relevances.heatmaps),
                try file.tensor(named: "\(prefix)heatmaps"),
                tolerance,
                "\(prefix)heatmaps"
            )
            expectClose(
                try #require(relevances.layers["conv1"]),
                try file.tensor(named: "\(prefix)conv1_relevances"),
                tolerance,
                "\(prefix)conv1"
            )
        }
    }

    /// The network as zennit 0.4.6 runs it.
    ///
    /// Its merge leaves ε in the emptied batch norms, which so divide by √(1 + ε) once more; the stored
    /// numbers hold that.
    private static func peerGraph(_ graph: LayerGraph) -> LayerGraph {
        let merged = BatchNormMerging.applied(to: graph)
        let nodes = merged.nodes.map { node in
            guard node.name.hasSuffix(".left") else { return node }
            guard case .node(let source)? = node.inputs.first,
                case .node(let convolution)? = merged.nodes[source].inputs.first,
                let channels = merged.channelCount(convolution)
            else { return node }
            let ones = [Float](repeating: 1, count: channels)
            let zeros = [Float](repeating: 0, count: channels)
            let norm = BatchNorm(weight: ones, bias: zeros, mean: zeros, variance: ones)
            return LayerGraph.Node(
                name: node.name,
                operation: .batchNorm(norm),
                inputs: node.inputs
            )
        }
        return LayerGraph(inputChannels: merged.inputChannels, nodes: nodes)
    }

    /// Two branches added up, a pool, two linear layers; nothing is padded.
    private static func graph(_ file: SafetensorsFile) throws -> LayerGraph {
        var net = LayerAssembly(file: file)
        try net.convolution("parallel.0", norm: "parallel.1", stride: 2)
        net.add("parallel.1.left", .identity)
        let parallel = net.last
        net.last = .input
        try net.convolution("conv1", norm: "bn1")
        net.add("bn1.left", .identity)
        net.add("relu1", .relu)
        try net.convolution("conv2", norm: "bn2", stride: 2)
        net.add("bn2.left", .identity)
        net.add("sum", .addition, [parallel, net.last])
        net.add("relu2", .relu)
        net.add("pool", .maxPool(MaxPooling(window: PoolingWindow(square: 2, stride: 2))))
        net.add("flatten", .flatten)
        for name in ["linear1", "linear2"] {
            let linear = FullyConnected(weight: try file.tensor(named: "\(name).weight"))
            net.add(name, .linear(linear, bias: try file.tensor(named: "\(name).bias").elements))
            if name == "linear1" { net.add("relu3", .relu) }
        }
        return LayerGraph(inputChannels: 1, nodes: net.nodes)
    }
}
