import Foundation
import Tensors

/// Finds fixtures, writes throwaway files, and knows the fixtures' values.
enum WeightsFixture {
    /// A file made by `Fixtures/make_fixtures.py`.
    static func url(_ name: String) -> URL {
        Bundle.module.bundleURL.appendingPathComponent("Fixtures/Weights/\(name)")
    }

    /// What the fixtures hold: values that count up in eighths from -1.
    static func eighths(_ shape: Int...) -> Tensor {
        let count = shape.reduce(1, *)
        return Tensor(shape: shape, elements: (0..<count).map { Float($0) / 8 - 1 })
    }

    /// Runs `body` with a folder that is removed afterwards.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("weights-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Runs `body` with a file of the given bytes.
    static func withFile<Result>(
        _ bytes: some Sequence<UInt8>,
        named name: String = "weights.pth",
        _ body: (URL) throws -> Result
    ) throws -> Result {
        try withFolder { folder in
            let url = folder.appendingPathComponent(name)
            try Data(bytes).write(to: url)
            return try body(url)
        }
    }
}

/// Random numbers that are the same every time (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
