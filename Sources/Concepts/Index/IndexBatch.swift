import Foundation
import GRDB

/// What some photos change in an index: written whole in one transaction.
struct IndexBatch: Sendable {
    /// The first photo's ordinal.
    let first: Int
    /// One outcome per photo from `first` on.
    let outcomes: [PhotoOutcome]
    /// What changed among the best photos, by run and mode.
    let tops: [[TopSamples.Changes]]
    /// What changed among those whose embedding is kept, by run; nil where none is.
    let embedded: [TopSamples.Changes?]
    let layout: IndexLayout

    /// Writes everything; an error anywhere leaves the transaction to be rolled back.
    @Sendable func write(to db: Database) throws {
        try writeSamples(to: db)
        try writeTops(to: db)
        try writeEmbeddings(to: db)
        try writeFired(to: db)
        try writeClassTops(to: db)
    }

    private func writeSamples(to db: Database) throws {
        let scored = try db.makeStatement(
            sql: """
                UPDATE samples SET state = 'ok', answer = ?, answer_label = ?, answer_logit = ?,
                    answer_probability = ?, target = ?, picture_hash = ?,
                    measured_sha256 = ? WHERE ordinal = ?
                """
        )
        let broken = try db.makeStatement(
            sql: "UPDATE samples SET state = 'broken', reason = ? WHERE ordinal = ?"
        )
        for (offset, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success(let measurement):
                let hash = measurement.pictureHash
                try scored.execute(arguments: [
                    measurement.answer, measurement.answerLabel, measurement.logit,
                    measurement.probability, measurement.target,
                    hash.map { Data($0.bytes) },
                    measurement.sha256, first + offset,
                ])
            case .failure(let error):
                try broken.execute(arguments: [error.description, first + offset])
            }
        }
    }

    private func writeTops(to db: Database) throws {
        let remove = try db.makeStatement(
            sql: "DELETE FROM tops WHERE ranking = ? AND channel = ? AND sample = ?"
        )
        let add = try db.makeStatement(
            sql: """
                INSERT INTO tops (ranking, channel, sample, score, neuron, activation)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        )
        for (ranking, change) in zip(layout.rankings.joined(), tops.joined()) {
            for (channel, sample) in change.removed {
                try remove.execute(arguments: [ranking, channel, sample])
            }
            for (channel, entry) in change.added {
                try add.execute(arguments: [
                    ranking, channel, entry.sample, entry.score, entry.neuron, entry.activation,
                ])
            }
        }
    }

    private func writeEmbeddings(to db: Database) throws {
        let remove = try db.makeStatement(
            sql: "DELETE FROM embeddings WHERE run = ? AND channel = ? AND sample = ?"
        )
        let add = try db.makeStatement(
            sql: "INSERT INTO embeddings (run, channel, sample, bytes) VALUES (?, ?, ?, ?)"
        )
        for (layer, change) in embedded.enumerated() {
            guard let change else { continue }
            for (channel, sample) in change.removed {
                try remove.execute(arguments: [layout.runs[layer], channel, sample])
            }
            for (channel, entry) in change.added {
                guard case .success(let measurement) = outcomes[entry.sample - first],
                    let embedding = measurement.layers[layer].embedding(channel)
                else { continue }
                try add.execute(arguments: [
                    layout.runs[layer], channel, entry.sample, Data(embedding.bytes),
                ])
            }
        }
    }

    private func writeFired(to db: Database) throws {
        let add = try db.makeStatement(
            sql: "INSERT INTO fired (run, sample, channels) VALUES (?, ?, ?)"
        )
        for (offset, outcome) in outcomes.enumerated() {
            guard case .success(let measurement) = outcome else { continue }
            for (run, layer) in zip(layout.runs, measurement.layers) {
                try add.execute(arguments: [run, first + offset, Data(layer.fired.bytes)])
            }
        }
    }

    private func writeClassTops(to db: Database) throws {
        var photosOfClass: [Int: [(sample: Int, layers: [LayerMeasurement])]] = [:]
        for (offset, outcome) in outcomes.enumerated() {
            guard case .success(let measurement) = outcome else { continue }
            photosOfClass[measurement.target, default: []].append(
                (first + offset, measurement.layers)
            )
        }
        for (layer, rankings) in layout.rankings.enumerated() {
            for (place, ranking) in rankings.enumerated() {
                for (number, photos) in photosOfClass {
                    var added = ClassTops(
                        channels: photos[0].layers[layer].scores[place].scores.count
                    )
                    for photo in photos {
                        added.offer(photo.layers[layer].scores[place], sample: photo.sample)
                    }
                    try added.merge(into: db, ranking: ranking, class: number)
                }
            }
        }
    }
}

extension ClassTops {
    /// Adds these photos to what a file holds of their class.
    func merge(into db: Database, ranking: Int64, class number: Int) throws {
        var merged = self
        let kept = try Data.fetchOne(
            db,
            sql: "SELECT entries FROM class_tops WHERE ranking = ? AND class = ?",
            arguments: [ranking, number]
        )
        if let kept {
            guard let earlier = ClassTops(bytes: kept, channels: channels) else {
                throw ConceptsError(
                    "the index is damaged: its statistics of class \(number) are cut off",
                    hint: "delete it and build the index again"
                )
            }
            merged = earlier
            merged.merge(self)
        }
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO class_tops (ranking, class, entries) VALUES (?, ?, ?)
                """,
            arguments: [ranking, number, merged.bytes]
        )
    }
}
