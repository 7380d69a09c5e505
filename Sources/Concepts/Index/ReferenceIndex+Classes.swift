import Foundation
import GRDB

extension ReferenceIndex {
    /// The classes that were attributed, by number.
    public func classes() throws -> [Int] {
        try database.read { db in
            try Int.fetchAll(
                db,
                sql: "SELECT DISTINCT target FROM samples WHERE target IS NOT NULL ORDER BY target"
            )
        }
    }

    /// The classes whose photos speak most for a channel, as the CRP paper's `compute_stats`.
    ///
    /// A photo belongs to the class that was attributed for it.
    ///
    /// - Parameters:
    ///   - channel: The channel of the run's layer.
    ///   - mode: What the scores measure; one of the run's modes.
    ///   - top: How many classes at most.
    ///   - mean: Of how many of a class's first scores the mean is taken, 1 to 10; the index keeps no more.
    ///   - normalized: Whether to divide by the first class's mean.
    /// - Returns: The classes, the largest mean first.
    /// - Throws: `ConceptsError` if there is no such channel or mode, or for another `mean`.
    public func classStatistics(
        channel: Int,
        mode: ReferenceMode = .relmaxSum,
        top: Int = 5,
        mean: Int = 10,
        normalized: Bool = false
    ) throws -> [ClassStatistic] {
        guard 1...ClassTops.capacity ~= mean else {
            throw ConceptsError(
                "a mean of \(mean) photos cannot be given; "
                    + "the index keeps \(ClassTops.capacity) per class and channel"
            )
        }
        return ClassStatistic.first(
            try classEntries(channel: channel, mode: mode),
            top: max(top, 0),
            mean: mean,
            normalized: normalized
        )
    }

    /// The best photos of a channel among those of one class, best first.
    ///
    /// - Parameters:
    ///   - channel: The channel of the run's layer.
    ///   - number: The class; nothing is kept of one that was never attributed.
    ///   - mode: What the scores measure; one of the run's modes.
    /// - Returns: At most 10 photos.
    /// - Throws: `ConceptsError` if there is no such channel or mode.
    public func classReferences(
        channel: Int,
        class number: Int,
        mode: ReferenceMode = .relmaxSum
    ) throws -> [ClassReference] {
        try classEntries(channel: channel, mode: mode).filter { $0.class == number }
            .flatMap(\.entries)
            .map { ClassReference(sample: Int($0.sample), score: Double($0.score)) }
    }

    /// The best photos of all channels, class by class.
    package func classTops(mode: ReferenceMode) throws -> [(class: Int, tops: ClassTops)] {
        let ranking = try ranking(mode)
        let channels = run.channels
        let path = url.path
        return try database.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT class, entries FROM class_tops WHERE ranking = ? ORDER BY class",
                arguments: [ranking]
            )
            return try rows.map { row in
                let bytes: Data = try row.decode(forColumn: "entries")
                guard let tops = ClassTops(bytes: bytes, channels: channels) else {
                    throw ConceptsError(
                        "\(path): is damaged: its class statistics are cut off",
                        hint: "delete it and build the index again"
                    )
                }
                return (try row.decode(forColumn: "class"), tops)
            }
        }
    }

    private func classEntries(
        channel: Int,
        mode: ReferenceMode
    ) throws -> [(class: Int, entries: [ClassTops.Entry])] {
        let ranking = try ranking(mode, channel: channel)
        let channels = run.channels
        return try database.read { db in
            // Every channel has the same number of bytes.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT class, substr(
                        entries, 1 + ? * (length(entries) / ?), length(entries) / ?
                    ) AS part
                    FROM class_tops WHERE ranking = ? ORDER BY class
                    """,
                arguments: [channel, channels, channels, ranking]
            )
            return try rows.map { row in
                let part: Data = try row.decode(forColumn: "part")
                return (try row.decode(forColumn: "class"), ClassTops.entries(of: part))
            }
        }
    }
}
