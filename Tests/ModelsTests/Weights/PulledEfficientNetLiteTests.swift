import Foundation
import Images
import Models
import Testing

/// The real networks, where they were pulled; nothing else needs them.
@Suite("The pulled EfficientNet-Lites")
struct PulledEfficientNetLiteTests {
    /// What a network makes of a disc before a gradient.
    struct Answer: Sendable {
        let name: String
        let logits: [Int: Double]
        let squares: Double
    }

    private static let cache: URL = {
        let environment = ProcessInfo.processInfo.environment
        let caches =
            environment["XDG_CACHE_HOME"].map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".cache")
        return caches.appendingPathComponent("llexicorp")
    }()

    /// The network of efficientnet-lite-pytorch 0.1.0 with these weights, on torch 2.13 in double
    /// precision, and Pillow's bilinear resizing.
    private static let answers = [
        Answer(
            name: "efficientnet_lite0",
            logits: [722: 7.4293, 417: 5.6814, 818: 4.7278, 0: -1.0873, 500: 0.4661, 999: -0.4978],
            squares: 1488.6925
        ),
        Answer(
            name: "efficientnet_lite1",
            logits: [722: 8.6034, 417: 6.1523, 522: 5.5083, 0: -1.1281, 500: -0.3116, 999: 1.1686],
            squares: 1375.75
        ),
        Answer(
            name: "efficientnet_lite2",
            logits: [
                722: 7.6745, 852: 5.1984, 574: 5.1306, 0: -0.9035, 500: -0.7399, 999: -0.7376,
            ],
            squares: 1401.3037
        ),
    ]

    @Test(
        "their answers are the package's",
        arguments: answers.filter { ModelPackages.installed($0.name, cache) != nil }
    )
    func logits(_ answer: Answer) throws {
        let model = try ModelRegistry.model(named: answer.name, weights: nil, cache: Self.cache)
        let photo = model.preprocessing.prepare(PulledMobileNetTests.picture)
        let logits = try model.graph.forward(photo.tensor).logits.elements.map(Double.init)
        #expect(logits.count == 1000)
        for (number, value) in answer.logits {
            #expect(abs(logits[number] - value) < 2e-4, "\(number): \(logits[number])")
        }
        let squares = logits.reduce(0) { $0 + $1 * $1 }
        #expect(abs(squares - answer.squares) < 2e-5 * answer.squares, "\(squares)")
        #expect(model.classNames.names[722] == "ping-pong ball")
        _ = try model.graph.index(of: model.conceptLayer)
    }
}
