/// In what order a gallery's photos stand.
///
/// Every order is total: photos that are equal in it stand by the name of the photo's file, then by id, so that
/// the order never depends on how they were given.
public enum GallerySort: String, Sendable, CaseIterable, Codable {
    /// The surest answer first.
    case confidence
    /// The least sure answer first, where mistakes gather.
    case doubt
    /// By the answer's name, then the surest first.
    case answer
    /// By the name of the strongest concept, then its share, the greatest first.
    case concept
    /// Answers that differ from their label first, then unknown labels, agreements, and photos without a label.
    case agreement
    /// By the file's name.
    case file
    /// As they were given.
    case given
}
