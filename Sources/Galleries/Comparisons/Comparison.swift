public import Explanations
import Images

/// Two explanations of one photo: what differs in how they were made, and how much that changes.
///
/// Nothing is computed by a model here: all comes from the two documents and their heatmaps.
public struct Comparison: Sendable {
    /// By what concepts of the two sides are taken for the same.
    public enum Matching: String, Sendable, Codable {
        /// Weights and layer are the same, so that a channel is the same on both sides.
        case channel
        /// They are not; concepts that act at the same places of the photo stand side by side.
        case place
    }

    /// The first explanation.
    public private(set) var first: ComparedSide
    /// The second one.
    public private(set) var second: ComparedSide
    /// How each was made, all that there is to say, in an order of its own.
    public let settings: [ComparedSetting]
    /// The answers of both sides with the probability that each side gives them: the first one's, the second
    /// one's, the label, then the next probable ones.
    public let answers: [ComparedAnswer]
    /// How far the heatmaps of the two predictions agree in what speaks for the explained class.
    public let agreement: HeatmapAgreement
    /// The part of the photo that both models saw, of that which either saw: intersection over union.
    public let viewOverlap: Double
    /// By what concepts were matched.
    public let matching: Matching
    /// The concepts that both sides tell, the greater share first.
    public let pairs: [ConceptPair]
    /// The concepts that only the first one tells, in its order.
    public let onlyFirst: [LoneConcept]
    /// The concepts that only the second one tells, in its order.
    public let onlySecond: [LoneConcept]

    /// Compares two explanations.
    ///
    /// - Parameters:
    ///   - first: One of them.
    ///   - second: The other one, of the same photo.
    /// - Throws: `GalleriesError` if they are of different photos or one and the same document, if heatmaps are
    ///   missing or of another shape; `TensorsError` or `ImagesError` if heatmaps are broken.
    public init(_ first: ComparedSide, _ second: ComparedSide) throws {
        try Self.check(first, second)
        self.first = first
        self.second = second
        settings = ComparedSetting.all(first.explanation, second.explanation)
        answers = ComparedAnswer.all(first.explanation, second.explanation)
        let maps = try ComparedMaps(first, second)
        viewOverlap = maps.grid.viewOverlap
        agreement = try HeatmapAgreement(
            maps.map(first.explanation.attribution.heatmap, sign: .positive, of: .first),
            maps.map(second.explanation.attribution.heatmap, sign: .positive, of: .second)
        )
        let models = (first.explanation.model, second.explanation.model)
        let isSameLayer =
            models.0.weightsSHA256 == models.1.weightsSHA256 && models.0.layer == models.1.layer
        matching = isSameLayer ? .channel : .place
        let matched = try ConceptMatching(first.explanation, second.explanation, matching, maps)
        pairs = matched.pairs
        onlyFirst = matched.onlyFirst
        onlySecond = matched.onlySecond
    }

    /// Takes texts that were written since; nothing that is compared depends on them.
    ///
    /// - Parameters:
    ///   - first: The first side's texts.
    ///   - second: The second side's.
    public mutating func tell(_ first: [NarratedText], _ second: [NarratedText]) {
        self.first.explanation.texts = first
        self.second.explanation.texts = second
    }

    /// The settings that differ.
    public var differences: [ComparedSetting] { settings.filter(\.differs) }

    /// Whether both models answer the same.
    public var answersAgree: Bool {
        ComparedAnswer.isSame(
            first.explanation.prediction.scored,
            second.explanation.prediction.scored,
            first.explanation.model,
            second.explanation.model
        )
    }

    /// Whether both explanations explain the same class, held against the same.
    public var targetsAgree: Bool {
        !differences.contains { $0.kind == .target || $0.kind == .against }
    }

    /// Whether the two heatmaps of the prediction are one by construction: the layer only chooses which concepts
    /// the relevance is told in, so that model, composite and class being the same the sum is the same.
    public var isSameWhole: Bool {
        !differences.contains {
            [.model, .weights, .composite, .preprocessing, .view, .target, .against].contains(
                $0.kind
            )
        }
    }

    private static func check(
        _ first: ComparedSide,
        _ second: ComparedSide
    ) throws(GalleriesError) {
        let inputs = (first.explanation.input, second.explanation.input)
        guard inputs.0.sha256 == inputs.1.sha256 else {
            throw GalleriesError(
                "\(first.path) explains \(inputs.0.file) (\(inputs.0.sha256.prefix(12))), "
                    + "\(second.path) explains \(inputs.1.file) (\(inputs.1.sha256.prefix(12)))",
                hint: "a comparison needs two explanations of the same photo"
            )
        }
        let paths = [first, second].map {
            $0.folder.resolvingSymlinksInPath().standardizedFileURL.path
        }
        guard paths[0] != paths[1], first.explanation != second.explanation else {
            throw GalleriesError(
                "\(first.path) and \(second.path) are the same explanation",
                hint: "explain the photo once more with another --model, --layer or --composite"
            )
        }
    }
}
