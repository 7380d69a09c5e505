import Foundation
import Models
import Tensors
import Testing

/// How closely a golden tensor must be met.
struct Tolerance: Decodable, Sendable {
    /// ‖a - b‖ / ‖b‖.
    let relativeL2: Double
    /// max|a - b| / max|b|.
    let relativeMax: Double

    enum CodingKeys: String, CodingKey {
        case relativeL2 = "tol_rel_l2"
        case relativeMax = "tol_max_rel"
    }
}

/// What a golden network's manifest says.
struct GoldenManifest: Decodable, Sendable {
    struct Composite: Decodable, Sendable {
        let topChannels: [[Int]]
        let twoLevelChannels: [[Int]]
        let tensors: [String: Tolerance]
        private let excludes: Bool?
        private let part: Bool?

        /// Whether branches around a conditioned layer are cut.
        var excludesParallel: Bool { excludes ?? true }
        /// Whether only a part of the tensors is at hand.
        var isPart: Bool { part ?? false }

        enum CodingKeys: String, CodingKey {
            case topChannels = "top_channels"
            case twoLevelChannels = "two_level_channels"
            case tensors
            case excludes = "exclude_parallel"
            case part
        }
    }

    struct Box: Decodable, Sendable {
        let low: [Float]
        let high: [Float]
    }

    let targets: [Int]
    let layers: [String]
    let topLayer: String
    let midLayer: String
    let composites: [String: Composite]
    let forward: [String: Tolerance]
    let zbox: Box?

    enum CodingKeys: String, CodingKey {
        case targets, layers, composites, forward, zbox
        case topLayer = "top_layer"
        case midLayer = "mid_layer"
    }
}

/// A golden network: weights, inputs, and what zennit and zennit-crp found.
struct GoldenCase: Sendable {
    let folder: URL
    let manifest: GoldenManifest

    init(_ name: String, in root: URL) throws {
        folder = root.appending(path: name)
        let data = try Data(contentsOf: folder.appending(path: "manifest.json"))
        manifest = try JSONDecoder().decode(GoldenManifest.self, from: data)
    }

    /// The committed golden vectors.
    static var committed: URL {
        get throws {
            try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
        }
    }

    /// The whole set of golden vectors beside the repository, or where `LLEXICORP_GOLDEN` says; nil
    /// in a bare clone.
    static let whole: URL? = {
        let environment = ProcessInfo.processInfo.environment["LLEXICORP_GOLDEN"]
        let beside = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../../shared/golden").standardizedFileURL
        let folder = environment.map { URL(filePath: $0) } ?? beside
        let probe = folder.appending(path: "tinyvgg/manifest.json").path
        return FileManager.default.fileExists(atPath: probe) ? folder : nil
    }()

    func file(_ name: String) throws -> SafetensorsFile {
        try SafetensorsFile(contentsOf: folder.appending(path: "\(name).safetensors"))
    }

    func graph(_ architecture: Architecture) throws -> LayerGraph {
        let weights = try file("weights")
        var tensors: [String: Tensor] = [:]
        for name in weights.names { tensors[name] = try weights.tensor(named: name) }
        return try architecture.graph(from: tensors)
    }
}

/// Compares a tensor with its golden values, each row of the first axis alone.
func expectClose(
    _ actual: Tensor,
    _ expected: Tensor,
    _ tolerance: Tolerance,
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual.shape == expected.shape else {
        Issue.record("\(what): shape \(actual.shape), golden \(expected.shape)")
        return
    }
    let batched = expected.shape.count > 1
    for row in 0..<(batched ? expected.shape[0] : 1) {
        let (ours, golden) = batched ? (actual.slice(row), expected.slice(row)) : (actual, expected)
        var squares = 0.0
        var reference = 0.0
        var worst = 0.0
        var largest = 0.0
        var place = 0
        for (index, pair) in zip(ours.elements, golden.elements).enumerated() {
            let difference = abs(Double(pair.0) - Double(pair.1))
            squares += difference * difference
            reference += Double(pair.1) * Double(pair.1)
            largest = max(largest, abs(Double(pair.1)))
            if !(difference <= worst) { (worst, place) = (difference, index) }
        }
        let relativeL2 = (squares / max(reference, 1e-60)).squareRoot()
        let relativeMax = worst / max(largest, 1e-30)
        // Written so that NaN fails.
        #expect(
            relativeL2 <= tolerance.relativeL2 && relativeMax <= tolerance.relativeMax,
            """
            \(what)[\(row)]: relative L2 \(relativeL2), largest \(relativeMax) at \(place): \
            \(ours.elements[place]), golden \(golden.elements[place])
            """,
            sourceLocation: sourceLocation
        )
    }
}
