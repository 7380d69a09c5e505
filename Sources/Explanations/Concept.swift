/// A channel of the concept layer, its part in the decision and where it acted.
public struct Concept: Codable, Sendable, Equatable {
    /// The channel that stands for the concept.
    public var channel: Int
    /// All channels merged into it; only `channel` where none were.
    public var channels: [Int]
    /// Its relevance, signed, in the unit of the logit.
    public var relevance: Double
    /// relevance over the sum of |R| of the layer's channels, -1 to 1.
    public var layerShare: Double
    /// |relevance| over the sum of |relevance| of the told concepts, 0 to 1.
    public var topShare: Double
    /// Its conditional heatmap at the input, a `.safetensors` asset with `heatmap` [H, W].
    public var heatmap: String
    /// The same drawn over what the model saw, a picture asset.
    public var overlay: String
    /// Where it acted; nil where its heatmap is empty, as when a bias alone made it active.
    public var region: Region?
    /// How the references were chosen: `relmax` or `actmax`.
    public var referenceMode: String
    /// The photos that show what the channel stands for, strongest first.
    public var references: [Reference]
    /// How much of its region lies in each other told concept's; nil where it was not measured.
    public var overlaps: [Overlap]?
    /// How its region looks against the rest of the view; nil where it was not measured.
    public var appearance: Appearance?
    /// Photos to test a name with, in a shuffled order; nil where no test was asked for.
    public var nameTestSamples: [NameTestSample]?
    /// The channels merged into it besides `channel`, strongest first; nil where none were.
    public var merged: [MergedChannel]?
    /// How much the channel is worth as a concept; nil where it was not measured.
    public var worth: ConceptWorth?
    /// The names the reference index holds for it, at most one per language; narrators use them instead of
    /// naming it again.
    public var names: [ConceptNaming]?

    /// Makes the value of its parts.
    public init(
        channel: Int,
        channels: [Int],
        relevance: Double,
        layerShare: Double,
        topShare: Double,
        heatmap: String,
        overlay: String,
        region: Region?,
        referenceMode: String,
        references: [Reference],
        overlaps: [Overlap]? = nil,
        appearance: Appearance? = nil,
        nameTestSamples: [NameTestSample]? = nil,
        merged: [MergedChannel]? = nil,
        worth: ConceptWorth? = nil,
        names: [ConceptNaming]? = nil
    ) {
        self.channel = channel
        self.channels = channels
        self.relevance = relevance
        self.layerShare = layerShare
        self.topShare = topShare
        self.heatmap = heatmap
        self.overlay = overlay
        self.region = region
        self.referenceMode = referenceMode
        self.references = references
        self.overlaps = overlaps
        self.appearance = appearance
        self.nameTestSamples = nameTestSamples
        self.merged = merged
        self.worth = worth
        self.names = names
    }

    /// The paths of its assets, relative to the document's directory.
    var assetPaths: [String] {
        var paths = [heatmap, overlay]
        for reference in references {
            paths += [reference.crop, reference.heatmap]
            if let frame = reference.frame { paths.append(frame) }
        }
        return paths + (nameTestSamples ?? []).map(\.crop)
    }
}
