/// The colours that a heatmap's strength can be drawn in.
public enum StrengthMap: String, Sendable, CaseIterable {
    /// The sheets' own: the photo in grey, tinted by sign and strength.
    case duotone
    /// The duotone with an opacity of `.94 |s|`, so that strength can be read back.
    case linear
    /// Blue, white, red: zennit's.
    case bwr
    /// Cyan and blue over black to red, yellow and white: zennit's.
    case coldnhot
    /// Blue, light grey, red: zennit's, which differs from matplotlib's of the same name.
    case seismic
    /// Blue, light grey, red with even steps of lightness: matplotlib's.
    case coolwarm
    /// Blue over cyan, green and yellow to red: matplotlib's.
    case jet
    /// Black over red and yellow to white, strength without sign: zennit's.
    case hot
    /// Violet over green to yellow, strength without sign: matplotlib's.
    case viridis

    /// Whether the two signs have different colours.
    public var isSigned: Bool { self != .hot && self != .viridis }

    /// The map's 256 colours, from -1 to 1 or, without sign, from 0 to 1; nil for the duotones, which
    /// depend on the photo below.
    public var palette: [Color]? {
        switch self {
        case .duotone, .linear: nil
        case .bwr, .coldnhot, .seismic, .hot: (try? ColorMap(parsing: rawValue))?.palette()
        case .coolwarm: PlottingPalettes.coolwarm
        case .jet: PlottingPalettes.jet
        case .viridis: PlottingPalettes.viridis
        }
    }

    /// The number of the palette's colour for a strength.
    ///
    /// With `p = (s + 1) / 2`, or `|s|` for maps without sign, zennit's maps take entry
    /// `floor(255 p)`, matplotlib's `floor(256 p)`, at most 255. So zennit draws 0 with entry 127,
    /// which in `bwr` is not quite white.
    ///
    /// - Parameter strength: `s`; beyond -1 and 1 the end colours hold.
    /// - Returns: 0 to 255.
    public func entry(ofStrength strength: Double) -> Int {
        let held = min(max(strength, -1), 1)
        let place = isSigned ? (held + 1) / 2 : abs(held)
        switch self {
        case .coolwarm, .jet, .viridis: return min(Int(256 * place), 255)
        default: return Int(255 * place)
        }
    }

    /// The style of the duotones; nil for maps with a palette.
    public var duotone: Duotone? {
        switch self {
        case .duotone: .sheet
        case .linear: .linear
        default: nil
        }
    }
}
