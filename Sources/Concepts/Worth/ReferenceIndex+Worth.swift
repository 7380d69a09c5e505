import Foundation
import GRDB
import Images

extension ReferenceIndex {
    /// The first references of some channels, as far as it is kept what the channels saw there.
    ///
    /// - Parameter channels: Channels of the run's layer.
    /// - Returns: References with a positive score by `relmaxSum`, by channel and rank.
    /// - Throws: `ConceptsError` if the index was made without `relmaxSum`.
    func embeddedReferences(of channels: [Int]) throws -> [SimilarityScale.Sample] {
        let ranking = try ranking(.relmaxSum)
        let run = layout.runs[0]
        let list = channels.map(String.init).joined(separator: ", ")
        return try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT tops.channel, tops.sample, bytes FROM embeddings
                    JOIN tops ON ranking = ? AND tops.channel = embeddings.channel
                        AND tops.sample = embeddings.sample
                    WHERE run = ? AND embeddings.channel IN (\(list)) AND score > 0
                    ORDER BY tops.channel, score DESC, tops.sample
                    """,
                arguments: [ranking, run]
            ).map { row in
                SimilarityScale.Sample(
                    channel: try row.decode(forColumn: "channel"),
                    photo: try row.decode(forColumn: "sample"),
                    embedding: ReferenceEmbedding(
                        bytes: [UInt8](try row.decode(Data.self, forColumn: "bytes"))
                    )
                )
            }
        }
    }

    /// The references of a channel with all that its worth is measured by.
    ///
    /// Only what is needed is read: an explanation asks for a few dozen channels.
    ///
    /// - Parameter channel: A channel of the run's layer.
    /// - Returns: Those with a positive score by `relmaxSum`, best first.
    /// - Throws: `ConceptsError` if there is no such channel, or the index was made without `relmaxSum`.
    func measuredReferences(of channel: Int) throws -> [MeasuredReference] {
        let ranking = try ranking(.relmaxSum, channel: channel)
        let run = layout.runs[0]
        return try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sha256, wordnet, label, answer_label, activation, bytes, picture_hash FROM tops
                    JOIN samples ON ordinal = tops.sample
                    LEFT JOIN embeddings ON run = ? AND embeddings.channel = tops.channel
                        AND embeddings.sample = tops.sample
                    WHERE ranking = ? AND tops.channel = ? AND score > 0
                    ORDER BY score DESC, tops.sample
                    """,
                arguments: [run, ranking, channel]
            ).map { row in
                MeasuredReference(
                    photo: try row.decode(atIndex: 0),
                    wordNetID: try row.decode(atIndex: 1),
                    label: try row.decode(atIndex: 2),
                    answer: try row.decode(atIndex: 3),
                    activation: try row.decode(atIndex: 4),
                    embedding: try row.decode(Data?.self, atIndex: 5).map {
                        ReferenceEmbedding(bytes: [UInt8]($0))
                    },
                    pictureHash: try row.decode(Data?.self, atIndex: 6).flatMap {
                        PictureHash(bytes: $0)
                    }
                )
            }
        }
    }

    /// In how many photos each channel's output is positive somewhere, and how many photos were looked at.
    func firedCounts() throws -> (counts: [Int], photoCount: Int) {
        let run = layout.runs[0]
        let channels = self.run.channels
        return try database.read { db in
            var counts = [Int](repeating: 0, count: channels)
            let sets = try Data.fetchAll(
                db,
                sql: "SELECT channels FROM fired WHERE run = ?",
                arguments: [run]
            )
            for bytes in sets { ChannelSet(bytes: [UInt8](bytes)).count(into: &counts) }
            return (counts, sets.count)
        }
    }

    /// The fingerprints of the photos with some digests.
    ///
    /// - Parameter digests: SHA-256 digests; those of photos not in the index give nothing.
    /// - Returns: The fingerprints, in no certain order.
    /// - Throws: `ConceptsError` if the index cannot be read.
    func pictureHashes(of digests: Set<String>) throws -> [PictureHash] {
        guard !digests.isEmpty else { return [] }
        let list = digests.sorted()
        return try database.read { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT picture_hash FROM samples WHERE picture_hash IS NOT NULL
                        AND sha256 IN (\(databaseQuestionMarks(count: list.count)))
                    """,
                arguments: StatementArguments(list)
            ).compactMap { PictureHash(bytes: $0) }
        }
    }
}
