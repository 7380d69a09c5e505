/// By what a photo's score for a channel is measured.
///
/// With T the channel's relevance or output in a photo, [h, w], the score is the sum of T over space divided by
/// the sum over all channels of the absolute scores, + 1e-10, within the photo (numbers as the CRP paper's
/// `FeatureVisualization` with `max_target="sum"`, `abs_norm=True`).
public enum ReferenceMode: String, Codable, Sendable, CaseIterable {
    /// By relevance for the target: the photos whose answer the channel served most.
    case relmaxSum = "relmax-sum"
    /// By activation: the photos in which the channel was strongest, whatever the answer.
    case actmaxSum = "actmax-sum"

    /// The short name an explanation carries: `relmax` or `actmax`.
    public var shortName: String {
        switch self {
        case .relmaxSum: "relmax"
        case .actmaxSum: "actmax"
        }
    }
}

/// Which class is attributed for each indexed photo.
public enum TargetRule: String, Codable, Sendable, CaseIterable {
    /// The model's own most probable class, so that no labels are needed and wrong ones do no harm.
    case ownTop1 = "own-top-1"
    /// The class the photo's label names, as `ClassNames.index(of:)` finds it; a photo whose label names no
    /// class is recorded as broken.
    case givenLabel = "given-label"
}
