import Attribution
import Foundation
import Models
import Tensors
import Testing

/// Whole networks against zennit 0.4.6 and zennit-crp 0.6.0 in double precision.
@Suite("Golden networks")
struct GoldenNetworkTests {
    /// The networks that are committed.
    static let names = ["tinyvgg", "tinyvgg_bn", "tinymobilenet"]

    @Test("activations before batch norm and logits", arguments: names)
    func forward(name: String) throws {
        let golden = try GoldenCase(name, in: GoldenCase.committed)
        let file = try golden.file("forward")
        let pass = try golden.graph(Self.architecture(name))
            .forward(file.tensor(named: "input"))
        let graph = try golden.graph(Self.architecture(name))
        for tensor in file.names where tensor != "input" {
            let tolerance = try #require(golden.manifest.forward[tensor])
            let actual =
                tensor == "logits"
                ? pass.logits
                : try #require(pass.outputs[graph.index(of: String(tensor.dropFirst(4)))])
            expectClose(actual, try file.tensor(named: tensor), tolerance, "\(name) \(tensor)")
        }
    }

    @Test("epsilon-plus-flat", arguments: names)
    func epsilonPlusFlat(name: String) throws {
        try Self.check(name, "EpsilonPlusFlat", in: GoldenCase.committed)
    }

    @Test(
        "every composite",
        .enabled(if: GoldenCase.whole != nil, "the whole golden set is not here"),
        arguments: [
            ("tinyvgg", "EpsilonPlusFlat"), ("tinyvgg", "EpsilonPlus"),
            ("tinyvgg", "EpsilonAlpha2Beta1Flat"), ("tinyvgg", "EpsilonAlpha2Beta1"),
            ("tinyvgg", "EpsilonGammaBox"), ("tinyvgg_bn", "EpsilonPlusFlat"),
            ("tinyvgg_bn", "EpsilonAlpha2Beta1Flat"),
        ]
    )
    func everyComposite(name: String, composite: String) throws {
        try Self.check(name, composite, in: #require(GoldenCase.whole))
    }

    @Test("a network that ends in a linear layer needs no head rule")
    func headChangesNothing() throws {
        let golden = try GoldenCase("tinyvgg", in: GoldenCase.committed)
        let input = try golden.file("forward").tensor(named: "input")
        let maps = try [Composite.epsilonPlusFlat, .epsilonPlusFlatHead].map { composite in
            let attributor = try Attributor(graph: golden.graph(.vgg16), composite: composite)
            return try attributor.propagate(
                attributor.forward(input),
                [RelevanceRequest(start: .logits(.top))],
                toInput: true
            ).heatmaps
        }
        #expect(maps[0] == maps[1])
    }

    @Test("a difference of classes, on the golden nets", arguments: ["tinyvgg", "tinyvgg_bn"])
    func difference(name: String) throws {
        let golden = try GoldenCase(name, in: GoldenCase.committed)
        let attributor = try Attributor(
            graph: golden.graph(Self.architecture(name)),
            composite: .epsilonPlusFlat
        )
        let tape = try attributor.forward(golden.file("forward").tensor(named: "input"))
        let targets: [Target] = [.classes([1]), .classes([4]), .difference(1, over: 4)]
        let rows = try attributor.propagate(
            tape,
            targets.map { RelevanceRequest(image: 1, start: .logits($0)) },
            recording: [golden.manifest.topLayer],
            toInput: true
        )
        for tensor in [
            try #require(rows.heatmaps), try rows.channelSums(of: golden.manifest.topLayer),
        ] {
            let parts = zip(tensor.slice(0).elements, tensor.slice(1).elements)
            let expected = Tensor(
                shape: Array(tensor.shape.dropFirst()),
                elements: parts.map { $0 - $1 }
            )
            expectClose(
                Tensor.stacked([tensor.slice(2)]),
                Tensor.stacked([expected]),
                Tolerance(relativeL2: 1e-5, relativeMax: 1e-4),
                "\(name) difference"
            )
        }
    }

    @Test("residual blocks, with and without parallel branches")
    func residual() throws {
        let golden = try GoldenCase("tinyresnet", in: GoldenCase.committed)
        try Self.checkResidual(golden)
    }

    @Test(
        "residual blocks, every tensor",
        .enabled(if: GoldenCase.whole != nil, "the whole golden set is not here")
    )
    func wholeResidual() throws {
        try Self.checkResidual(GoldenCase("tinyresnet", in: #require(GoldenCase.whole)))
    }

    private static func checkResidual(_ golden: GoldenCase) throws {
        let graph = try golden.graph(.named("resnet"))
        let forward = try golden.file("forward")
        let pass = try graph.forward(forward.tensor(named: "input"))
        for tensor in forward.names where tensor != "input" {
            let actual =
                tensor == "logits"
                ? pass.logits
                : try #require(pass.outputs[graph.index(of: String(tensor.dropFirst(4)))])
            let tolerance = try #require(golden.manifest.forward[tensor])
            expectClose(actual, try forward.tensor(named: tensor), tolerance, tensor)
        }
        let tags = golden.manifest.composites.keys.sorted()
        #expect(tags == ["EpsilonPlusFlat", "EpsilonPlusFlat.with_parallel"])
        for tag in tags { try check(golden, tag, graph) }
    }

    private static func architecture(_ name: String) -> Architecture {
        switch name {
        case "tinymobilenet": .mobilenet_v2
        case "tinyvgg_bn": .vgg16_bn
        default: .vgg16
        }
    }

    private static func composite(_ name: String, _ manifest: GoldenManifest) throws -> Composite {
        switch name {
        case "EpsilonPlusFlat": return .epsilonPlusFlat
        case "EpsilonPlus": return .epsilonPlus
        case "EpsilonAlpha2Beta1Flat": return .epsilonAlpha2Beta1Flat
        case "EpsilonAlpha2Beta1": return .epsilonAlpha2Beta1
        default:
            let box = try #require(manifest.zbox)
            return .epsilonGammaBox(low: box.low, high: box.high)
        }
    }

    private static func check(_ name: String, _ composite: String, in root: URL) throws {
        let golden = try GoldenCase(name, in: root)
        try check(golden, composite, golden.graph(architecture(name)))
    }

    private static func check(
        _ golden: GoldenCase,
        _ tag: String,
        _ graph: LayerGraph
    ) throws {
        let manifest = golden.manifest
        let name = golden.folder.lastPathComponent
        let composite = String(tag.prefix { $0 != "." })
        let expected = try golden.file(tag)
        let facts = try #require(manifest.composites[tag])
        let attributor = try Attributor(
            graph: graph,
            composite: self.composite(composite, manifest)
        )
        let tape = try attributor.forward(golden.file("forward").tensor(named: "input"))
        func compare(_ actual: Tensor, _ tensor: String) throws {
            let tolerance = try #require(facts.tensors[tensor])
            // Committed copies leave some tensors out.
            guard expected.names.contains(tensor) || !facts.isPart else { return }
            let values = try expected.tensor(named: tensor)
            expectClose(actual, values, tolerance, "\(name) \(tag) \(tensor)")
        }
        func requests(
            _ manifest: GoldenManifest,
            _ conditions: [[[(String, [Int])]]]
        ) -> [RelevanceRequest] {
            Self.requests(manifest, conditions).map { request in
                var request = request
                request.excludesParallel = facts.excludesParallel
                return request
            }
        }

        try compare(tape.logits, "logits")
        let whole = try attributor.propagate(
            tape,
            manifest.targets.enumerated().map {
                RelevanceRequest(image: $0, start: .logits(.classes([$1])))
            },
            recording: manifest.layers,
            toInput: true
        )
        try compare(#require(whole.heatmaps), "lrp.heatmap")
        for layer in manifest.layers {
            let sums = try whole.channelSums(of: layer)
            try compare(#require(whole.layers[layer]), "rel.\(layer)")
            try compare(sums, "chan.\(layer).raw")
            try compare(normalized(sums), "chan.\(layer).norm")
        }
        for (image, channels) in facts.topChannels.enumerated() {
            let top = try whole.ranking(of: manifest.topLayer, request: image).top(channels.count)
            #expect(top.map(\.channel) == channels)
        }

        let conditional = try attributor.propagate(
            tape,
            requests(manifest, facts.topChannels.map { $0.map { [(manifest.topLayer, [$0])] } }),
            recording: [manifest.midLayer],
            toInput: true
        )
        let (images, shown) = (manifest.targets.count, facts.topChannels[0].count)
        let maps = try #require(conditional.heatmaps)
        try compare(
            maps.reshaped(to: [images, shown] + maps.shape.dropFirst()),
            "crp.heatmaps"
        )
        let sums = try conditional.channelSums(of: manifest.midLayer)
        let shape = [images, shown, sums.shape[1]]
        try compare(sums.reshaped(to: shape), "cond.\(manifest.midLayer).raw")
        try compare(normalized(sums).reshaped(to: shape), "cond.\(manifest.midLayer).norm")

        let sets = try attributor.propagate(
            tape,
            requests(manifest, facts.topChannels.map { [[(manifest.topLayer, $0)]] }),
            toInput: true
        )
        try compare(#require(sets.heatmaps), "crp.set_heatmap")
        let levels = facts.twoLevelChannels.map {
            [[(manifest.topLayer, [$0[0]]), (manifest.midLayer, [$0[1]])]]
        }
        let two = try attributor.propagate(tape, requests(manifest, levels), toInput: true)
        try compare(#require(two.heatmaps), "two.heatmap")
    }

    /// Image-major: for each image its target, and a request for each of its conditions.
    private static func requests(
        _ manifest: GoldenManifest,
        _ conditions: [[[(String, [Int])]]]
    ) -> [RelevanceRequest] {
        conditions.enumerated().flatMap { image, conditions in
            conditions.map { condition in
                RelevanceRequest(
                    image: image,
                    Condition(
                        target: .classes([manifest.targets[image]]),
                        channels: condition.map { ChannelSelection(layer: $0.0, channels: $0.1) }
                    )
                )
            }
        }
    }

    /// R_c / (Σ|R_c| + 1e-10), row by row.
    private static func normalized(_ sums: Tensor) -> Tensor {
        let rows = (0..<sums.shape[0]).map { row -> Tensor in
            let values = sums.slice(row)
            let total = values.elements.reduce(1e-10) { $0 + abs(Double($1)) }
            return Tensor(
                shape: values.shape,
                elements: values.elements.map { Float(Double($0) / total) }
            )
        }
        return Tensor.stacked(rows)
    }
}
