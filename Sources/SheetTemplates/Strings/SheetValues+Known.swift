extension SheetValues {
    /// All placeholders of sheets, credits and concepts' cards.
    static let known = names.union(CreditsLayout.names).union(CardValues.names)
}
