import Foundation

/// A colour in CIE L*a*b*, white point D65.
///
/// sRGB values are made linear (IEC 61966-2-1), brought to XYZ and divided by the white point; then
/// `L = 116 f(Y) - 16`, `a = 500 (f(X) - f(Y))`, `b = 200 (f(Y) - f(Z))`, where `f` is the cube root
/// above `(6/29)^3` and a straight line below (CIE 15:2004).
public struct LabColor: Sendable, Equatable {
    /// L*, 0 (black) to 100 (white).
    public let lightness: Double
    /// a*, from green (below 0) to red.
    public let a: Double
    /// b*, from blue (below 0) to yellow.
    public let b: Double

    /// Makes a colour of its coordinates.
    public init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// The colour of an sRGB pixel.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        let (r, g, b) = (Self.linear[Int(red)], Self.linear[Int(green)], Self.linear[Int(blue)])
        let x = Self.response((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
        let y = Self.response(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
        let z = Self.response((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
        self.init(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
    }

    /// The distance from grey, C*ab, 0 and up; sRGB reaches 134.
    public var chroma: Double { (a * a + b * b).squareRoot() }

    /// The hue angle in degrees, 0 to below 360: about 40 for red, 103 yellow, 136 green, 306 blue.
    public var hue: Double {
        let angle = atan2(b, a) * 180 / .pi
        return angle < 0 ? angle + 360 : angle
    }

    /// The linear light of each sRGB value, 0 to 1.
    private static let linear: [Double] = (0..<256).map { byte in
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func response(_ value: Double) -> Double {
        value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
}

extension Picture {
    /// The colour of every pixel in CIE L*a*b*, row by row.
    public var labColors: [LabColor] {
        (0..<width * height).map { pixel in
            LabColor(
                red: pixels[pixel * 3],
                green: pixels[pixel * 3 + 1],
                blue: pixels[pixel * 3 + 2]
            )
        }
    }
}
