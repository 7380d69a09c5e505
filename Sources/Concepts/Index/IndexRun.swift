import Digests
import Foundation

/// Everything the scores of one layer in a reference index depend on.
public struct IndexRun: Codable, Sendable, Equatable {
    /// The schema this version reads and writes.
    public static let currentSchema = "llexicorp/index/2"
    /// For how many of a channel's best photos by `relmaxSum` it is kept what the channel saw.
    public static let embeddedRanks = 12

    /// The schema the index was written by.
    public var schema: String
    /// The model's registry name.
    public var model: String
    /// The SHA-256 of the model's weights file, in hexadecimal.
    public var weightsSHA256: String
    /// The layer whose channels are ranked.
    public var layer: String
    /// How many channels the layer has.
    public var channels: Int
    /// The composite's name.
    public var composite: String
    /// What is done to a photo before the model sees it, as JSON with sorted keys.
    public var preprocessing: String
    /// What the scores measure: one ranking each.
    public var modes: [ReferenceMode]
    /// Which class is attributed for each photo.
    public var targetRule: TargetRule
    /// The layer by whose output references are told apart; nil where nothing of it is kept.
    public var lateLayer: String?
    /// `PhotoList.sha256` of the photos.
    public var photosSHA256: String
    /// How many photos there are, broken ones included.
    public var photoCount: Int
    /// How many photos are kept per channel and mode.
    public var sampleSize: Int

    /// Makes the value of its parts.
    public init(
        model: String,
        weightsSHA256: String,
        layer: String,
        channels: Int,
        composite: String,
        preprocessing: String,
        modes: [ReferenceMode],
        targetRule: TargetRule,
        lateLayer: String? = nil,
        photosSHA256: String,
        photoCount: Int,
        sampleSize: Int
    ) {
        self.schema = Self.currentSchema
        self.model = model
        self.weightsSHA256 = weightsSHA256
        self.layer = layer
        self.channels = channels
        self.composite = composite
        self.preprocessing = preprocessing
        self.modes = modes
        self.targetRule = targetRule
        self.lateLayer = lateLayer
        self.photosSHA256 = photosSHA256
        self.photoCount = photoCount
        self.sampleSize = sampleSize
    }

    /// A digest of all parts.
    public var sha256: String {
        SHA256Digest.hex(of: fields.map { "\($0.name)=\($0.value)\n" }.joined().utf8)
    }

    /// What differs between what is there and what was asked for, a phrase each, such as `layer features.12,
    /// not features.10`.
    ///
    /// The order of layers means nothing.
    ///
    /// - Parameters:
    ///   - found: The runs of a file.
    ///   - wanted: The runs of a build.
    /// - Returns: Nothing if the two are the same.
    static func differences(_ found: [IndexRun], _ wanted: [IndexRun]) -> [String] {
        var phrases: [String] = []
        let layers = found.map(\.layer)
        let wantedLayers = wanted.map(\.layer)
        if Set(layers) != Set(wantedLayers) {
            phrases.append(
                (layers.count == 1 ? "layer " : "layers ") + layers.joined(separator: ", ")
                    + ", not " + wantedLayers.joined(separator: ", ")
            )
        }
        for run in found {
            let same = wanted.first { $0.layer == run.layer }
            guard let other = same ?? wanted.first else { continue }
            for phrase in run.differences(from: other, ofOneLayer: same != nil)
            where !phrases.contains(phrase) {
                phrases.append(phrase)
            }
        }
        return phrases
    }

    private func differences(from wanted: IndexRun, ofOneLayer: Bool) -> [String] {
        zip(fields, wanted.fields).compactMap { mine, theirs in
            guard mine.value != theirs.value else { return nil }
            switch mine.name {
            case "weights":
                return "weights \(mine.value.prefix(12)), not \(theirs.value.prefix(12))"
            case "photos":
                return
                    "other photos (\(photoCount), now \(wanted.photoCount), or changed labels, bytes or order)"
            case "photoCount": return nil
            case "preprocessing": return "another preprocessing"
            case "layer", "channels":
                return ofOneLayer ? "\(mine.name) \(mine.value), not \(theirs.value)" : nil
            default: return "\(mine.name) \(mine.value), not \(theirs.value)"
            }
        }
    }

    private var fields: [(name: String, value: String)] {
        [
            ("schema", schema),
            ("model", model),
            ("weights", weightsSHA256),
            ("layer", layer),
            ("channels", String(channels)),
            ("composite", composite),
            ("preprocessing", preprocessing),
            ("modes", modes.map(\.rawValue).joined(separator: " ")),
            ("target", targetRule.rawValue),
            ("late layer", lateLayer ?? "none"),
            ("photos", photosSHA256),
            ("photoCount", String(photoCount)),
            ("sampleSize", String(sampleSize)),
        ]
    }
}
