/// The limits by which channels are left out of an explanation or merged.
public struct SelectionThresholds: Codable, Sendable, Equatable {
    /// The least coherence of a channel's references (`ConceptWorth.coherence`), 0 to 1.
    ///
    /// Measured at SqueezeNet's `features.12` with 550 photos: 10 % of its channels lie below, and of 150 channels
    /// made of random weights 46 %; with `mostFiringExcess` 12 % and 95 %, and 98 % of the 109 that were strong
    /// enough to be told. Looked at, a person can name the pattern of 4 of the 20 least coherent
    /// channels, of 6 of 20 below .78, of 7 of 16 just above .80, and of 17 of the 20 most coherent.
    public var leastCoherence = 0.8
    /// How far a channel's firing rate may lie above the layer's median, in spreads of the layer's channels
    /// (`ChannelWorth.firingExcess`): what is active in nearly every photo tells photos apart by nothing.
    ///
    /// Measured there: 1.8 % of the channels lie above (they fire in more than 97 % of the photos, the median
    /// channel in 80 %), and 91 % of those made of random weights.
    public var mostFiringExcess = 3.0
    /// The most references, as a share, in which the channel's output may be negative, 0 to 1.
    ///
    /// Behind a ReLU there is none. Measured at MobileNetV2's `features.17`, which has no ReLU, with 550 photos:
    /// the median coherence is .68 for the channels with at most 10 % of such references, .58 up to 25 %, and
    /// .52 between 25 % and 75 %, next to that of random photos (.50): they mix two opposite meanings.
    public var mostNegativeReferences = 0.25
    /// How many references a channel must have at least: with one alone no pattern can be seen.
    public var leastReferences = 2.0
    /// The least of a channel's relevance that must reach the input, as a multiple of what reaches it of the whole
    /// layer's; below it the heatmap counts as empty.
    ///
    /// Measured at SqueezeNet's `features.12` on 41 photos, 24 channels each: never below 1.3, since a channel's
    /// own map has one sign and the whole prediction's has both. Far below lies only what a bias made active.
    public var leastHeatmapShare = 0.05
    /// The most of a heatmap's relevance that may lie at the border of the view, 0 to 1.
    ///
    /// Measured there, in a border of 8 % of the view: the median is .13, 95 % lie below .37, the largest is .62,
    /// and that one is a thing at the lower edge, as are the next nine. Photos alone do not reach the limit:
    /// it is for what padding does.
    public var mostBorderShare = 0.8
    /// The most a concept's heatmap may correlate with that of the whole prediction, -1 to 1, unless its references
    /// are clear (`repeatingCoherence`).
    ///
    /// Measured there: for the five strongest channels of a photo the median is .80, 95 % lie below .93, and 5 of
    /// 205 above .95; one object that fills the decision gives .90 to .95 and is worth telling.
    public var mostOverallCorrelation = 0.95
    /// From which coherence of its references on a channel is told although its heatmap repeats the whole
    /// prediction's, 0 to 1: the map then says nothing new, but the references do.
    ///
    /// Of those five, looked at, the two with .92 and .97 show one thing (orange things, behind the answer
    /// goldfish; brown mottled rounds, behind a squirrel); the three with .72 to .87 show nothing a person could name.
    public var repeatingCoherence = 0.9
    /// The least part of the layer a told channel must hold, 0 to 1.
    ///
    /// Measured there: the 20th strongest channel of a photo holds 1.1 % (median; .8 % at least), so this ends the search only in
    /// wider or flatter layers; the five strongest of MobileNetV2's `features.18` hold .8 % each.
    public var leastLayerShare = 0.005
    /// The least part of the layer a channel against the target must hold to be told, 0 to 1: 1 %, the width of
    /// the thinnest bar a reader can still see.
    public var leastAgainstShare = 0.01
    /// From which correlation of their heatmaps on two channels may be one concept, -1 to 1.
    ///
    /// Measured there, one of the six strongest channels of a photo against the 24 strongest: 594 of 5043 pairs
    /// correlate by .8 or more, 31 of them share 4 of 12 references. Looked at, seven of the
    /// nine such pairs above .9 whose channels are coherent are one thing (a baboon's eyes, wooden handles,
    /// towers), those between .8 and .9 only every second time.
    public var mergeCorrelation = 0.9
    /// How large a part of two channels' references must be the same photos for them to be one concept, 0 to 1:
    /// 4 of 12.
    ///
    /// Measured there: pairs above .9 that share 3 show different things in one place (a gorilla's brows and eyes).
    /// In a small index many share by chance: of 50 photos, 12 random ones share 3 of 12.
    public var mergeSharedReferences = 0.3
    /// From which mean correlation between the told heatmaps on a layer counts as one that cannot be told apart,
    /// -1 to 1.
    ///
    /// Measured there: the median of 41 photos is .32, the largest .67 (a gorilla's face); MobileNetV2's
    /// `features.18` has .95.
    public var indistinctCorrelation = 0.8

    /// The defaults.
    public init() {}
}
