import Explanations

/// What a survey measured of one layer under one composite.
///
/// Means over the told concepts of the explained photos: of each photo the (by default five) channels that
/// speak most for its answer.
public struct SurveyedLayer: Codable, Sendable, Equatable {
    /// The layer.
    public var layer: String
    /// The composite.
    public var composite: String
    /// How many channels the layer has.
    public var channels: Int
    /// How many places: height and width of a channel's output; empty for a fully connected layer.
    public var places: [Int]
    /// What the told concepts hold together of the layer's absolute relevance, 0 to 1.
    public var coverage: Double
    /// The correlation between two of a photo's heatmaps by `HeatmapGrid`, as in an explanation's caution, -1 to
    /// 1; nil where none could be compared.
    public var correlation: Double?
    /// The coherence of the told channels' references, as `ChannelWorth.coherence`: 0.5 is chance, 1 clear;
    /// nil without references.
    public var coherence: Double?
    /// How many of a photo's concepts are told of a photo with another answer too, 0 to 1; nil where all
    /// photos have one answer.
    public var sharedConcepts: Double?
    /// The share of references in which the channel's output is negative, 0 to 1; nil without references.
    public var negativeReferences: Double?
    /// The share of told concepts whose heatmap is empty, 0 to 1.
    public var emptyHeatmaps: Double
    /// How long a concept's heatmap takes, in seconds, on this machine in this run.
    public var secondsPerHeatmap: Double
    /// How long a photo takes to index for this layer alone, in seconds, on this machine in this run.
    public var secondsPerPhoto: Double

    /// Makes the value of its parts.
    public init(
        layer: String,
        composite: String,
        channels: Int,
        places: [Int],
        coverage: Double,
        correlation: Double?,
        coherence: Double?,
        sharedConcepts: Double?,
        negativeReferences: Double?,
        emptyHeatmaps: Double,
        secondsPerHeatmap: Double,
        secondsPerPhoto: Double
    ) {
        self.layer = layer
        self.composite = composite
        self.channels = channels
        self.places = places
        self.coverage = coverage
        self.correlation = correlation
        self.coherence = coherence
        self.sharedConcepts = sharedConcepts
        self.negativeReferences = negativeReferences
        self.emptyHeatmaps = emptyHeatmaps
        self.secondsPerHeatmap = secondsPerHeatmap
        self.secondsPerPhoto = secondsPerPhoto
    }

    /// How well the layer explains, 0 to 1: the part of its relevance that the told concepts tell, and tell
    /// to some purpose.
    ///
    /// coverage · (1 − correlation) · (2 · coherence − 1) · (1 − shared) · (1 − negative) · (1 − empty), each
    /// factor cut to 0…1. A product, since a layer that fails in one of these helps nobody whatever the others
    /// are:
    /// - coverage: the rest of what the layer knows stays untold;
    /// - correlation: five equal maps are one map;
    /// - coherence: references that resemble each other no more than any photos do (0.5) name nothing;
    /// - shared: what is told of every photo, whatever the answer, explains none of them. It also keeps
    ///   layers with few channels from winning, whose five hold much because there are few others;
    /// - negative: references in which the channel is negative show its opposite;
    /// - empty: a told concept without a heatmap is seen nowhere.
    ///
    /// What could not be measured counts as failed, but for shared and negative. Times do not count.
    public var score: Double {
        func cut(_ value: Double) -> Double { value.isFinite ? max(0, min(1, value)) : 0 }
        return cut(coverage) * cut(1 - (correlation ?? 1)) * cut(2 * (coherence ?? 0.5) - 1)
            * cut(1 - (sharedConcepts ?? 0)) * cut(1 - (negativeReferences ?? 0))
            * cut(1 - emptyHeatmaps)
    }

    /// What speaks against the layer, a line each, worst first; none for a good one.
    public var findings: [String] {
        var found: [String] = []
        if let correlation, correlation >= Self.mostCorrelation {
            found.append(
                "the told maps are nearly the same (\(Self.hundredths(correlation))): its concepts "
                    + "cannot be told apart"
            )
        }
        guard let coherence else { return found + ["no photo shows what its concepts stand for"] }
        if coherence < Self.leastCoherence {
            found.append(
                "a concept's references hardly resemble each other (\(Self.hundredths(coherence)), "
                    + "chance is .50)"
            )
        }
        if emptyHeatmaps > Self.mostEmptyHeatmaps {
            found.append("\(Self.percent(emptyHeatmaps)) of its concepts have an empty heatmap")
        }
        if let negativeReferences, negativeReferences > Self.mostNegativeReferences {
            found.append(
                "its channels are negative in \(Self.percent(negativeReferences)) of their "
                    + "references: each stands for two opposite things"
            )
        }
        if let sharedConcepts, sharedConcepts > Self.mostSharedConcepts {
            found.append(
                "\(Self.percent(sharedConcepts)) of a photo's concepts are told of photos with "
                    + "other answers too"
            )
        }
        if coverage < Self.leastCoverage {
            found.append("the told concepts hold only \(Self.percent(coverage)) of the layer")
        }
        return found
    }

    /// From which correlation on maps cannot be told apart: as an explanation's caution says it.
    public static let mostCorrelation = SelectionThresholds().indistinctCorrelation
    /// Below which mean coherence a layer's concepts cannot be recognized.
    ///
    /// On a survey's few photos, with twelve references: MobileNetV2's linear bottlenecks, in which people can
    /// name little, have .54 to .60; SqueezeNet 1.1's blocks .70 to .86, with six .77 to .91.
    public static let leastCoherence = 0.6
    /// Above which share of negative references a layer is two-sided, as a channel is: linear bottlenecks have
    /// 43 to 68 %, layers behind an activation none.
    public static let mostNegativeReferences = SelectionThresholds().mostNegativeReferences
    /// Above which share of empty heatmaps a layer is not good: one of five told concepts.
    public static let mostEmptyHeatmaps = 0.2
    /// Above which share of concepts in common a layer tells the same of everything: SqueezeNet 1.1's first
    /// blocks have 46 to 71 %, its last ones 2 to 5 %.
    public static let mostSharedConcepts = 0.4
    /// Below which coverage five concepts tell next to nothing: MobileNetV2's last layer has 5 %.
    public static let leastCoverage = 0.05

    /// A number as `.95`.
    static func hundredths(_ value: Double) -> String {
        let rounded = Int((abs(value) * 100).rounded())
        let digits = rounded % 100
        return (value < 0 && rounded > 0 ? "-" : "") + (rounded >= 100 ? "\(rounded / 100)" : "")
            + "." + (digits < 10 ? "0" : "") + "\(digits)"
    }

    /// A share as `24 %`.
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
