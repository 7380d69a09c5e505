/// What relevance entered, left and was lost in one layer: a row of the conservation ledger.
///
/// Relevance in = relevance out + bias + stabilizer + unexplained, summed over the layer.
public struct LedgerEntry: Codable, Sendable, Equatable {
    /// The layer's name.
    public var layer: String
    /// The rule that applied, such as `z-plus`, or `gradient`.
    public var rule: String
    /// The relevance arriving at the layer's output, summed.
    public var relevanceIn: Double
    /// The relevance handed to the layer's inputs, summed.
    public var relevanceOut: Double
    /// The part the bias kept.
    public var bias: Double
    /// The part the stabilizer kept.
    public var stabilizer: Double
    /// What remains: relevance that met no contribution, or rounding.
    public var unexplained: Double
    /// The shape of the layer's output, [C, H, W], or [C] for single units; nil in older documents.
    public var shape: [Int]?
    /// The sum of the negative channels in `relevanceIn` (each summed over its places), zero or negative;
    /// nil in older documents.
    public var negative: Double?

    /// Makes the value of its parts.
    public init(
        layer: String,
        rule: String,
        relevanceIn: Double,
        relevanceOut: Double,
        bias: Double,
        stabilizer: Double,
        unexplained: Double = 0,
        shape: [Int]? = nil,
        negative: Double? = nil
    ) {
        self.layer = layer
        self.rule = rule
        self.relevanceIn = relevanceIn
        self.relevanceOut = relevanceOut
        self.bias = bias
        self.stabilizer = stabilizer
        self.unexplained = unexplained
        self.shape = shape
        self.negative = negative
    }
}

/// What was attributed, how, and what the told concepts hold of it.
public struct AttributionSummary: Codable, Sendable, Equatable {
    /// The composite's name, such as `epsilon-plus-flat-head`.
    public var composite: String
    /// The class whose logit was attributed; the prediction's unless another was asked for.
    public var target: ScoredClass
    /// The target's logit: the relevance that was put in, less `againstLogit` where there is one.
    public var targetLogit: Double
    /// The class that the target was held against; nil where the target's logit alone was attributed.
    ///
    /// Relevance then explains the difference of the two logits.
    public var against: ScoredClass?
    /// The logit of `against`.
    public var againstLogit: Double?
    /// What the told concepts hold together of the layer: the sum of |R| told over the sum of |R|,
    /// 0 to 1.
    public var coverage: Double
    /// 1 - coverage.
    public var layerShareLeftOut: Double
    /// How many concepts the caller asked for; nil where the default was taken, so that a template
    /// may show fewer.
    public var conceptsRequested: Int?
    /// The relevance of the whole prediction at the input, a `.safetensors` asset with `heatmap`
    /// [H, W].
    public var heatmap: String
    /// The same drawn over what the model saw, a picture asset.
    public var overlay: String
    /// The relevance per layer, output first.
    public var ledger: [LedgerEntry]
    /// By which rules the told concepts were chosen; nil in documents from before there were any.
    public var selection: SelectionSummary?
    /// How the layer's relevance is spread over its channels; nil in older documents.
    public var layer: LayerRelevance?
    /// The strongest channels for the target, told or not, strongest first, then those against it; nil in
    /// older documents.
    public var strongest: [StrongChannel]?
    /// By which channels of earlier layers the told and the opposing concepts came about, in their order;
    /// nil where it was not computed.
    public var graph: [ConceptGraph]?

    /// Makes the value of its parts.
    public init(
        composite: String,
        target: ScoredClass,
        targetLogit: Double,
        coverage: Double,
        layerShareLeftOut: Double,
        conceptsRequested: Int?,
        heatmap: String,
        overlay: String,
        ledger: [LedgerEntry],
        selection: SelectionSummary? = nil,
        against: ScoredClass? = nil,
        againstLogit: Double? = nil,
        layer: LayerRelevance? = nil,
        strongest: [StrongChannel]? = nil,
        graph: [ConceptGraph]? = nil
    ) {
        self.composite = composite
        self.target = target
        self.targetLogit = targetLogit
        self.coverage = coverage
        self.layerShareLeftOut = layerShareLeftOut
        self.conceptsRequested = conceptsRequested
        self.heatmap = heatmap
        self.overlay = overlay
        self.ledger = ledger
        self.selection = selection
        self.against = against
        self.againstLogit = againstLogit
        self.layer = layer
        self.strongest = strongest
        self.graph = graph
    }
}
