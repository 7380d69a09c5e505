import Attribution
import Concepts
import Explanations
import Foundation
import Models
import Tensors
import Testing

/// Whether the pulled model and the fetched photos are there and to be used: `Scripts/measure-worth` says so.
private let isAsked = ProcessInfo.processInfo.environment["LLEXICORP_MEASURE_WORTH"] != nil

/// The measures on SqueezeNet with all listed photos: a minute of work, so only where asked for.
@Suite("Channels planted in SqueezeNet", .enabled(if: isAsked))
struct PlantedChannelsTests {
    private static let layer = "features.12"
    /// Replaced by zero weights and a negative bias.
    private static let dead = 17
    /// The first is replaced by a copy of the second, with what leaves it.
    private static let duplicate = (copy: 290, of: 426)
    /// Replaced by random weights of the same norm with the layer's mean bias; the second and the fourth with
    /// random weights behind them as well.
    private static let noise = [33, 181, 300, 471]

    @Test(
        "Noise and dead channels are found out, a copy has its original's references, others pass"
    )
    func planted() async throws {
        let scratch = try ScratchFolder()
        let cache = Self.cache
        let weights = try SqueezeNetCaffeNames.converted(
            Weights.load(from: cache.appending(path: "models/squeezenet1_1/weights.pkl"))
        )
        let model = Model(
            name: "squeezenet1_1",
            title: "SqueezeNet with planted channels",
            graph: try Architecture.squeezenet1_1.graph(from: Self.planted(weights.tensors)),
            preprocessing: .caffe,
            classNames: ClassNames(names: (0..<1000).map { "class \($0)" }),
            weightsSHA256: String(repeating: "0", count: 64),
            conceptLayer: Self.layer
        )
        let list = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Examples/photos.tsv").standardizedFileURL
        let report = try await IndexBuilder(
            model: model,
            attributor: Attributor(graph: model.graph, composite: .epsilonPlusFlatHead),
            layer: Self.layer,
            photos: PhotoList.read(list, photoRoot: cache.appending(path: "photos")),
            output: scratch.url.appending(path: "planted.sqlite")
        ).build()
        try #require(report.scored > 500)
        let index = try ReferenceIndex(open: report.url)
        let clock = ContinuousClock()
        var measure: WorthMeasure?
        let some = try clock.measure {
            measure = try WorthMeasure(index: index)
            for channel in 0..<20 { _ = try measure?.worth(of: 25 * channel) }
        }
        let all = try #require(measure).all()
        let planted = Self.noise + [Self.dead, Self.duplicate.copy]
        let own = all.filter { !planted.contains($0.channel) }
        Self.show(all, own, planted: planted, some)

        let limits = SelectionThresholds()
        func passes(_ worth: ChannelWorth) -> Bool {
            (worth.coherence ?? 0) >= limits.leastCoherence
                && (worth.firingExcess ?? 0) <= limits.mostFiringExcess
        }
        for channel in Self.noise { #expect(!passes(all[channel]), "noise \(channel)") }
        #expect(all[Self.dead].referenceCount == 0 && all[Self.dead].firingRate == 0)
        #expect(Double(own.count(where: passes)) / Double(own.count) > 0.8)
        #expect(own.count { $0.patterns > 1 } < own.count / 10)
        func names(_ channel: Int) throws -> [String] {
            try index.references(channel: channel, count: 12).map(\.sample.photo.name)
        }
        #expect(try names(Self.duplicate.copy) == names(Self.duplicate.of))
        let (copy, original) = (all[Self.duplicate.copy], all[Self.duplicate.of])
        #expect(copy.coherence == original.coherence && copy.firingRate == original.firingRate)
    }

    private static var cache: URL {
        let environment = ProcessInfo.processInfo.environment
        let folder =
            environment["XDG_CACHE_HOME"].map { URL(filePath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache")
        return folder.appending(path: "llexicorp")
    }

    // MARK: - Weights

    /// SqueezeNet's tensors with the channels replaced.
    private static func planted(_ tensors: [String: Tensor]) throws -> [String: Tensor] {
        var tensors = tensors
        var generator = SeededGenerator(seed: 2026)
        func normal() -> Float {
            let radius = (-2 * log(Double.random(in: 1e-12...1, using: &generator))).squareRoot()
            return Float(radius * cos(2 * .pi * Double.random(in: 0...1, using: &generator)))
        }
        for (place, channel) in noise.enumerated() {
            try change(channel, in: &tensors) { weights, biases in
                let random = weights.map { _ in normal() }
                let scale = norm(weights) / norm(random)
                return (random.map { $0 * scale }, biases.reduce(0, +) / Float(biases.count))
            }
            if place % 2 == 1 {
                try changeColumn(channel, in: &tensors) { column in
                    let spread = norm(column) / Float(column.count).squareRoot()
                    return column.map { _ in normal() * spread }
                }
            }
        }
        try change(dead, in: &tensors) { weights, _ in (weights.map { _ in 0 }, -1) }
        let original = (
            weights: try values(duplicate.of, of: "weight", in: tensors),
            bias: try values(duplicate.of, of: "bias", in: tensors)[0]
        )
        try change(duplicate.copy, in: &tensors) { _, _ in original }
        let column = try self.column(duplicate.of, in: tensors)
        try changeColumn(duplicate.copy, in: &tensors) { _ in column }
        return tensors
    }

    private static func norm(_ values: [Float]) -> Float {
        values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// The tensor that holds a channel's weights or bias; the channel's place in it.
    private static func place(of channel: Int, _ part: String) -> (name: String, row: Int) {
        (
            "features.12.\(channel < 256 ? "expand1x1" : "expand3x3").\(part)",
            channel % 256
        )
    }

    private static func values(
        _ channel: Int,
        of part: String,
        in tensors: [String: Tensor]
    ) throws -> [Float] {
        let (name, row) = place(of: channel, part)
        let tensor = try #require(tensors[name])
        let size = tensor.elements.count / 256
        return Array(tensor.elements[row * size..<(row + 1) * size])
    }

    /// Replaces a channel's weights and bias, given the old weights and its convolution's biases.
    private static func change(
        _ channel: Int,
        in tensors: inout [String: Tensor],
        _ make: (_ weights: [Float], _ biases: [Float]) -> (weights: [Float], bias: Float)
    ) throws {
        let (weight, row) = place(of: channel, "weight")
        let (bias, _) = place(of: channel, "bias")
        var kernel = try #require(tensors[weight]?.elements)
        var biases = try #require(tensors[bias]?.elements)
        let size = kernel.count / 256
        let made = make(Array(kernel[row * size..<(row + 1) * size]), biases)
        kernel.replaceSubrange(row * size..<(row + 1) * size, with: made.weights)
        biases[row] = made.bias
        tensors[weight] = Tensor(shape: try #require(tensors[weight]?.shape), elements: kernel)
        tensors[bias] = Tensor(shape: [256], elements: biases)
    }

    /// What the classifier makes of a channel, per class.
    private static func column(_ channel: Int, in tensors: [String: Tensor]) throws -> [Float] {
        let elements = try #require(tensors["classifier.1.weight"]?.elements)
        return (0..<1000).map { elements[$0 * 512 + channel] }
    }

    private static func changeColumn(
        _ channel: Int,
        in tensors: inout [String: Tensor],
        _ make: ([Float]) -> [Float]
    ) throws {
        var elements = try #require(tensors["classifier.1.weight"]?.elements)
        for (number, value) in make(try column(channel, in: tensors)).enumerated() {
            elements[number * 512 + channel] = value
        }
        tensors["classifier.1.weight"] = Tensor(shape: [1000, 512, 1, 1], elements: elements)
    }

    // MARK: - Figures

    private static func show(
        _ all: [ChannelWorth],
        _ own: [ChannelWorth],
        planted: [Int],
        _ some: Duration
    ) {
        let limits = SelectionThresholds()
        func share(_ isMember: (ChannelWorth) -> Bool) -> String {
            String(format: "%.1f %%", 100 * Double(own.count(where: isMember)) / Double(own.count))
        }
        let coherence = own.compactMap(\.coherence).sorted()
        let quantiles = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.95].map { part in
            String(format: "%.3f", coherence[Int(part * Double(coherence.count - 1))])
        }
        print("coherence at 1, 5, 10, 25, 50, 75, 95 %: \(quantiles.joined(separator: " "))")
        print(
            "less coherent than the limit: \(share { $0.coherence ?? 0 < limits.leastCoherence })"
        )
        print("fire too often: \(share { $0.firingExcess ?? 0 > limits.mostFiringExcess })")
        print("two patterns: \(share { $0.patterns > 1 })")
        print("the scale of the layer and 20 channels: \(some)")
        for channel in planted {
            let worth = all[channel]
            print(
                "planted \(channel): coherence \(worth.coherence ?? .nan), firing rate "
                    + "\(worth.firingRate), excess \(worth.firingExcess ?? .nan), references "
                    + "\(worth.referenceCount), label entropy \(worth.labelEntropy ?? .nan)"
            )
        }
        if let file = ProcessInfo.processInfo.environment["LLEXICORP_MEASURE_WORTH"], file != "1" {
            let rows = all.map {
                "\($0.channel)\t\($0.coherence ?? .nan)\t\($0.firingRate)\t\($0.patterns)"
            }
            try? Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: file))
        }
    }
}
