/// What a survey of layers found, and what follows from it.
///
/// As JSON, with `recommended`, `score` and `findings` beside what was measured.
public struct LayerSurveyReport: Encodable, Sendable {
    /// Which photos were looked at.
    public struct Photos: Codable, Sendable, Equatable {
        /// The list or folder.
        public var source: String
        /// How many were explained.
        public var explained: Int
        /// How many references were taken from.
        public var references: Int
        /// Those that could not be read.
        public var unreadable: [String]
        /// The number that decided which photos were drawn.
        public var seed: Int

        /// Makes the value of its parts.
        public init(
            source: String,
            explained: Int,
            references: Int,
            unreadable: [String],
            seed: Int
        ) {
            self.source = source
            self.explained = explained
            self.references = references
            self.unreadable = unreadable
            self.seed = seed
        }
    }

    /// The model's name.
    public let model: String
    /// The SHA-256 of its weights.
    public let weightsSHA256: String
    /// The model's own concept layer.
    public let defaultLayer: String
    /// Which photos were looked at.
    public let photos: Photos
    /// How many concepts an explanation tells.
    public let concepts: Int
    /// The layers in the network's order, composite by composite.
    public let layers: [SurveyedLayer]

    /// Makes the value of its parts.
    public init(
        model: String,
        weightsSHA256: String,
        defaultLayer: String,
        photos: Photos,
        concepts: Int,
        layers: [SurveyedLayer]
    ) {
        self.model = model
        self.weightsSHA256 = weightsSHA256
        self.defaultLayer = defaultLayer
        self.photos = photos
        self.concepts = concepts
        self.layers = layers
    }

    /// From which part of the best score on another layer is called nearly as good.
    ///
    /// Measured over subsets of photos, one layer's score varies by about a fifth.
    public static let closeCall = 0.8

    /// The best layer: of those without findings, or of all if there is none, the one with the highest score.
    ///
    /// Of equal ones the last, whose channels stand for more. Nil where every score is 0.
    public var best: SurveyedLayer? {
        let good = layers.filter(\.findings.isEmpty)
        return (good.isEmpty ? layers : good).enumerated().filter { $0.element.score > 0 }
            .max { ($0.element.score, $0.offset) < ($1.element.score, $1.offset) }?.element
    }

    /// The name of the best layer; nil where none can be recommended at all.
    public var recommended: String? { best?.layer }

    /// The composite under which it is best.
    public var recommendedComposite: String? { best?.composite }

    /// Whether nothing speaks against the best layer.
    public var isGood: Bool { best?.findings.isEmpty ?? false }

    /// What the person should know: that no layer is good, that the choice is close, what speaks against
    /// which layer.
    public var warnings: [String] {
        var lines: [String] = []
        if let best, !isGood {
            lines.append(
                "no surveyed layer of \(model) explains well; \(title(of: best)) is the least bad"
            )
        } else if best == nil {
            lines.append("no surveyed layer of \(model) tells anything that can be recognized")
        }
        lines += layers.filter { !$0.findings.isEmpty }.map { layer in
            "\(title(of: layer)): \(layer.findings.joined(separator: "; "))"
        }
        if !photos.unreadable.isEmpty {
            lines.append(
                "\(photos.unreadable.count) photo\(photos.unreadable.count == 1 ? "" : "s") cannot be "
                    + "read, such as \(photos.unreadable[0])"
            )
        }
        if photos.references < Self.fewReferences {
            lines.append(
                "only \(photos.references) photos: coherence is measured better on "
                    + "\(Self.fewReferences) and more"
            )
        }
        return lines
    }

    /// The layers that are nearly as good as the best one, best first.
    public var nearlyAsGood: [SurveyedLayer] {
        guard let best, isGood else { return [] }
        return layers.filter {
            $0 != best && $0.findings.isEmpty && $0.score >= Self.closeCall * best.score
        }.sorted { $0.score > $1.score }
    }

    /// Below how many photos a channel's references are hardly a choice.
    private static let fewReferences = 48

    /// What a row is called: its layer, and the composite where there are several.
    func title(of layer: SurveyedLayer) -> String {
        hasSeveralComposites ? "\(layer.layer) with \(layer.composite)" : layer.layer
    }

    /// Whether rows differ in their composite.
    var hasSeveralComposites: Bool { Set(layers.map(\.composite)).count > 1 }

    // MARK: - JSON

    private enum CodingKeys: String, CodingKey {
        case model, weightsSHA256, defaultLayer, photos, concepts, layers
        case recommended, recommendedComposite, isGood, nearlyAsGood, warnings
    }

    private enum RowKeys: String, CodingKey { case score, findings }

    /// A row with what follows from it.
    private struct Row: Encodable {
        let layer: SurveyedLayer

        func encode(to encoder: any Encoder) throws {
            try layer.encode(to: encoder)
            var container = encoder.container(keyedBy: RowKeys.self)
            try container.encode(layer.score, forKey: .score)
            try container.encode(layer.findings, forKey: .findings)
        }
    }

    /// Writes what was measured and what follows from it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(model, forKey: .model)
        try container.encode(weightsSHA256, forKey: .weightsSHA256)
        try container.encode(defaultLayer, forKey: .defaultLayer)
        try container.encode(photos, forKey: .photos)
        try container.encode(concepts, forKey: .concepts)
        try container.encode(layers.map(Row.init), forKey: .layers)
        try container.encode(recommended, forKey: .recommended)
        try container.encode(recommendedComposite, forKey: .recommendedComposite)
        try container.encode(isGood, forKey: .isGood)
        try container.encode(nearlyAsGood.map { title(of: $0) }, forKey: .nearlyAsGood)
        try container.encode(warnings, forKey: .warnings)
    }
}
