public import Explanations
import GRDB

extension ReferenceIndex {
    /// The names of a channel, at most one in each language.
    ///
    /// - Parameter channel: The channel of the run's layer.
    /// - Returns: The names in the order of their languages; none where the channel was not named.
    /// - Throws: `ConceptsError` if the file cannot be read.
    public func namings(of channel: Int) throws -> [ConceptNaming] {
        let layer = run.layer
        return try database.read { db in
            try NamesTable.namings(of: channel, layer: layer, in: db).map(\.naming)
        }
    }

    /// The names of a channel as an explanation holds them.
    ///
    /// - Parameter channel: The channel of the run's layer.
    /// - Returns: The names; nil where the channel was not named.
    /// - Throws: `ConceptsError` if the file cannot be read.
    public func names(of channel: Int) throws -> [ConceptNaming]? {
        let namings = try namings(of: channel)
        return namings.isEmpty ? nil : namings
    }

    /// All names of the run's layer, with what they were made by.
    ///
    /// - Returns: The names in the order of channels, then languages.
    /// - Throws: `ConceptsError` if the file cannot be read.
    public func namings() throws -> [ChannelNaming] {
        let layer = run.layer
        return try database.read { db in
            try NamesTable.namings(of: nil, layer: layer, in: db)
        }
    }

    /// The channels that a photo speaks for at all, and that can so be named.
    ///
    /// - Parameter mode: By what references are chosen.
    /// - Returns: The channels in ascending order.
    /// - Throws: `ConceptsError` if the file cannot be read.
    public func channelsWithReferences(mode: ReferenceMode = .relmaxSum) throws -> [Int] {
        try (0..<run.channels).filter { channel in
            try references(channel: channel, mode: mode, count: 1).contains { $0.score > 0 }
        }
    }
}
