import Foundation
import Images
import Models
import Testing

/// The cache that the person uses, if MobileNetV2 was pulled into it.
private let pulledCache: URL? = {
    let environment = ProcessInfo.processInfo.environment
    let caches =
        environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
        ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
    let cache = caches.appendingPathComponent("llexicorp")
    return ModelPackages.installed("mobilenet_v2", cache) == nil ? nil : cache
}()

/// The real network, where it was pulled; nothing else needs it.
@Suite("The pulled MobileNetV2", .enabled(if: pulledCache != nil, "mobilenet_v2 is not pulled"))
struct PulledMobileNetTests {
    /// A disc before a gradient, 300x260.
    static var picture: Picture {
        var pixels: [UInt8] = []
        for y in 0..<260 {
            for x in 0..<300 {
                let inside = (x - 150) * (x - 150) + (y - 120) * (y - 120) < 80 * 80
                pixels += [
                    UInt8(inside ? 220 : x * 255 / 300), UInt8(y * 255 / 260),
                    UInt8(inside ? 30 : 120),
                ]
            }
        }
        return Picture(width: 300, height: 260, pixels: pixels)
    }

    /// torchvision 0.28's network with these weights, on torch 2.13 in double precision.
    @Test("its answers are torchvision's")
    func logits() throws {
        let cache = try #require(pulledCache)
        let model = try ModelRegistry.model(named: "mobilenet_v2", weights: nil, cache: cache)
        let photo = model.preprocessing.prepare(Self.picture)
        let logits = try model.graph.forward(photo.tensor).logits.elements.map(Double.init)
        #expect(logits.count == 1000)
        for (number, value) in [
            (722, 13.3338), (417, 8.3956), (577, 8.2226), (0, -1.5290), (500, 0.1539),
            (999, 2.7168),
        ] {
            #expect(abs(logits[number] - value) < 2e-4, "\(number): \(logits[number])")
        }
        #expect(abs(logits.reduce(0) { $0 + $1 * $1 } - 6646.9195) < 0.05)
        #expect(model.classNames.names[722] == "ping-pong ball")
        #expect(model.weightsSHA256.hasPrefix("b0353104"))
    }
}
