import Foundation
public import Tensors

/// The overlay of a heatmap on a photo: two tones where there is evidence, pale grey elsewhere.
///
/// With `R` the heatmap and `c` the colour of its sign, values from 0 to 255:
/// 1. `g` is `R` blurred and brought to the photo's size, `s = clip(g / P99(|g|), -1, 1)`.
/// 2. `L` is the photo's luma, `Y = 255 (L / 255) ^ gamma`, where a dark photo's gamma below 1 lifts its
///    mean luma to .36; `base = 255 - contrast (255 - (Y + keep (photo - L)))`.
/// 3. `dark = .14 c + .12 ink`, `light = 255 - .14 (255 - c)`; the tint runs straight from `dark`
///    through `c` to `light` as `t` runs from -1 through 0 to 1, where `t = u - .3 u^3` and
///    `u = Y / 127.5 - 1`.
/// 4. `alpha = .94 clip((|s| - .08) / .52, 0, 1) ^ .8`, `out = base (1 - alpha) + tint alpha`.
///
/// The lift and the cubic are the two places where this leaves the plainest duotone, in which `Y` is
/// the luma and `t = u`. There dark photos turn brown and navy, hard to tell apart, and black or white
/// things lose their hue altogether; well lit photos look the same either way.
public struct Duotone: Sendable, Equatable {
    /// The sigma of the blur as a fraction of the map's shorter side.
    public var blur = 0.02
    /// Which percentile of the blurred absolute values counts as full strength.
    public var fullStrengthPercentile = 99.0
    /// How much of the photo's colour the base keeps, 0 to 1.
    public var keptColor = 0.1
    /// How much of the photo's contrast the base keeps, 0 to 1.
    public var contrast = 0.38
    /// Strengths up to this one stay untinted.
    public var threshold = 0.08
    /// How far above the threshold the tint is at its fullest.
    public var range = 0.52
    /// The exponent of the rise in between.
    public var exponent = 0.8
    /// The fullest tint, 0 to 1.
    public var maximum = 0.94
    /// The mean luma, 0 to 1, to which darker photos are lifted.
    public var liftedMean = 0.36
    /// The strongest lift: the least exponent of the luma, which keeps noise from taking over.
    public var leastGamma = 0.4
    /// How much of its way to the darkest and lightest tint black and white lose, 0 to 1/3.
    public var heldBack = 0.3

    /// The overlay of the sheets.
    public static let sheet = Duotone()

    /// The overlay of the gallery, where the photo stays a little stronger.
    public static var gallery: Duotone {
        var style = Duotone()
        style.contrast = 0.45
        return style
    }

    /// Makes a style with the values of the sheets.
    public init() {}

    /// The photo with the heatmap laid over it.
    ///
    /// - Parameters:
    ///   - view: The part of the photo that the model saw, at the size of the output.
    ///   - heatmap: The relevance of that part, `[H, W]`, of any resolution.
    /// - Returns: A picture of the size of `view`.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public func overlay(_ view: Picture, heatmap: Tensor) throws(ImagesError) -> Picture {
        let strength = try strength(of: heatmap, width: view.width, height: view.height)
        let positive = Ramp(EvidenceSign.positive.color, heldBack: heldBack)
        let negative = Ramp(EvidenceSign.negative.color, heldBack: heldBack)
        let count = view.width * view.height
        let gamma = gamma(for: view)
        var pixels = [UInt8](repeating: 0, count: count * 3)
        for pixel in 0..<count {
            let offset = pixel * 3
            let luma = view.luma(at: offset)
            let brightness = gamma < 1 ? 255 * pow(luma / 255, gamma) : luma
            let value = Double(strength.elements[pixel])
            let alpha = opacity(ofStrength: value)
            let ramp = value >= 0 ? positive : negative
            for channel in 0..<3 {
                let photo = Double(view.pixels[offset + channel])
                let faded = brightness + keptColor * (photo - luma)
                let base = 255 - contrast * (255 - faded)
                let tint = ramp.value(channel, brightness)
                pixels[offset + channel] = UInt8(nearestTo: base * (1 - alpha) + tint * alpha)
            }
        }
        return Picture(width: view.width, height: view.height, pixels: pixels)
    }

    /// The exponent that lifts a dark photo's luma: step 2.
    ///
    /// - Parameter view: The part of the photo that the model saw.
    /// - Returns: `leastGamma` to 1; 1 for photos that are light enough.
    public func gamma(for view: Picture) -> Double {
        let count = view.width * view.height
        guard count > 0 else { return 1 }
        let sum = (0..<count).reduce(0) { $0 + view.luma(at: $1 * 3) }
        let mean = sum / Double(count) / 255
        guard mean > 0, mean < liftedMean else { return 1 }
        return max(log(liftedMean) / log(mean), leastGamma)
    }

    /// How strongly each pixel of the overlay speaks: step 1.
    ///
    /// - Parameters:
    ///   - heatmap: The relevance, `[H, W]`.
    ///   - width: The width of the overlay in pixels.
    ///   - height: The height of the overlay in pixels.
    /// - Returns: `s` from -1 to 1, `[height, width]`; all 0 for an empty heatmap.
    /// - Throws: `ImagesError` if the heatmap holds infinite values or has another shape.
    public func strength(
        of heatmap: Tensor,
        width: Int,
        height: Int
    ) throws(ImagesError) -> Tensor {
        try heatmap.checkAsHeatmap()
        let side = Double(min(heatmap.shape[0], heatmap.shape[1]))
        let map = GaussianBlur(sigma: blur * side)(heatmap).resized(width: width, height: height)
        let full = map.elements.map(abs).percentile(fullStrengthPercentile)
        guard full > 0 else { return Tensor(zeros: [height, width]) }
        return Tensor(
            shape: map.shape,
            elements: map.elements.map { Float(min(max(Double($0) / full, -1), 1)) }
        )
    }

    /// How much of the tint a strength shows: step 4.
    ///
    /// - Parameter strength: `s`, -1 to 1.
    /// - Returns: 0 to `maximum`.
    public func opacity(ofStrength strength: Double) -> Double {
        maximum * pow(min(max((abs(strength) - threshold) / range, 0), 1), exponent)
    }

    /// The colour of a strength over a ground of one grey, as in the legend's ramp.
    ///
    /// - Parameters:
    ///   - strength: `s`, -1 to 1.
    ///   - grey: The photo's brightness there, 0 to 255.
    /// - Returns: The overlay's colour on a grey photo.
    public func color(ofStrength strength: Double, overGrey grey: Double) -> Color {
        let ramp = Ramp(
            (strength < 0 ? EvidenceSign.negative : .positive).color,
            heldBack: heldBack
        )
        let alpha = opacity(ofStrength: strength)
        let base = 255 - contrast * (255 - grey)
        let parts = (0..<3).map { channel in
            UInt8(nearestTo: base * (1 - alpha) + ramp.value(channel, grey) * alpha)
        }
        return Color(red: parts[0], green: parts[1], blue: parts[2])
    }
}

/// The tint of one sign: step 3.
private struct Ramp {
    let dark: [Double]
    let middle: [Double]
    let light: [Double]
    let heldBack: Double

    init(_ color: Color, heldBack: Double) {
        self.heldBack = heldBack
        let ink = EvidenceColors.ink.channels
        middle = color.channels
        dark = zip(color.channels, ink).map { 0.14 * $0 + 0.12 * $1 }
        light = color.channels.map { 255 - 0.14 * (255 - $0) }
    }

    /// One channel of the tint where the photo has a brightness of 0 to 255.
    func value(_ channel: Int, _ brightness: Double) -> Double {
        let even = min(max(brightness / 127.5 - 1, -1), 1)
        let position = 1 + even - heldBack * even * even * even
        return position < 1
            ? dark[channel] + (middle[channel] - dark[channel]) * position
            : middle[channel] + (light[channel] - middle[channel]) * (position - 1)
    }
}
