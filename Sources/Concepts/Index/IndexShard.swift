/// A part of an index's photos, to be built by itself and merged with the others.
///
/// Parts are made of whole batches in the list's order, so that every photo shares its batch with the same
/// photos as in one run: the last bits of a score may depend on them.
public struct IndexShard: Sendable, Equatable {
    /// Which part, from 1.
    public let number: Int
    /// How many parts there are.
    public let count: Int

    /// The most parts: a million.
    public static let mostParts = 1_000_000

    /// Names a part.
    ///
    /// - Throws: `ConceptsError` if there is no such part.
    public init(number: Int, count: Int) throws {
        guard 1...Self.mostParts ~= count, 1...count ~= number else {
            throw ConceptsError(
                "there is no shard \(number)/\(count)",
                hint: "give I/N with I from 1 to N, such as 2/8"
            )
        }
        self.number = number
        self.count = count
    }

    /// Reads a part's name, `I/N`.
    ///
    /// - Throws: `ConceptsError` if it is something else.
    public init(parsing text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1] else {
            throw ConceptsError(
                "\"\(text.prefix(40))\" names no shard",
                hint: "give I/N with I from 1 to N, such as 2/8"
            )
        }
        try self.init(number: number, count: count)
    }

    /// The name, `I/N`.
    public var description: String { "\(number)/\(count)" }

    /// The photos of this part, by their ordinals.
    ///
    /// - Parameters:
    ///   - photoCount: How many photos the list has.
    ///   - batchSize: How many photos a batch has.
    /// - Returns: Whole batches; none where there are more parts than batches.
    public func photos(of photoCount: Int, batchSize: Int) -> Range<Int> {
        let batches = (photoCount + batchSize - 1) / batchSize
        func boundary(_ part: Int) -> Int { min(batches * part / count * batchSize, photoCount) }
        return boundary(number - 1)..<boundary(number)
    }
}
