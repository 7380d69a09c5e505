public import Explanations
import Foundation
import GRDB
package import Images

/// A photo as the index keeps it: where it came from, and what the model answered for it.
public struct IndexedSample: Sendable, Equatable {
    /// Its place in the photo list, from 0.
    public let ordinal: Int
    /// The photo as it was listed.
    public let photo: PhotoSample
    /// What became of it.
    public let state: State
    /// The class that was attributed, by which statistics are kept: the model's answer where the target rule
    /// asks for no other; nil if the photo was not scored.
    public let target: Int?
    /// The fingerprint of what the network saw of it; nil if it was not scored.
    package let pictureHash: PictureHash?

    /// What became of a photo in the build.
    public enum State: Sendable, Equatable {
        /// The build has not come to it yet.
        case pending
        /// It was scored; the model's most probable class and that class's logit.
        case scored(answer: ScoredClass, logit: Double)
        /// It was left out, and why.
        case broken(reason: String)
    }

    /// Makes the value of its parts.
    package init(
        ordinal: Int,
        photo: PhotoSample,
        state: State,
        target: Int? = nil,
        pictureHash: PictureHash? = nil
    ) {
        self.ordinal = ordinal
        self.photo = photo
        self.state = state
        self.target = target
        self.pictureHash = pictureHash
    }

    /// What the model answered, if the photo was scored.
    public var answer: ScoredClass? {
        if case .scored(let answer, _) = state { answer } else { nil }
    }

    /// Reads a row of the table `samples`.
    ///
    /// - Throws: GRDB's `RowDecodingError` where a value is missing or of another type.
    init(row: Row) throws {
        ordinal = try row.decode(forColumn: "ordinal")
        photo = PhotoSample(
            name: try row.decode(forColumn: "name"),
            url: URL(fileURLWithPath: try row.decode(forColumn: "path")),
            sha256: try row.decode(forColumn: "sha256"),
            label: try row.decode(forColumn: "label"),
            wordNetID: try row.decode(forColumn: "wordnet"),
            credit: Credit(
                licence: try row.decode(forColumn: "licence"),
                author: try row.decode(forColumn: "author"),
                package: try row.decode(forColumn: "package")
            )
        )
        target = try row.decode(forColumn: "target")
        let hash: Data? = try row.decode(forColumn: "picture_hash")
        pictureHash = hash.flatMap { PictureHash(bytes: $0) }
        let answer: Int? = try row.decode(forColumn: "answer")
        let state: String = try row.decode(forColumn: "state")
        if state == "ok", let answer {
            self.state = .scored(
                answer: ScoredClass(
                    class: answer,
                    label: try row.decode(String?.self, forColumn: "answer_label") ?? "",
                    probability: try row.decode(Double?.self, forColumn: "answer_probability") ?? 0
                ),
                logit: try row.decode(Double?.self, forColumn: "answer_logit") ?? 0
            )
        } else if state == "pending" {
            self.state = .pending
        } else {
            self.state = .broken(
                reason: try row.decode(String?.self, forColumn: "reason") ?? ""
            )
        }
    }
}

/// One of a channel's best photos.
public struct RankedSample: Sendable, Equatable {
    /// Its place among the channel's photos, from 1.
    public let rank: Int
    /// Its score; see `ReferenceMode`.
    public let score: Double
    /// Where in the layer the channel was strongest: the flat row-major index in [h, w].
    public let neuron: Int
    /// The layer's output there.
    public let activation: Double
    /// The photo.
    public let sample: IndexedSample

    /// Makes the value of its parts.
    package init(
        rank: Int,
        score: Double,
        neuron: Int,
        activation: Double,
        sample: IndexedSample
    ) {
        self.rank = rank
        self.score = score
        self.neuron = neuron
        self.activation = activation
        self.sample = sample
    }
}
