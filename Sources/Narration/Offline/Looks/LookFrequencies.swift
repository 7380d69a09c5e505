import Explanations

/// How common each look is among the parts of photos that channels see.
enum LookFrequencies {
    /// About the share of all photos' parts that have a look, 0 to 1.
    ///
    /// The product over its features, each counted on the 1644 references that RelMax gave 261
    /// channels of SqueezeNet 1.1's `features.12` from the photos of `Examples/photos.tsv`. Features that
    /// go together, such as smooth and yellow, make a look more common than the product says;
    /// so none counts as rarer than one of a hundred.
    static func frequency(of look: Look) -> Double {
        var frequency = 1.0
        if let lightness = look.lightness { frequency *= lightnesses[lightness] ?? 1 }
        if let grain = look.grain { frequency *= grains[grain] ?? 1 }
        if !look.colors.isEmpty {
            frequency *= look.colors.reduce(0) { $0 + (colors[$1] ?? 0) }
        }
        if let direction = look.direction { frequency *= directions[direction] ?? 1 }
        if look.isVivid { frequency *= vivid }
        return max(frequency, rarest)
    }

    private static let rarest = 0.01
    private static let lightnesses: [Look.Lightness: Double] = [.dark: 0.13, .light: 0.15]
    private static let vivid = 0.14
    private static let grains: [Look.Grain: Double] = [
        .smooth: 0.12, .fine: 0.11, .lines: 0.11, .edges: 0.13,
    ]
    private static let colors: [BasicColor: Double] = [
        .black: 0.09, .gray: 0.21, .white: 0.02, .red: 0.05, .orange: 0.03, .yellow: 0.04,
        .green: 0.09, .blue: 0.08, .purple: 0.01, .pink: 0.01, .brown: 0.24,
    ]
    /// Of what has lines.
    private static let directions: [Look.Direction: Double] = [
        .horizontal: 0.46, .vertical: 0.25, .slanting: 0.29,
    ]
}
