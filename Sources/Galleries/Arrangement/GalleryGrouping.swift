/// Under what headings a gallery's photos stand.
public enum GalleryGrouping: String, Sendable, CaseIterable, Codable {
    /// All together.
    case none
    /// One group for each answer, by its name.
    case answer
    /// One for each tenth of probability, the surest first.
    case confidence
    /// One for each strongest concept, by its name; photos without a named one come last.
    case concept
    /// Wrong by their label, of unknown label, right, without a label.
    case agreement
}
