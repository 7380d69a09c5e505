/// Everything one explanation says and was computed from: the document between the computing and
/// the telling half, kept as `explanation.json`.
///
/// A sheet can be drawn from it and its assets with neither model nor narrator at hand. Coordinates
/// are fractions of the model's view (0 at the left or top edge, 1 at the right or bottom edge)
/// unless a property says otherwise. Paths are relative to the document's directory.
public struct Explanation: Codable, Sendable, Equatable {
    /// The schema this version reads and writes.
    public static let currentSchema = "llexicorp/explanation/1"

    /// The schema the document was written by.
    public var schema: String
    /// The photo that was explained.
    public var input: InputPhoto
    /// The model that looked at it.
    public var model: ModelIdentity
    /// What the model answered.
    public var prediction: Prediction
    /// What was attributed, how, and what the shown concepts hold of it.
    public var attribution: AttributionSummary
    /// The told concepts: those for the target by relevance, strongest first, then the strongest
    /// against it where it matters.
    public var concepts: [Concept]
    /// The strongest concepts against the target that are not told, strongest first, for readers who ask
    /// for more than the told ones; nil where there are none and in older documents.
    ///
    /// They stay a part of what is left out: neither `coverage` nor any `topShare` of a told concept counts
    /// them, and their own `topShare` is |relevance| over that same sum of the told concepts.
    public var opposing: [Concept]?
    /// The channels that are not told, in groups by reason and sign.
    public var leftOut: [LeftOutGroup]
    /// What a reader must be warned of whatever the narrator writes.
    public var cautions: [Caution]
    /// What was written about it: one set per audience and language.
    public var texts: [NarratedText]
    /// When, by what and from what it was made.
    public var provenance: Provenance

    /// Makes a document of the current schema.
    public init(
        input: InputPhoto,
        model: ModelIdentity,
        prediction: Prediction,
        attribution: AttributionSummary,
        concepts: [Concept],
        leftOut: [LeftOutGroup],
        cautions: [Caution],
        texts: [NarratedText],
        provenance: Provenance,
        opposing: [Concept]? = nil
    ) {
        self.schema = Self.currentSchema
        self.input = input
        self.model = model
        self.prediction = prediction
        self.attribution = attribution
        self.concepts = concepts
        self.opposing = opposing
        self.leftOut = leftOut
        self.cautions = cautions
        self.texts = texts
        self.provenance = provenance
    }

    /// The paths of all assets, relative to the document's directory.
    public var assetPaths: [String] {
        [input.photo, attribution.heatmap, attribution.overlay] + allConcepts.flatMap(\.assetPaths)
    }

    /// The told concepts and, behind them, the opposing ones.
    public var allConcepts: [Concept] { concepts + (opposing ?? []) }

    /// The texts for one audience in one language, if they were written.
    ///
    /// - Parameters:
    ///   - audience: The audience's folder name, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Returns: The texts, or nil.
    public func text(audience: String, language: String) -> NarratedText? {
        texts.first { $0.audience == audience && $0.language == language }
    }
}
