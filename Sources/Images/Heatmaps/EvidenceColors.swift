/// The colours that stand for evidence; orange and blue mean nothing but its sign.
public enum EvidenceColors {
    /// Evidence for the answer.
    public static let positive = Color(rgb: 0xC8450C)
    /// Evidence against the answer.
    public static let negative = Color(rgb: 0x1B5FAE)
    /// The outline of evidence for the answer.
    public static let positiveOutline = Color(rgb: 0x6B2404)
    /// The outline of evidence against the answer.
    public static let negativeOutline = Color(rgb: 0x0B2E5C)
    /// The darkest tone of a tinted photo, before the sign's colour is mixed in.
    public static let ink = Color(rgb: 0x1A1A1A)
    /// The ground of reference tiles, so that cut-outs on white keep an edge.
    public static let tile = Color(rgb: 0xEEEFF1)
}

/// Which way evidence points.
public enum EvidenceSign: String, Sendable, Codable, CaseIterable {
    /// For the answer: values above 0.
    case positive
    /// Against the answer: values below 0.
    case negative

    /// The colour of evidence of this sign.
    public var color: Color {
        self == .positive ? EvidenceColors.positive : EvidenceColors.negative
    }

    /// How much of this sign a value holds; negative if it has the other sign.
    func amount(in value: Float) -> Double {
        self == .positive ? Double(value) : -Double(value)
    }
}

extension UInt8 {
    /// The nearest byte to a value; what is no number becomes 0.
    init(nearestTo value: Double) {
        self = value > 0 ? UInt8(Swift.min(value, 255).rounded(.toNearestOrEven)) : 0
    }
}

extension SIMD4<Float> {
    /// Writes the first three numbers as the nearest bytes; what lies beyond becomes 0 or 255.
    @inline(__always)
    func storeRounded(in bytes: UnsafeMutableBufferPointer<UInt8>, at offset: Int) {
        var held = replacing(with: 255, where: self .> 255)
        held = held.replacing(with: 0, where: held .< 0)
        // Beyond 2^23 a float has no fraction: the sum is rounded, and its lowest bits are the byte.
        let bits = unsafeBitCast(held + 12_582_912, to: SIMD4<UInt32>.self)
        bytes[offset] = UInt8(truncatingIfNeeded: bits.x)
        bytes[offset + 1] = UInt8(truncatingIfNeeded: bits.y)
        bytes[offset + 2] = UInt8(truncatingIfNeeded: bits.z)
    }
}
