public import Explanations
public import Foundation

/// What was measured of a comparison, as a file that programs read: `comparison.json`.
public struct ComparisonFile: Codable, Sendable, Equatable {
    /// The file's name in a comparison's folder.
    public static let name = "comparison.json"
    /// The schema that this version writes.
    public static let currentSchema = "llexicorp/comparison/1"

    /// One side's part of a pair, or a concept that it tells alone.
    public struct Part: Codable, Sendable, Equatable {
        /// The concept's channel.
        public var channel: Int
        /// Its part of the layer's absolute relevance, signed.
        public var layerShare: Double
    }

    /// Concepts of both sides that belong together.
    public struct Pair: Codable, Sendable, Equatable {
        /// The first side's.
        public var first: Part
        /// The second side's.
        public var second: Part
        /// How far their heatmaps agree.
        public var agreement: HeatmapAgreement
    }

    /// What one side says of one class.
    public struct Answer: Codable, Sendable, Equatable {
        /// The class as the side spells it that gives it more.
        public var label: String
        /// What the first side gives it; nil where its document does not say.
        public var first: Double?
        /// What the second side gives it; nil where its document does not say.
        public var second: Double?
    }

    /// The schema it was written by.
    public var schema: String
    /// The SHA-256 of the photo that both explain.
    public var photo: String
    /// How both were made.
    public var settings: [ComparedSetting]
    /// Whether the answers are the same.
    public var answersAgree: Bool
    /// The answers and the next probable classes.
    public var answers: [Answer]
    /// How far the predictions' heatmaps agree.
    public var agreement: HeatmapAgreement
    /// Of the part of the photo that either model saw, the share that both saw.
    public var viewOverlap: Double
    /// By what concepts were matched.
    public var matching: Comparison.Matching
    /// From which overlap on concepts were matched by place.
    public var leastOverlap: Double
    /// The pairs, the greater share first.
    public var pairs: [Pair]
    /// What only the first side tells.
    public var onlyFirst: [Part]
    /// What only the second side tells.
    public var onlySecond: [Part]
    /// When and by what it was made.
    public var provenance: Provenance

    /// Takes the numbers of a comparison.
    ///
    /// - Parameters:
    ///   - comparison: The comparison.
    ///   - provenance: When and by what it was made.
    public init(_ comparison: Comparison, provenance: Provenance) {
        func part(_ concept: Concept) -> Part {
            Part(channel: concept.channel, layerShare: concept.layerShare)
        }
        func known(_ probability: ComparedAnswer.Probability) -> Double? {
            guard case .known(let value) = probability else { return nil }
            return value
        }
        schema = Self.currentSchema
        photo = comparison.first.explanation.input.sha256
        settings = comparison.settings
        answersAgree = comparison.answersAgree
        answers = comparison.answers.map {
            Answer(label: $0.scored.label, first: known($0.first), second: known($0.second))
        }
        agreement = comparison.agreement
        viewOverlap = comparison.viewOverlap
        matching = comparison.matching
        leastOverlap = ConceptMatching.leastOverlap
        pairs = comparison.pairs.map {
            Pair(first: part($0.first), second: part($0.second), agreement: $0.agreement)
        }
        onlyFirst = comparison.onlyFirst.map { part($0.concept) }
        onlySecond = comparison.onlySecond.map { part($0.concept) }
        self.provenance = provenance
    }

    /// The file's bytes: sorted keys, so that equal comparisons are equal bytes.
    ///
    /// - Throws: `EncodingError` for a number that JSON cannot hold.
    public func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var bytes = try encoder.encode(self)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }
}
