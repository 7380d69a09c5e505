import Explanations
import Foundation
import Images
import Llexicorp
import Tensors
import Testing

/// A narrow VGG16 with random weights, into which channels are planted, explained end to end.
@Suite("Told concepts, end to end")
struct ToldConceptsTests {
    private let folder: URL
    private static let weights = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../AttributionTests/Fixtures/tinyvgg/weights.safetensors")
        .standardizedFileURL
    private static let layer = "features.28"

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-told-\(UUID().uuidString)")
        let photos = folder.appending(path: "photos")
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
        for number in 0..<40 {
            try Self.photo(number).writePNG(to: photos.appending(path: "\(number).png"))
        }
    }

    /// Stripes of a width, slope and colour of their own behind a disc.
    private static func photo(_ number: Int) -> Picture {
        var pixels: [UInt8] = []
        let width = 6 + number % 5 * 7
        for row in 0..<240 {
            for column in 0..<250 {
                let (x, y) = (column - 70 - 3 * number % 100, row - 60 - 7 * number % 120)
                let inside = x * x + y * y < (25 + number) * (25 + number)
                let odd = (column + row * (number % 4) / 2) / width % 2 == 0
                pixels.append(UInt8(inside ? 230 : odd ? 40 + number * 4 : 90))
                pixels.append(UInt8(inside ? number * 6 : odd ? 200 : row))
                pixels.append(UInt8(odd ? 255 - number * 5 : column))
            }
        }
        return Picture(width: 250, height: 240, pixels: pixels)
    }

    private func settings(_ weights: URL, index: URL? = nil) -> ExplainSettings {
        var settings = ExplainSettings()
        settings.model = "vgg16"
        settings.weights = weights
        settings.layer = Self.layer
        settings.index = index
        settings.formats = []
        settings.references = 2
        // Random weights make no patterns: only what is planted is to be found.
        settings.thresholds.leastCoherence = 0
        settings.thresholds.leastReferences = 0
        settings.thresholds.mostFiringExcess = 1000
        settings.thresholds.mostNegativeReferences = 1
        settings.thresholds.mostBorderShare = 1
        settings.thresholds.mostOverallCorrelation = 1
        settings.thresholds.leastLayerShare = 0
        settings.thresholds.mergeCorrelation = 0.95
        settings.thresholds.mergeSharedReferences = 0.95
        return settings
    }

    private func explain(_ settings: ExplainSettings, as name: String) async throws -> Explanation {
        try await Explainer(settings).explain(
            folder.appending(path: "photos/7.png"),
            into: folder.appending(path: name)
        ).explanation
    }

    private func heatmap(_ path: String, of name: String) throws -> [Double] {
        try SafetensorsFile(contentsOf: folder.appending(path: "\(name)/\(path)"))
            .tensor(named: "heatmap").elements.map(Double.init)
    }

    private func isClose(_ one: [Double], _ other: [Double], part: Double) -> Bool {
        let largest = one.reduce(0) { max($0, abs($1)) }
        return one.count == other.count && largest > 0
            && zip(one, other).allSatisfy { abs($0 - $1) <= part * largest }
    }

    /// The weights with one channel made a copy of another and a third one dead.
    private func plant(copy: Int, of original: Int, dead: Int) throws -> URL {
        let file = try SafetensorsFile(contentsOf: Self.weights)
        var tensors: [(name: String, tensor: Tensor)] = []
        for name in file.names {
            var tensor = try file.tensor(named: name)
            var elements = tensor.elements
            if name.hasPrefix("\(Self.layer).") {
                let part = elements.count / tensor.shape[0]
                for place in 0..<part {
                    elements[copy * part + place] = elements[original * part + place]
                    elements[dead * part + place] = 0
                }
            } else if name == "classifier.0.weight" {
                let (rows, columns) = (tensor.shape[0], tensor.shape[1])
                let area = 49
                for row in 0..<rows {
                    for place in 0..<area {
                        elements[row * columns + copy * area + place] =
                            elements[row * columns + original * area + place]
                    }
                }
            }
            tensor = Tensor(shape: tensor.shape, elements: elements)
            tensors.append((name, tensor))
        }
        let planted = folder.appending(path: "planted.safetensors")
        try SafetensorsWriter.write(tensors, to: planted)
        return planted
    }

    @Test("a copied channel is merged into its original, a dead one is nowhere")
    func planted() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let plain = try await explain(settings(Self.weights), as: "plain")
        let (original, dead) = (plain.concepts[0].channel, plain.concepts[1].channel)
        let weak = try #require(plain.leftOut.first { $0.reason == .weakerFor }?.channels.last)
        let weights = try plant(copy: weak, of: original, dead: dead)
        let index = folder.appending(path: "index.sqlite")
        _ = try await IndexPress.build(
            IndexPress.Job(
                photos: folder.appending(path: "photos"),
                model: "vgg16",
                weights: weights,
                layer: Self.layer,
                composite: "epsilon-plus-flat-head",
                output: index
            ),
            note: { _ in },
            progress: { _ in }
        )
        var settings = settings(weights, index: index)
        let told = try await explain(settings, as: "told")
        let concept = try #require(told.concepts.first { $0.channels.contains(original) })
        #expect(
            Set(concept.channels) == [original, weak] && concept.channels[0] == concept.channel
        )
        let merged = try #require(concept.merged?.first)
        #expect(merged.mapCorrelation > 0.9999 && merged.sharedReferences == 1)
        #expect(abs(merged.relevance * 2 - concept.relevance) < 1e-4 * concept.relevance)
        #expect(told.concepts.filter { $0.merged != nil }.count == 1)
        let everywhere = told.concepts.flatMap(\.channels) + told.leftOut.flatMap(\.channels)
        #expect(!everywhere.contains(dead) && Set(everywhere).count == everywhere.count)
        let untold = told.leftOut.reduce(0) { $0 + abs($1.layerShare) }
        #expect(abs(told.attribution.coverage + untold - 1) < 1e-9)
        let summary = try #require(told.attribution.selection)
        #expect(summary.thresholds == settings.thresholds && !summary.keepsAll)

        settings.keepsAll = true
        let kept = try await explain(settings, as: "kept")
        let parts = kept.concepts.filter { [original, weak].contains($0.channel) }
        try #require(parts.count == 2)
        #expect(parts.allSatisfy { $0.channels == [$0.channel] && $0.merged == nil })
        // The merged concept's heatmap is that of both channels together.
        let (one, other) = (
            try heatmap(parts[0].heatmap, of: "kept"), try heatmap(parts[1].heatmap, of: "kept")
        )
        #expect(
            isClose(
                try heatmap(concept.heatmap, of: "told"),
                zip(one, other).map(+),
                part: 1e-4
            )
        )
        #expect(kept.attribution.selection?.keepsAll == true)
    }

    @Test("the difference of two classes is the difference of their explanations")
    func against() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = settings(Self.weights)
        settings.against = ExplainSettings.runnerUp
        let difference = try await explain(settings, as: "difference")
        let runnerUp = try #require(difference.prediction.runnersUp.first)
        let summary = difference.attribution
        #expect(summary.against == runnerUp && summary.target.class == difference.prediction.class)

        settings.against = nil
        let answer = try await explain(settings, as: "answer")
        settings.targetClass = String(runnerUp.class)
        let other = try await explain(settings, as: "other")
        #expect(answer.attribution.against == nil && answer.attribution.againstLogit == nil)
        #expect(summary.targetLogit == answer.attribution.targetLogit)
        #expect(summary.againstLogit == other.attribution.targetLogit)
        let logits = summary.targetLogit - other.attribution.targetLogit
        #expect(abs((summary.ledger.first?.relevanceIn ?? 0) - logits) < 1e-5)

        // Every rule is linear in the relevance it hands on.
        let (one, two) = (
            try heatmap(answer.attribution.heatmap, of: "answer"),
            try heatmap(other.attribution.heatmap, of: "other")
        )
        let both = try heatmap(summary.heatmap, of: "difference")
        let largest = (one + two).reduce(0) { max($0, abs($1)) }
        #expect(zip(zip(one, two), both).allSatisfy { abs($0.0 - $0.1 - $1) < 1e-4 * largest })

        // Nothing is lost between what the channels hold and what the ledger says arrived there.
        let told = difference.concepts.reduce(0) { $0 + abs($1.relevance) }
        let whole = told / summary.coverage
        let shares =
            difference.concepts.map(\.layerShare) + difference.leftOut.map(\.layerShare)
        let arrived = try #require(summary.ledger.first { $0.layer == Self.layer })
        #expect(abs(shares.reduce(0, +) * whole - arrived.relevanceIn) < 1e-5 * whole)
        let lost = summary.ledger.prefix { $0.layer != Self.layer }
            .reduce(0) { $0 + $1.bias + $1.stabilizer + $1.unexplained }
        #expect(abs(logits - lost - arrived.relevanceIn) < 1e-4 * whole)

        // Both classes have their concepts, the explained one's first.
        let signs = difference.concepts.map { $0.relevance < 0 }
        #expect(signs.contains(true) && signs.first == false)
        #expect(zip(signs, signs.dropFirst()).allSatisfy { !$0 || $1 })

        settings.targetClass = nil
        settings.against = String(answer.prediction.class)
        await #expect(throws: LlexicorpError.self) { try await explain(settings, as: "same") }
    }
}
