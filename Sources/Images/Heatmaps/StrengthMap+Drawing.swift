extension StrengthMap {
    /// The strongest opacity that maps with a palette have over a photo.
    public static let largestOpacity = 0.8

    /// A photo with strengths laid over it.
    ///
    /// The duotones tint the pale photo; the others lie over the photo as it is, with an opacity of
    /// `.8 |s|`, so that nothing hides where nothing was found.
    ///
    /// - Parameters:
    ///   - ground: The photo.
    ///   - strengths: `s` from -1 to 1, as many as the ground has pixels.
    /// - Returns: A picture of the size of the ground.
    public func overlay(_ ground: OverlayGround, strengths: [Float]) -> Picture {
        if let duotone { return duotone.overlay(ground, strengths: strengths) }
        let view = ground.view
        precondition(strengths.count * 3 == view.pixels.count, "strengths of another size")
        let colors = StrengthColors(self)
        let most = Float(Self.largestOpacity)
        var pixels = view.pixels
        pixels.withUnsafeMutableBufferPointer { output in
            for (pixel, strength) in strengths.enumerated() {
                let alpha = most * min(abs(strength), 1)
                guard alpha > 0 else { continue }
                let color = colors[strength]
                let offset = pixel * 3
                for channel in 0..<3 {
                    let photo = Float(output[offset + channel])
                    let mixed = photo + (Float(color[channel]) - photo) * alpha
                    output[offset + channel] = UInt8(mixed + 0.5)
                }
            }
        }
        return Picture(width: view.width, height: view.height, pixels: pixels)
    }

    /// Strengths drawn without a photo, each in exactly the colour of the map's scale.
    ///
    /// - Parameters:
    ///   - strengths: `s` from -1 to 1, row by row.
    ///   - width: The picture's width in pixels.
    ///   - height: The picture's height in pixels.
    /// - Returns: A picture of that size.
    public func picture(ofStrengths strengths: [Float], width: Int, height: Int) -> Picture {
        let colors = StrengthColors(self)
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        pixels.withUnsafeMutableBufferPointer { output in
            for (pixel, strength) in strengths.enumerated() {
                let color = colors[strength]
                for channel in 0..<3 { output[pixel * 3 + channel] = color[channel] }
            }
        }
        return Picture(width: width, height: height, pixels: pixels)
    }

    /// The colour of a strength in the scale of a legend.
    ///
    /// - Parameters:
    ///   - strength: `s`, -1 to 1.
    ///   - grey: The brightness of the photo below, 0 to 255; nil for the map alone. The
    ///     duotones stand on a middle grey then.
    /// - Returns: What a pixel of that strength gets.
    public func color(ofStrength strength: Double, overGrey grey: Double?) -> Color {
        if let duotone {
            return duotone.color(ofStrength: strength, overGrey: grey ?? 127.5)
        }
        let color = palette?[entry(ofStrength: strength)] ?? .white
        guard let grey else { return color }
        let alpha = Self.largestOpacity * min(abs(strength), 1)
        let parts = color.channels.map { UInt8(nearestTo: grey + ($0 - grey) * alpha) }
        return Color(red: parts[0], green: parts[1], blue: parts[2])
    }
}

/// The colours of a map, ready to be looked up for many pixels.
private struct StrengthColors {
    private let colors: [SIMD3<UInt8>]
    private let map: StrengthMap
    private let isTable: Bool

    /// Steps from 0 to 1 where colours are no palette.
    private static let steps = 1024

    init(_ map: StrengthMap) {
        self.map = map
        isTable = map.palette == nil
        let colors =
            map.palette
            ?? (-Self.steps...Self.steps).map {
                map.color(ofStrength: Double($0) / Double(Self.steps), overGrey: nil)
            }
        self.colors = colors.map { SIMD3($0.red, $0.green, $0.blue) }
    }

    subscript(strength: Float) -> SIMD3<UInt8> {
        guard isTable else { return colors[map.entry(ofStrength: Double(strength))] }
        let place = min(max(strength, -1), 1) * Float(Self.steps) + Float(Self.steps)
        return colors[Int(place + 0.5)]
    }
}
