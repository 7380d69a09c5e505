import Foundation
public import Tensors

/// The overlay of a heatmap on a photo: two tones where there is evidence, pale grey elsewhere.
///
/// With `R` the heatmap and `c` the colour of its sign, values from 0 to 255:
/// 1. `g` is `R` blurred and brought to the photo's size, `s = clip(g / P99(|g|), -1, 1)`.
/// 2. `Y` is the photo's luma, `base = 255 - contrast (255 - (keep photo + (1 - keep) Y))`.
/// 3. `dark = .14 c + .12 ink`, `light = 255 - .14 (255 - c)`; the tint runs straight from `dark`
///    through `c` to `light` as `Y` runs from 0 through 127.5 to 255.
/// 4. `alpha = .94 clip((|s| - .08) / .52, 0, 1) ^ .8`, `out = base (1 - alpha) + tint alpha`.
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
        let positive = Ramp(EvidenceSign.positive.color)
        let negative = Ramp(EvidenceSign.negative.color)
        let count = view.width * view.height
        var pixels = [UInt8](repeating: 0, count: count * 3)
        for pixel in 0..<count {
            let offset = pixel * 3
            let brightness = view.luma(at: offset)
            let value = Double(strength.elements[pixel])
            let alpha = opacity(ofStrength: value)
            let ramp = value >= 0 ? positive : negative
            for channel in 0..<3 {
                let photo = Double(view.pixels[offset + channel])
                let faded = keptColor * photo + (1 - keptColor) * brightness
                let base = 255 - contrast * (255 - faded)
                let tint = ramp.value(channel, brightness)
                pixels[offset + channel] = UInt8(nearestTo: base * (1 - alpha) + tint * alpha)
            }
        }
        return Picture(width: view.width, height: view.height, pixels: pixels)
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
        let ramp = Ramp((strength < 0 ? EvidenceSign.negative : .positive).color)
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

    init(_ color: Color) {
        let ink = EvidenceColors.ink.channels
        middle = color.channels
        dark = zip(color.channels, ink).map { 0.14 * $0 + 0.12 * $1 }
        light = color.channels.map { 255 - 0.14 * (255 - $0) }
    }

    /// One channel of the tint where the photo has a brightness of 0 to 255.
    func value(_ channel: Int, _ brightness: Double) -> Double {
        let position = min(max(brightness / 127.5, 0), 2)
        return position < 1
            ? dark[channel] + (middle[channel] - dark[channel]) * position
            : middle[channel] + (light[channel] - middle[channel]) * (position - 1)
    }
}
