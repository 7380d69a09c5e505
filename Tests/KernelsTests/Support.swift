import Tensors
import Testing

/// Numbers from -1 to 1 that look random and are the same every time (a linear congruence).
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(state >> 40) / Float(1 << 23) - 1
    }

    mutating func tensor(_ shape: [Int]) -> Tensor {
        let count = shape.reduce(1, *)
        return Tensor(shape: shape, elements: (0..<count).map { _ in next() })
    }
}

/// Expects two tensors of one shape whose values differ by at most `tolerance` times the largest.
func expectClose(
    _ actual: Tensor,
    _ expected: Tensor,
    tolerance: Float = 1e-5,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual.shape == expected.shape else {
        Issue.record(
            "shape \(actual.shape), expected \(expected.shape)",
            sourceLocation: sourceLocation
        )
        return
    }
    let scale = expected.elements.reduce(1e-6) { max($0, abs($1)) }
    for (index, pair) in zip(actual.elements, expected.elements).enumerated()
    where !(abs(pair.0 - pair.1) <= tolerance * scale) {
        Issue.record(
            "at \(index): \(pair.0), expected \(pair.1)",
            sourceLocation: sourceLocation
        )
        return
    }
}

/// Σ a·b in double precision: for testing that one map is another's transpose.
func inner(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.elements, b.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
