import Foundation

/// How pixels are weighted when a picture or a map changes size.
///
/// The kernels are those of Pillow's `Image.resize`; for downscaling they are stretched by the
/// scale, so that every source pixel counts.
public enum ResamplingFilter: String, Sendable, CaseIterable {
    /// A triangle; what torchvision's `Resize` uses by default.
    case bilinear
    /// Keys' cubic with a = -0.5.
    case bicubic
    /// Sinc windowed by its three main lobes: the sharpest, for print.
    case lanczos

    /// Beyond this distance, in pixels, the kernel is 0.
    var support: Double {
        switch self {
        case .bilinear: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    /// The kernel's value at a distance in pixels.
    func weight(at distance: Double) -> Double {
        switch self {
        case .bilinear:
            return max(1 - abs(distance), 0)
        case .bicubic:
            let (a, x) = (-0.5, abs(distance))
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
            return 0
        case .lanczos:
            guard -3 <= distance, distance < 3 else { return 0 }
            return Self.sinc(distance) * Self.sinc(distance / 3)
        }
    }

    private static func sinc(_ x: Double) -> Double {
        x == 0 ? 1 : sin(x * .pi) / (x * .pi)
    }
}
