/// By what a photo's score for a channel is measured: one ranking of an index.
///
/// With T the channel's relevance or output in a photo, [h, w], the score is the sum or the largest value of T
/// over space; unless it is raw, divided by the sum over all channels of the absolute scores, + 1e-10,
/// within the photo. Numbers as the CRP paper's `FeatureVisualization` gives them with `max_target` and
/// `abs_norm`; a convolution's output is the one before its ReLU.
public enum ReferenceMode: String, Codable, Sendable, CaseIterable {
    /// By relevance for the target: the photos whose answer the channel served most.
    case relmaxSum = "relmax-sum"
    /// By activation: the photos in which the channel was strongest, whatever the answer.
    case actmaxSum = "actmax-sum"
    /// By the relevance of the channel's most relevant place.
    case relmaxMax = "relmax-max"
    /// By the output of the channel's strongest place.
    case actmaxMax = "actmax-max"
    /// `relmaxSum` not normalised: photos with larger logits have larger scores.
    case relmaxSumRaw = "relmax-sum-raw"
    /// `actmaxSum` not normalised.
    case actmaxSumRaw = "actmax-sum-raw"
    /// `relmaxMax` not normalised.
    case relmaxMaxRaw = "relmax-max-raw"
    /// `actmaxMax` not normalised.
    case actmaxMaxRaw = "actmax-max-raw"

    /// What of the channel is measured.
    public enum Quantity: String, Sendable {
        /// Its relevance for the target: RelMax.
        case relevance
        /// Its output: ActMax.
        case activation
    }

    /// How the channel's places make one number.
    public enum Pooling: String, Sendable {
        /// Their sum.
        case sum
        /// The largest of them.
        case max
    }

    /// The rankings of a build that names none.
    public static let standard: [ReferenceMode] = [.relmaxSum, .actmaxSum]

    /// What of the channel is measured.
    public var quantity: Quantity {
        switch self {
        case .relmaxSum, .relmaxMax, .relmaxSumRaw, .relmaxMaxRaw: .relevance
        case .actmaxSum, .actmaxMax, .actmaxSumRaw, .actmaxMaxRaw: .activation
        }
    }

    /// How the channel's places make one number.
    public var pooling: Pooling {
        switch self {
        case .relmaxSum, .actmaxSum, .relmaxSumRaw, .actmaxSumRaw: .sum
        case .relmaxMax, .actmaxMax, .relmaxMaxRaw, .actmaxMaxRaw: .max
        }
    }

    /// Whether scores are shares of the photo's absolute total.
    public var isNormalized: Bool {
        switch self {
        case .relmaxSum, .actmaxSum, .relmaxMax, .actmaxMax: true
        case .relmaxSumRaw, .actmaxSumRaw, .relmaxMaxRaw, .actmaxMaxRaw: false
        }
    }

    /// The short name an explanation carries: `relmax` or `actmax`.
    public var shortName: String {
        switch quantity {
        case .relevance: "relmax"
        case .activation: "actmax"
        }
    }

    /// Finds a ranking by its name.
    ///
    /// - Parameter name: Its raw value.
    /// - Returns: The ranking.
    /// - Throws: `ConceptsError` with the names there are.
    public static func named(_ name: String) throws -> ReferenceMode {
        guard let mode = ReferenceMode(rawValue: name) else {
            throw ConceptsError(
                "there is no ranking \"\(name)\"",
                hint: "give one of \(allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return mode
    }
}
