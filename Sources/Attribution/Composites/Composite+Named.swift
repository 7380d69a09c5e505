extension Composite {
    /// Z-plus for convolutions, epsilon for linear layers, flat for the first layer.
    public static let epsilonPlusFlat = Composite(
        name: "epsilon-plus-flat",
        convolution: ZPlusRule(),
        first: FlatRule()
    )

    /// `epsilonPlusFlat`, and epsilon for the layer that makes the logits, be it a convolution.
    ///
    /// A network that classifies by a convolution (SqueezeNet) is then treated as one that does so
    /// by a linear layer: concepts can speak against the class. Equal to `epsilonPlusFlat` for
    /// networks that end in a linear layer.
    public static let epsilonPlusFlatHead = Composite(
        name: "epsilon-plus-flat-head",
        convolution: ZPlusRule(),
        first: FlatRule(),
        head: EpsilonRule()
    )

    /// Z-plus for convolutions, epsilon for linear layers.
    public static let epsilonPlus = Composite(name: "epsilon-plus", convolution: ZPlusRule())

    /// Alpha-beta (2, 1) for convolutions, epsilon for linear layers.
    public static let epsilonAlpha2Beta1 = Composite(
        name: "epsilon-alpha2-beta1",
        convolution: AlphaBetaRule(alpha: 2, beta: 1)
    )

    /// `epsilonAlpha2Beta1` with flat for the first layer.
    public static let epsilonAlpha2Beta1Flat = Composite(
        name: "epsilon-alpha2-beta1-flat",
        convolution: AlphaBetaRule(alpha: 2, beta: 1),
        first: FlatRule()
    )

    /// Gamma (0.25) for convolutions, epsilon for linear layers, z-box for the first convolution.
    ///
    /// - Parameters:
    ///   - low: The lowest normalized value of each input channel.
    ///   - high: The highest normalized value of each input channel.
    /// - Returns: The composite with these bounds.
    public static func epsilonGammaBox(low: [Float], high: [Float]) -> Composite {
        Composite(
            name: "epsilon-gamma-box",
            convolution: GammaRule(),
            first: ZBoxRule(low: low, high: high),
            firstMayBeLinear: false
        )
    }

    /// The composite used where nothing else is said.
    public static let standard = epsilonPlusFlatHead

    private static let withoutParameters = [
        epsilonPlusFlatHead, epsilonPlusFlat, epsilonPlus, epsilonAlpha2Beta1Flat,
        epsilonAlpha2Beta1,
    ]

    /// The names `named` knows, the standard one first.
    public static var names: [String] { withoutParameters.map(\.name) + ["epsilon-gamma-box"] }

    /// The composite of a name.
    ///
    /// - Parameters:
    ///   - name: One of `names`.
    ///   - low: The lowest normalized value of each input channel, for `epsilon-gamma-box` only.
    ///   - high: The highest normalized value of each input channel, for the same.
    /// - Returns: The composite.
    /// - Throws: `AttributionError` for an unknown name or bounds that are missing or not wanted.
    public static func named(
        _ name: String,
        low: [Float]? = nil,
        high: [Float]? = nil
    ) throws(AttributionError) -> Composite {
        if name == "epsilon-gamma-box" {
            guard let low, let high, low.count == high.count, !low.isEmpty else {
                throw AttributionError(
                    "epsilon-gamma-box needs the bounds of the input",
                    hint: "llexicorp attribute takes them as --low F,F,F --high F,F,F"
                )
            }
            guard zip(low, high).allSatisfy({ $0 <= $1 }) else {
                throw AttributionError("the lower bounds \(low) lie above the upper ones \(high)")
            }
            return epsilonGammaBox(low: low, high: high)
        }
        guard let composite = withoutParameters.first(where: { $0.name == name }) else {
            throw AttributionError(
                "there is no composite \"\(name)\"",
                hint: "composites are \(names.joined(separator: ", "))"
            )
        }
        guard low == nil, high == nil else {
            throw AttributionError(
                "\(name) takes no bounds",
                hint: "only epsilon-gamma-box uses them"
            )
        }
        return composite
    }
}
