public import Explanations
import Foundation
import GRDB

/// A photo as the index keeps it: where it came from, and what the model answered for it.
public struct IndexedSample: Sendable, Equatable {
    /// Its place in the photo list, from 0.
    public let ordinal: Int
    /// The photo as it was listed.
    public let photo: PhotoSample
    /// What became of it.
    public let state: State

    /// What became of a photo in the build.
    public enum State: Sendable, Equatable {
        /// The build has not come to it yet.
        case pending
        /// It was scored; the model's most probable class and that class's logit.
        case scored(answer: ScoredClass, logit: Double)
        /// It was left out, and why.
        case broken(reason: String)
    }

    /// What the model answered, if the photo was scored.
    public var answer: ScoredClass? {
        if case .scored(let answer, _) = state { answer } else { nil }
    }

    init(row: Row) {
        ordinal = row["ordinal"]
        photo = PhotoSample(
            name: row["name"],
            url: URL(fileURLWithPath: row["path"]),
            sha256: row["sha256"],
            label: row["label"],
            wordNetID: row["wordnet"],
            credit: Credit(
                licence: row["licence"],
                author: row["author"],
                package: row["package"]
            )
        )
        let answer: Int? = row["answer"]
        let state: String = row["state"]
        if state == "ok", let answer {
            self.state = .scored(
                answer: ScoredClass(
                    class: answer,
                    label: row["answer_label"] ?? "",
                    probability: row["answer_probability"] ?? 0
                ),
                logit: row["answer_logit"] ?? 0
            )
        } else if state == "pending" {
            self.state = .pending
        } else {
            self.state = .broken(reason: row["reason"] ?? "")
        }
    }
}

/// One of a channel's best photos.
public struct RankedSample: Sendable, Equatable {
    /// Its place among the channel's photos, from 1.
    public let rank: Int
    /// Its score; see `ChannelScores`.
    public let score: Double
    /// Where in the layer the channel was strongest: the flat row-major index in [h, w].
    public let neuron: Int
    /// The photo.
    public let sample: IndexedSample
}
