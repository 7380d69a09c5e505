import Foundation
import GRDB
import Images

extension ReferenceIndex {
    /// What the index knows of a channel: its best photos by `relmaxSum`, what it saw there, and how often it
    /// fired.
    ///
    /// - Parameter channel: The channel of the run's layer.
    /// - Returns: Its evidence, the photos best first.
    /// - Throws: `ConceptsError` if there is no such channel, or if the index was made without `relmaxSum`.
    package func evidence(channel: Int) throws -> ChannelEvidence {
        let ranking = try ranking(.relmaxSum, channel: channel)
        let run = layout.runs[0]
        let bit = channel
        return try database.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "\(Self.rankedPhotos) AND tops.channel = ? ORDER BY score DESC, tops.sample",
                arguments: [run, ranking, channel]
            )
            var photos: [Int: IndexedSample] = [:]
            for row in try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM samples WHERE ordinal IN
                        (SELECT sample FROM tops WHERE ranking = ? AND channel = ?)
                    """,
                arguments: [ranking, channel]
            ) {
                let sample = try IndexedSample(row: row)
                photos[sample.ordinal] = sample
            }
            let sets = try Data.fetchAll(
                db,
                sql: "SELECT channels FROM fired WHERE run = ?",
                arguments: [run]
            )
            return ChannelEvidence(
                channel: channel,
                references: try Self.references(rows[...], photos: photos),
                firedCount: sets.count { ChannelSet(bytes: [UInt8]($0)).contains(bit) },
                photoCount: sets.count
            )
        }
    }

    /// What the index knows of every channel, in their order; see `evidence(channel:)`.
    ///
    /// - Returns: One value per channel.
    /// - Throws: `ConceptsError` if the index was made without `relmaxSum`.
    package func evidence() throws -> [ChannelEvidence] {
        let ranking = try ranking(.relmaxSum)
        let run = layout.runs[0]
        let channels = self.run.channels
        return try database.read { db in
            var photos: [Int: IndexedSample] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM samples WHERE state = 'ok'") {
                let sample = try IndexedSample(row: row)
                photos[sample.ordinal] = sample
            }
            var counts = [Int](repeating: 0, count: channels)
            var photoCount = 0
            let sets = try Data.fetchCursor(
                db,
                sql: "SELECT channels FROM fired WHERE run = ?",
                arguments: [run]
            )
            while let bytes = try sets.next() {
                ChannelSet(bytes: [UInt8](bytes)).count(into: &counts)
                photoCount += 1
            }
            var references = [[ReferenceEvidence]](repeating: [], count: channels)
            let rows = try Row.fetchAll(
                db,
                sql: "\(Self.rankedPhotos) ORDER BY tops.channel, score DESC, tops.sample",
                arguments: [run, ranking]
            )
            var start = rows.startIndex
            while start < rows.endIndex {
                let channel: Int = try rows[start].decode(forColumn: "channel")
                var end = start + 1
                while end < rows.endIndex,
                    try rows[end].decode(Int.self, forColumn: "channel") == channel
                {
                    end += 1
                }
                if references.indices ~= channel {
                    references[channel] = try Self.references(rows[start..<end], photos: photos)
                }
                start = end
            }
            return (0..<channels).map {
                ChannelEvidence(
                    channel: $0,
                    references: references[$0],
                    firedCount: counts[$0],
                    photoCount: photoCount
                )
            }
        }
    }

    /// The best photos of a ranking's channels with what the channels saw.
    private static let rankedPhotos = """
        SELECT tops.channel, tops.sample, score, neuron, activation, bytes FROM tops
        LEFT JOIN embeddings ON run = ? AND embeddings.channel = tops.channel
            AND embeddings.sample = tops.sample
        WHERE ranking = ?
        """

    private static func references(
        _ rows: ArraySlice<Row>,
        photos: [Int: IndexedSample]
    ) throws -> [ReferenceEvidence] {
        try rows.enumerated().compactMap { place, row in
            let ordinal: Int = try row.decode(forColumn: "sample")
            guard let sample = photos[ordinal] else { return nil }
            let activation: Double = try row.decode(forColumn: "activation")
            let bytes: Data? = try row.decode(forColumn: "bytes")
            return ReferenceEvidence(
                ranked: RankedSample(
                    rank: place + 1,
                    score: try row.decode(forColumn: "score"),
                    neuron: try row.decode(forColumn: "neuron"),
                    activation: activation,
                    sample: sample
                ),
                activation: activation,
                embedding: bytes.map { ReferenceEmbedding(bytes: [UInt8]($0)) },
                pictureHash: sample.pictureHash
            )
        }
    }
}
