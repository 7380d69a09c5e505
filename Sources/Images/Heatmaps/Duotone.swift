import Foundation
public import Tensors

/// The overlay of a heatmap on a photo: two tones where there is evidence, pale grey elsewhere.
///
/// With `R` the heatmap and `c` the colour of its sign, values from 0 to 255:
/// 1. `g` is `R` blurred, `s = clip(g / P99(|g|), -1, 1)`, brought to the photo's size.
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

    /// The overlay whose opacity is `.94 |s|`.
    ///
    /// Nothing is cut off below and nothing saturates: with `base` and `tint` of a place known, its
    /// strength is `|s| = (out - base) / (.94 (tint - base))`.
    public static let linear = {
        var style = Duotone()
        style.threshold = 0
        style.range = 1
        style.exponent = 1
        return style
    }()

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
        let strength = try HeatmapStrength(
            of: heatmap,
            blur: blur,
            percentile: fullStrengthPercentile
        )
        return overlay(
            OverlayGround(view, style: self),
            strengths: strength.values(width: view.width, height: view.height)
        )
    }

    /// A photo's ground with strengths laid over it.
    ///
    /// - Parameters:
    ///   - ground: Of a style that has the same `contrast`, `keptColor` and lift.
    ///   - strengths: `s` from -1 to 1, as many as the ground has pixels.
    /// - Returns: A picture of the size of the ground.
    public func overlay(_ ground: OverlayGround, strengths: [Float]) -> Picture {
        precondition(strengths.count == ground.brightness.count, "strengths of another size")
        let view = ground.view
        let opacities = OpacityTable(self)
        let positive = Ramp(EvidenceSign.positive.color, self)
        let negative = Ramp(EvidenceSign.negative.color, self)
        var pixels = ground.base.pixels
        pixels.withUnsafeMutableBufferPointer { output in
            view.pixels.withUnsafeBufferPointer { photo in
                for (pixel, strength) in strengths.enumerated() {
                    let alpha = opacities[strength]
                    guard alpha > 0 else { continue }
                    let offset = pixel * 3
                    let parts = SIMD4<Float>(
                        Float(photo[offset]),
                        Float(photo[offset + 1]),
                        Float(photo[offset + 2]),
                        0
                    )
                    let brightness = ground.brightness[pixel]
                    let base = ground.base(parts, brightness)
                    let tint = (strength >= 0 ? positive : negative).tint(brightness)
                    let mixed = base + (tint - base) * alpha
                    mixed.storeRounded(in: output, at: offset)
                }
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
        // Whole numbers: the same mean in whatever order they are added.
        var sums = (red: 0, green: 0, blue: 0)
        view.pixels.withUnsafeBufferPointer { pixels in
            for offset in stride(from: 0, to: pixels.count, by: 3) {
                sums.red += Int(pixels[offset])
                sums.green += Int(pixels[offset + 1])
                sums.blue += Int(pixels[offset + 2])
            }
        }
        let sum =
            0.2126 * Double(sums.red) + 0.7152 * Double(sums.green) + 0.0722 * Double(sums.blue)
        let mean = sum / Double(count) / 255
        guard mean > 0, mean < liftedMean else { return 1 }
        return max(log(liftedMean) / log(mean), leastGamma)
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
        let ramp = Ramp((strength < 0 ? EvidenceSign.negative : .positive).color, self)
        let alpha = opacity(ofStrength: strength)
        let base = 255 - contrast * (255 - grey)
        let tint = ramp.tint(Float(grey))
        let parts = (0..<3).map { channel in
            UInt8(nearestTo: base * (1 - alpha) + Double(tint[channel]) * alpha)
        }
        return Color(red: parts[0], green: parts[1], blue: parts[2])
    }
}

/// The tint of one sign: step 3.
private struct Ramp {
    let middle: SIMD4<Float>
    /// From the darkest tint to the middle, and from there to the lightest.
    let below: SIMD4<Float>
    let above: SIMD4<Float>
    let heldBack: Float

    init(_ color: Color, _ style: Duotone) {
        heldBack = Float(style.heldBack)
        middle = SIMD4(color.channels.map { Float($0) } + [0])
        let ink = SIMD4(EvidenceColors.ink.channels.map { Float($0) } + [0])
        let white = SIMD4<Float>(255, 255, 255, 0)
        below = middle - (0.14 * middle + 0.12 * ink)
        above = white - 0.14 * (white - middle) - middle
    }

    /// The tint where the photo has a brightness of 0 to 255.
    func tint(_ brightness: Float) -> SIMD4<Float> {
        let even = min(max(brightness / 127.5 - 1, -1), 1)
        let place = even - heldBack * even * even * even
        return middle + (place < 0 ? below : above) * place
    }
}

/// Step 4 for many pixels: straight lines between enough of its values.
private struct OpacityTable {
    private let values: [Float]
    private let threshold: Float
    private let scale: Float

    private static let steps = 8192

    init(_ style: Duotone) {
        threshold = Float(style.threshold)
        scale = Float(Double(Self.steps) / style.range)
        values = (0...Self.steps + 1).map { step in
            let part = min(Double(step) / Double(Self.steps), 1)
            return Float(style.opacity(ofStrength: style.threshold + style.range * part))
        }
    }

    subscript(strength: Float) -> Float {
        let place = min(max((abs(strength) - threshold) * scale, 0), Float(Self.steps))
        let step = Int(place)
        return values[step] + (values[step + 1] - values[step]) * (place - Float(step))
    }
}
