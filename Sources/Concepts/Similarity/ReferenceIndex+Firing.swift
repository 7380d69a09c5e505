import Foundation
import GRDB

extension ReferenceIndex {
    /// The channels of the run's layer whose output is positive somewhere in a photo.
    ///
    /// - Returns: One set per photo that was looked at, in the list's order.
    /// - Throws: `ConceptsError` if the file cannot be read.
    package func firedChannels() throws -> [ChannelSet] {
        let run = layout.runs[0]
        return try database.read { db in
            try Data.fetchAll(
                db,
                sql: "SELECT channels FROM fired WHERE run = ? ORDER BY sample",
                arguments: [run]
            ).map { ChannelSet(bytes: [UInt8]($0)) }
        }
    }
}
