public import Explanations
public import Images

extension BasicColor {
    /// The basic colour term for a colour.
    ///
    /// The eleven terms are those of Berlin and Kay, "Basic Color Terms" (1969); that brown is dark orange
    /// and yellow, and pink light red, follows Boynton and Olson, "Locating basic colors in the OSA space"
    /// (1987). The bounds in lightness, chroma and hue are our own: set so that colours of CSS come out under
    /// the basic term in their names (but for `brown` itself, a dull red there) and 150 crops of reference
    /// photos under what one sees, looked at on contact sheets.
    ///
    /// - Parameter color: The colour; photos' pixels as they are, with no correction for the light.
    public init(naming color: LabColor) {
        let (lightness, chroma, hue) = (color.lightness, color.chroma, color.hue)
        if Self.isBlack(lightness, chroma) {
            self = .black
        } else if chroma < Self.leastChroma(lightness, hue) {
            self = lightness >= Self.leastWhite ? .white : .gray
        } else {
            self = Self.chromatic(lightness, chroma, hue)
        }
    }

    /// From this lightness on a colourless pixel is white; CSS's lightgray, 84.6, stays gray.
    private static let leastWhite = 86.0

    /// The darker, the more colour goes unseen.
    private static func isBlack(_ lightness: Double, _ chroma: Double) -> Bool {
        lightness < 8 || lightness < 16 && chroma < 25 || lightness < 21 && chroma < 14
            || lightness < 28 && chroma < 9
    }

    /// Below this chroma one sees no colour: warm greys look gray a little longer in the dark, and in the
    /// light cream still passes for white.
    private static func leastChroma(_ lightness: Double, _ hue: Double) -> Double {
        if lightness >= leastWhite { return 75..<115 ~= hue ? 13 : 11 }
        if hue < 115 || hue >= 345 { return 11 }
        return lightness >= 70 ? 9 : 11.5
    }

    private static func chromatic(
        _ lightness: Double,
        _ chroma: Double,
        _ hue: Double
    ) -> BasicColor {
        // The hues at which one term ends; blue reaches further the stronger it is (sRGB's lies at 306).
        let yellowEnd: Double = lightness >= 84 ? 116 : 112
        let blueEnd = 297 + 0.13 * chroma
        switch hue {
        case 345..., ..<45: return reddish(lightness, chroma, hue)
        case ..<78: return orangish(lightness, chroma, hue)
        case ..<yellowEnd: return yellowish(lightness, chroma, hue)
        case ..<195: return .green
        case ..<blueEnd: return .blue
        default: return lightness >= 68 ? .pink : .purple
        }
    }

    /// Light red is pink, the sooner the nearer to purple; dull dark red is brown.
    private static func reddish(_ lightness: Double, _ chroma: Double, _ hue: Double) -> BasicColor
    {
        let isRosy = hue >= 345 || hue < 15
        if lightness >= (isRosy ? 46 : 64) { return .pink }
        if chroma >= 32 { return .red }
        return hue >= 345 ? .purple : .brown
    }

    /// Orange is strong and light; dull or dark orange is brown; pale skin is pink and pale sand yellow.
    private static func orangish(_ lightness: Double, _ chroma: Double, _ hue: Double) -> BasicColor
    {
        if lightness >= 72, hue < 65, chroma < 40 { return .pink }
        if lightness >= 82, chroma < 35 { return .yellow }
        return chroma > 45 && lightness + chroma > 112 ? .orange : .brown
    }

    /// Yellow is light; where it is dark it is brown, or green (olive) if it leans that way.
    private static func yellowish(
        _ lightness: Double,
        _ chroma: Double,
        _ hue: Double
    ) -> BasicColor {
        if lightness >= 86 || lightness >= 68 && chroma >= 38 { return .yellow }
        return hue < 100 ? .brown : .green
    }
}
