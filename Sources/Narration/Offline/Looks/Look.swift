import Explanations

/// A way that parts of photos can look: one or more features of a `Surface`.
struct Look: Hashable, Sendable {
    /// How light it is, where that is worth a word.
    enum Lightness: String, Sendable {
        case dark, light
    }

    /// Which way its lines run.
    enum Direction: String, Sendable {
        case horizontal, vertical, slanting
    }

    /// What can be said of its brightness from place to place.
    enum Grain: String, Sendable {
        case smooth, fine
        /// In lines that run one way.
        case lines
        /// With edges, of whatever kind, that run one way.
        case edges
    }

    var lightness: Lightness?
    var grain: Grain?
    /// None, one, or two that are next to each other: "yellow or orange".
    var colors: [BasicColor] = []
    var direction: Direction?
    /// Whether its color is strong.
    var isVivid = false

    /// The looks that there are words for: not for nothing, nor for a direction without lines;
    /// "dark black" and "vivid red" say one thing twice.
    fileprivate var isNameable: Bool {
        let isPlain = lightness == nil && grain == nil && colors.isEmpty
        if isVivid { return isPlain }
        if direction != nil && grain != .lines { return false }
        let toneless: Set<BasicColor> = [.black, .gray, .white]
        if lightness != nil && !toneless.isDisjoint(with: colors) { return false }
        return !isPlain
    }

    /// The pairs of a color and one that is taken for it where the light is another.
    private static func neighbours(_ color: BasicColor) -> [[BasicColor]] {
        pairs.filter { $0.contains(color) }
    }

    fileprivate static let pairs: [[BasicColor]] = [
        [.red, .orange], [.orange, .yellow], [.yellow, .green], [.green, .blue], [.blue, .purple],
        [.purple, .pink], [.pink, .red], [.orange, .brown], [.black, .gray], [.gray, .white],
    ]
}

extension Look {
    /// What can be told of one surface.
    struct Features: Sendable {
        let lightness: Lightness?
        let grains: Set<Grain>
        let color: BasicColor?
        let direction: Direction?
        let isVivid: Bool

        /// The share of a surface that must have one color for the surface to be called so.
        private static let oneColor = 0.4
        /// The lightness, L*, below which a surface is dark and above which it is light.
        private static let darkBelow = 35.0
        private static let lightAbove = 70.0
        /// The distance from grey, C*ab, from which a color is strong.
        private static let vividFrom = 45.0
        /// The coherence from which edges run one way.
        private static let oneWay = 0.7
        /// How far from horizontal or vertical, in degrees, lines may run and still be called so.
        private static let tilt = 20.0

        /// All that is worth a word of a surface.
        ///
        /// Most parts of photos are patchy: that says nothing.
        init(_ surface: Surface) {
            color = surface.colorShare >= Self.oneColor ? surface.color : nil
            isVivid = surface.chroma >= Self.vividFrom
            lightness =
                surface.lightness < Self.darkBelow
                ? .dark : surface.lightness > Self.lightAbove ? .light : nil
            var grains: Set<Grain> = []
            switch surface.texture {
            case .smooth: grains.insert(.smooth)
            case .fine: grains.insert(.fine)
            case .lined: grains.insert(.lines)
            case .patchy: break
            }
            if surface.coherence >= Self.oneWay { grains.insert(.edges) }
            self.grains = grains
            direction = surface.lineAngle.map { angle in
                if angle <= Self.tilt || angle >= 180 - Self.tilt { return .horizontal }
                return abs(angle - 90) <= Self.tilt ? .vertical : .slanting
            }
        }

        /// All looks that the surface has.
        var looks: Set<Look> {
            let neighbours = Look.pairs.filter { pair in color.map(pair.contains) ?? false }
            let palettes = [[]] + (color.map { [[$0]] } ?? []) + neighbours
            var looks: Set<Look> = []
            for lightness in Set([nil, lightness]) {
                for grain in [nil] + grains.map(Optional.some) {
                    for colors in palettes {
                        for direction in Set([nil, direction]) {
                            for isVivid in Set([false, isVivid]) {
                                let look = Look(
                                    lightness: lightness,
                                    grain: grain,
                                    colors: colors,
                                    direction: direction,
                                    isVivid: isVivid
                                )
                                if look.isNameable { looks.insert(look) }
                            }
                        }
                    }
                }
            }
            return looks
        }
    }
}
