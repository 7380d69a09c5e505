import Digests
import Foundation
import GRDB

extension ReferenceIndex {
    /// A digest of everything that was measured, and of what from: all of the file's layers, but neither the
    /// photos' places on this machine nor names people gave to concepts.
    ///
    /// Two builds of one run have the same digest, however often they were interrupted or in however many
    /// shards they were made.
    public func contentSHA256() throws -> String {
        try database.read { db in
            var digest = SHA256Digest.Stream()
            for query in Self.content {
                digest.update(Array("\(query.name)\n".utf8))
                let rows = try Row.fetchCursor(db, sql: query.sql)
                while let row = try rows.next() {
                    for value in row.databaseValues { digest.update(Self.bytes(of: value)) }
                }
            }
            return digest.finish()
        }
    }

    /// Whatever numbers the file gave to runs and rankings, their order is the layers' and modes'.
    private static let content: [(name: String, sql: String)] = [
        ("runs", "SELECT layer, sha256 FROM runs ORDER BY layer"),
        ("build", "SELECT finished FROM build"),
        (
            "samples",
            """
            SELECT ordinal, name, sha256, label, wordnet, licence, author, package, state, reason,
                answer, answer_label, answer_logit, answer_probability, target, picture_hash,
                measured_sha256 FROM samples ORDER BY ordinal
            """
        ),
        (
            "tops",
            """
            SELECT layer, mode, channel, sample, score, neuron, activation FROM tops
            JOIN rankings ON rankings.id = ranking JOIN runs ON runs.id = run
            ORDER BY layer, mode, channel, score DESC, sample
            """
        ),
        (
            "embeddings",
            """
            SELECT layer, channel, sample, bytes FROM embeddings JOIN runs ON runs.id = run
            ORDER BY layer, channel, sample
            """
        ),
        (
            "fired",
            """
            SELECT layer, sample, fired.channels FROM fired JOIN runs ON runs.id = run
            ORDER BY layer, sample
            """
        ),
        (
            "class_tops",
            """
            SELECT layer, mode, class, entries FROM class_tops
            JOIN rankings ON rankings.id = ranking JOIN runs ON runs.id = run
            ORDER BY layer, mode, class
            """
        ),
    ]

    /// A value with its type and length, so that no two rows run into each other.
    private static func bytes(of value: DatabaseValue) -> [UInt8] {
        switch value.storage {
        case .null: [0]
        case .int64(let number): [1] + bytes(of: number)
        // Equal digests are equal bits.
        case .double(let number): [2] + bytes(of: number.bitPattern)
        case .string(let text): [3] + bytes(of: text.utf8.count) + Array(text.utf8)
        case .blob(let data): [4] + bytes(of: data.count) + Array(data)
        }
    }

    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
