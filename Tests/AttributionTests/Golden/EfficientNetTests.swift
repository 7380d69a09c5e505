import Attribution
import Foundation
import Models
import Tensors
import Testing

/// EfficientNet-Lite0 with its real weights on a photo, against zennit and zennit-crp.
@Suite("EfficientNet-Lite0")
struct EfficientNetTests {
    private struct Manifest: Decodable {
        struct Top: Decodable {
            let index: [Int]
        }

        /// What was found at one concept layer.
        struct Layer: Decodable {
            let topChannels: [Int]
            let twoLevel: [Int]
            let midLayer: String
            let tensors: [String: Tolerance]

            enum CodingKeys: String, CodingKey {
                case topChannels = "top_channels"
                case twoLevel = "two_level"
                case midLayer = "mid_layer"
                case tensors
            }
        }

        let target: Int
        let layers: [String]
        let top: Top
        let tops: [String: Layer]

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(_ name: String) { stringValue = name }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            target = try container.decode(Int.self, forKey: Key("target"))
            layers = try container.decode([String].self, forKey: Key("layers"))
            top = try container.decode(Top.self, forKey: Key("top5"))
            tops = try container.allKeys.filter { $0.stringValue.hasPrefix("at.") }
                .reduce(into: [:]) { tops, key in
                    let layer = String(key.stringValue.dropFirst(3))
                    tops[layer] = try container.decode(Layer.self, forKey: key)
                }
        }
    }

    private static let name = "efficientnet_lite0"

    /// The golden folder, the architecture and its pulled weights, where all three are at hand.
    private static let parts: (golden: URL, architecture: Architecture, weights: URL)? = {
        let given = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"]
        let caches =
            given.map { URL(filePath: $0) }
            ?? URL(filePath: NSHomeDirectory()).appending(path: ".cache")
        guard let golden = GoldenCase.whole?.appending(path: "effnet_lite0"),
            FileManager.default.fileExists(atPath: golden.appending(path: "manifest.json").path),
            let architecture = Architecture.all.first(where: { $0.name == name }),
            let pulled = ModelPackages.installed(name, caches.appending(path: "llexicorp"))
        else { return nil }
        return (golden, architecture, pulled.weights)
    }()

    @Test(
        "top classes, channels at five layers, ten concepts' heatmaps",
        .enabled(if: parts != nil, "the golden set or the pulled weights are not here")
    )
    func golden() throws {
        let parts = try #require(Self.parts)
        let manifest = try JSONDecoder().decode(
            Manifest.self,
            from: Data(contentsOf: parts.golden.appending(path: "manifest.json"))
        )
        let file = try SafetensorsFile(
            contentsOf: parts.golden.appending(path: "effnet_lite0.safetensors")
        )
        let graph = try parts.architecture.graph(from: Weights.load(from: parts.weights).tensors)
        let attributor = try Attributor(graph: graph, composite: .epsilonPlusFlat)
        let tape = try attributor.forward(file.tensor(named: "input"))
        let scores = tape.logits.elements
        let best = scores.indices.sorted { scores[$0] > scores[$1] }
        #expect(Array(best.prefix(manifest.top.index.count)) == manifest.top.index)

        let target = Target.classes([manifest.target])
        let whole = try attributor.propagate(
            tape,
            [RelevanceRequest(start: .logits(target))],
            recording: manifest.layers,
            toInput: true
        )
        #expect(!manifest.tops.isEmpty)
        for (layer, facts) in manifest.tops {
            func compare(_ actual: Tensor, _ tensor: String, shared: Bool = false) throws {
                let stored = try file.tensor(named: shared ? tensor : "at.\(layer).\(tensor)")
                let tolerance = try #require(facts.tensors[tensor])
                expectClose(
                    actual.reshaped(to: stored.shape),
                    stored,
                    tolerance,
                    "\(layer): \(tensor)"
                )
            }
            try compare(tape.logits, "logits", shared: true)
            try compare(#require(whole.heatmaps), "lrp.heatmap", shared: true)
            for recorded in manifest.layers {
                try compare(
                    whole.channelSums(of: recorded),
                    "chan.\(recorded).raw",
                    shared: true
                )
            }
            let ranking = try whole.ranking(of: layer).top(facts.topChannels.count)
            #expect(ranking.map(\.channel) == facts.topChannels)

            func selection(_ layer: String, _ channels: [Int]) -> ChannelSelection {
                ChannelSelection(layer: layer, channels: channels)
            }
            let conditions =
                facts.topChannels.map { [selection(layer, [$0])] } + [
                    [selection(layer, facts.topChannels)],
                    [
                        selection(layer, [facts.twoLevel[0]]),
                        selection(facts.midLayer, [facts.twoLevel[1]]),
                    ],
                ]
            let relevances = try attributor.propagate(
                tape,
                conditions.map { RelevanceRequest(start: .logits(target), channels: $0) },
                recording: [facts.midLayer],
                toInput: true
            )
            let maps = try #require(relevances.heatmaps)
            let count = facts.topChannels.count
            try compare(Tensor.stacked((0..<count).map(maps.slice)), "crp.heatmaps")
            try compare(maps.slice(count), "crp.set_heatmap")
            try compare(maps.slice(count + 1), "two.heatmap")
            let sums = try relevances.channelSums(of: facts.midLayer)
            try compare(
                Tensor.stacked((0..<count).map(sums.slice)),
                "cond.\(facts.midLayer).raw"
            )
        }
    }
}
