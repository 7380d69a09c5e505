import Concepts
import Digests
public import Foundation

/// Whether an index's photos lie where they lay, with the bytes they had.
public struct PhotoCheck: Encodable, Sendable {
    /// How many are as they were.
    public let unchanged: Int
    /// The names of those whose bytes changed.
    public let changed: [String]
    /// The names of those that are gone.
    public let missing: [String]

    /// Whether all are as they were.
    public var isIntact: Bool { changed.isEmpty && missing.isEmpty }

    init(_ samples: [IndexedSample]) {
        var unchanged = 0
        var changed: [String] = []
        var missing: [String] = []
        for sample in samples {
            switch try? SHA256Digest.hex(ofFileAt: sample.photo.url) {
            case nil: missing.append(sample.photo.name)
            case sample.photo.sha256?: unchanged += 1
            default: changed.append(sample.photo.name)
            }
        }
        self.unchanged = unchanged
        self.changed = changed
        self.missing = missing
    }

    var lines: [String] {
        if isIntact { return ["photos    all \(unchanged) are as they were"] }
        var line = "photos    \(unchanged) as they were"
        if let first = changed.first { line += ", \(changed.count) changed, such as \(first)" }
        if let first = missing.first { line += ", \(missing.count) gone, such as \(first)" }
        return [line]
    }
}

/// Whether a model is the one an index was made with.
public struct ModelCheck: Encodable, Sendable {
    /// The SHA-256 of the model's weights file.
    public let weightsSHA256: String
    /// Whether that is the index's.
    public let isIntact: Bool

    var lines: [String] {
        let weights = weightsSHA256.prefix(12)
        return [
            isIntact
                ? "weights   are the index's" : "weights   \(weights) are others than the index's"
        ]
    }
}

extension IndexStatus {
    /// Hashes the photos on the disk and compares.
    ///
    /// - Parameter url: The index's file.
    /// - Throws: `ConceptsError` if the index cannot be read.
    public mutating func checkPhotos(of url: URL) throws {
        let index = try ReferenceIndex(
            open: Self.place(of: url),
            layer: layers.first?.name,
            allowUnfinished: true
        )
        photosOnDisk = PhotoCheck(try index.samples())
    }

    /// Compares the model's weights with the index's.
    ///
    /// - Parameters:
    ///   - name: The model's name or the path of its model file; nil for the name the index has.
    ///   - weights: The weights file; nil for the model's own.
    /// - Throws: The error of what is missing, such as `ModelsError`.
    public mutating func checkModel(named name: String? = nil, weights: URL?) throws {
        let found = try ModelSetup.resolve(model: name ?? model, weights: weights).model
            .weightsSHA256
        modelCheck = ModelCheck(weightsSHA256: found, isIntact: found == weightsSHA256)
    }
}
