/// How a part of a picture looks, measured on its pixels.
public struct Surface: Codable, Sendable, Equatable {
    /// The basic colour that most of it has.
    public var color: BasicColor
    /// The share of it in that colour, 0 to 1.
    public var colorShare: Double
    /// The mean lightness, CIE L*, 0 to 100.
    public var lightness: Double
    /// The mean distance from grey, CIE C*ab, 0 and up.
    public var chroma: Double
    /// What its brightness does from place to place.
    public var texture: Texture
    /// The standard deviation of lightness, in L*.
    public var contrast: Double
    /// How much its edges run one way, 0 (any way) to 1 (one way only).
    public var coherence: Double
    /// The way lines run, in degrees from horizontal, counter-clockwise, 0 to below 180; nil where
    /// they run any way.
    public var lineAngle: Double?

    /// Makes the value of its parts.
    public init(
        color: BasicColor,
        colorShare: Double,
        lightness: Double,
        chroma: Double,
        texture: Texture,
        contrast: Double,
        coherence: Double,
        lineAngle: Double?
    ) {
        self.color = color
        self.colorShare = colorShare
        self.lightness = lightness
        self.chroma = chroma
        self.texture = texture
        self.contrast = contrast
        self.coherence = coherence
        self.lineAngle = lineAngle
    }
}

/// The eleven basic colour terms of Berlin and Kay (1969).
public enum BasicColor: String, Codable, Sendable, CaseIterable {
    case black, gray, white, red, orange, yellow, green, blue, purple, pink, brown
}

/// What brightness does from place to place.
public enum Texture: String, Codable, Sendable, CaseIterable {
    /// It hardly changes.
    case smooth
    /// It changes in lines that run one way.
    case lined
    /// It changes in small specks.
    case fine
    /// It changes in larger patches.
    case patchy
}

/// How the region of a concept looks against the rest of what the model saw.
public struct Appearance: Codable, Sendable, Equatable {
    /// Inside the half-relevance region.
    public var region: Surface
    /// Outside of it.
    public var rest: Surface

    /// Makes the value of its parts.
    public init(region: Surface, rest: Surface) {
        self.region = region
        self.rest = rest
    }
}
