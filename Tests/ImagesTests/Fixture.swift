import Foundation
import Images
import Tensors

/// A file of the folder Fixtures; its README says who made them.
struct Fixture {
    let url: URL

    init(_ path: String) {
        url =
            Bundle.module.resourceURL?.appendingPathComponent("Fixtures/\(path)")
            ?? URL(
                fileURLWithPath: path
            )
    }

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

    /// Little-endian 32-bit floats.
    func floats() throws -> [Float] {
        let bytes = try bytes()
        return stride(from: 0, to: bytes.count, by: 4).map { offset in
            let pattern = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << ($1 * 8) }
            return Float(bitPattern: pattern)
        }
    }

    func tensor(_ shape: Int...) throws -> Tensor {
        Tensor(shape: shape, elements: try floats())
    }

    func picture(_ width: Int, _ height: Int) throws -> Picture {
        Picture(width: width, height: height, pixels: try bytes())
    }

    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }
}

/// The largest difference of two byte sequences, and how many bytes differ at all.
func difference(_ a: [UInt8], _ b: [UInt8]) -> (largest: Int, count: Int) {
    guard a.count == b.count else { return (256, max(a.count, b.count)) }
    let parts = zip(a, b).map { abs(Int($0) - Int($1)) }
    return (parts.max() ?? 0, parts.count { $0 > 0 })
}

/// The largest difference of two maps; not-a-number counts as infinite.
func difference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { ($0 - $1).isNaN ? .infinity : abs($0 - $1) }.max() ?? 0
}

/// A seeded generator of random numbers (SplitMix64), the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A folder of its own for one test, removed afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("images-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
