import Concepts

/// The index's photos that could not be shown, and why.
struct MissingPhotos {
    private var reasons: Set<String> = []

    /// Adds what some channels' references say.
    mutating func add(_ references: [ChannelReferences]) {
        for channel in references { reasons.formUnion(channel.unusable.map(\.reason)) }
    }

    /// A line about them, or nil if there are none.
    var note: String? {
        guard let first = reasons.min() else { return nil }
        if reasons.allSatisfy({ $0.hasSuffix(ExportedIndex.absence) }) {
            return
                "\(reasons.count) reference photos \(ExportedIndex.absence), so fewer are shown; "
                + "--reference-photos names a folder that has them"
        }
        return "\(reasons.count) of the index's photos cannot be shown as references: \(first); "
            + "put them back, or build the index again where they are now"
    }
}
