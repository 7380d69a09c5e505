extension LeftOutGroup.Reason {
    /// The reasons that a filter has, as opposed to being weaker than the told ones.
    public static let filterReasons: [Self] = [
        .noPattern, .noReferences, .negativeReferences, .emptyHeatmap, .border, .repeatsOverall,
        .tooWeak,
    ]

    /// Whether a filter left the channels out.
    public var isFilter: Bool { Self.filterReasons.contains(self) }
}
