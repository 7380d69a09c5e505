import Foundation

/// Palettes of matplotlib that zennit has no likes of, by formulas; each channel lies within 1 of
/// matplotlib 3.8's, rounded.
enum PlottingPalettes {
    /// Straight lines between few points for each channel, matplotlib's definition of `jet`.
    static let jet: [Color] = {
        let red = [(0.0, 0.0), (0.35, 0), (0.66, 1), (0.89, 1), (1, 0.5)]
        let green = [(0.0, 0.0), (0.125, 0), (0.375, 1), (0.64, 1), (0.91, 0), (1, 0)]
        let blue = [(0.0, 0.5), (0.11, 1), (0.34, 1), (0.65, 0), (1, 0)]
        return colors { place in [red, green, blue].map { 255 * value(of: $0, at: place) } }
    }()

    /// From (59, 76, 192) to (180, 4, 38) straight through Msh, a polar form of CIELAB, over a grey of
    /// M = 88.
    ///
    /// By K. Moreland, Diverging Color Maps for Scientific Visualization (ISVC 2009). Matplotlib holds
    /// 33 points of it and joins them by straight lines in sRGB.
    static let coolwarm: [Color] = {
        let cold = Msh(of: Color(red: 59, green: 76, blue: 192))
        let warm = Msh(of: Color(red: 180, green: 4, blue: 38))
        let points = (0...32).map { point -> [Double] in
            let place = Double(point) / 16
            return place < 1
                ? cold.mixed(with: cold.grey(of: 88, turning: -1), place).rgb
                : warm.grey(of: 88, turning: 1).mixed(with: warm, place - 1).rgb
        }
        return colors { place in
            (0..<3).map { channel in
                value(
                    of: points.enumerated().map { (Double($0) / 32, $1[channel]) },
                    at: place
                )
            }
        }
    }()

    /// A Chebyshev series of degree 12 for each channel, fitted to the values of `viridis`.
    ///
    /// The map is by S. van der Walt and N. Smith, who gave it to the public domain (CC0).
    static let viridis: [Color] = {
        let series: [[Double]] = [
            [
                104.2, 76.1, 65, 20.5, -8.4, -5, -0.4,
                1.7, 0.6, -0.9, -0.3, 0.5, 0.3,
            ],
            [
                132.3, 115.9, -14.6, -1.2, -2.2, 0.2, 0.5,
                0.2, -0.1, 0, 0, -0.1, 0,
            ],
            [
                95.9, -37.4, -43.5, 5.4, 3.8, 7.4, 3.8,
                1.3, 1.1, 0.4, -0.1, -0.2, -0.2,
            ],
        ]
        return colors { place in series.map { chebyshev($0, at: 2 * place - 1) } }
    }()

    /// 256 colours of a function from 0...1 to channels of 0...255.
    private static func colors(_ channels: (Double) -> [Double]) -> [Color] {
        (0..<256).map { entry in
            let parts = channels(Double(entry) / 255).map { UInt8(nearestTo: $0) }
            return Color(red: parts[0], green: parts[1], blue: parts[2])
        }
    }

    /// The value of straight lines between points.
    private static func value(of points: [(Double, Double)], at place: Double) -> Double {
        let end = points.indices.dropFirst().first { points[$0].0 >= place } ?? points.count - 1
        let (from, to) = (points[end - 1], points[end])
        return from.1 + (to.1 - from.1) * (place - from.0) / (to.0 - from.0)
    }

    /// Clenshaw's sum of a Chebyshev series.
    private static func chebyshev(_ series: [Double], at x: Double) -> Double {
        var (last, beforeLast) = (0.0, 0.0)
        for coefficient in series.dropFirst().reversed() {
            (last, beforeLast) = (2 * x * last - beforeLast + coefficient, last)
        }
        return x * last - beforeLast + series[0]
    }
}

/// A colour of CIELAB (D65) in polar form: length, saturation angle and hue angle.
private struct Msh {
    var length: Double
    var saturation: Double
    var hue: Double

    private static let white = [0.95047, 1, 1.08883]

    init(length: Double, saturation: Double, hue: Double) {
        (self.length, self.saturation, self.hue) = (length, saturation, hue)
    }

    init(of color: Color) {
        let rgb = color.channels.map { channel in
            let part = channel / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        let rows = [
            [0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505],
        ]
        let roots = zip(rows, Self.white).map { row, white in
            let part = zip(row, rgb).reduce(0) { $0 + $1.0 * $1.1 } / white
            return part > 0.008856 ? cbrt(part) : 7.787 * part + 16.0 / 116
        }
        let lightness = 116 * roots[1] - 16
        let (a, b) = (500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2]))
        length = (lightness * lightness + a * a + b * b).squareRoot()
        saturation = acos(lightness / length)
        hue = atan2(b, a)
    }

    /// The grey of a length to which the way from this colour leads, its hue turned away a little
    /// so that the way looks even.
    func grey(of length: Double, turning direction: Double) -> Msh {
        let spin =
            saturation * (length * length - self.length * self.length).squareRoot()
            / (self.length * sin(saturation))
        return Msh(length: length, saturation: 0, hue: hue + direction * spin)
    }

    func mixed(with other: Msh, _ part: Double) -> Msh {
        Msh(
            length: length + (other.length - length) * part,
            saturation: saturation + (other.saturation - saturation) * part,
            hue: hue + (other.hue - hue) * part
        )
    }

    /// Red, green and blue, 0 to 255.
    var rgb: [Double] {
        let lightness = (length * cos(saturation) + 16) / 116
        let (a, b) = (length * sin(saturation) * cos(hue), length * sin(saturation) * sin(hue))
        let roots = [lightness + a / 500, lightness, lightness - b / 200]
        let xyz = zip(roots, Self.white).map { root, white in
            let cube = root * root * root
            return white * (cube > 0.008856 ? cube : (root - 16.0 / 116) / 7.787)
        }
        let rows = [
            [3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570],
        ]
        return rows.map { row in
            let light = zip(row, xyz).reduce(0) { $0 + $1.0 * $1.1 }
            let part = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
            return min(max(255 * part, 0), 255)
        }
    }
}
