public import Explanations

/// Explanations of many photos that are shown together.
public struct Gallery: Sendable, Equatable {
    /// What the person calls it; nil for words that tell the counts.
    public var title: String?
    /// The language of its words, such as `en`.
    public var language: String
    /// The photos in the order in which they stand.
    public var photos: [GalleryPhoto]
    /// In what order that is.
    public var sort: GallerySort
    /// Under what headings they stand.
    public var grouping: GalleryGrouping
    /// When and by what the gallery was made.
    public var provenance: Provenance

    /// Makes a gallery of photos in any order and puts them into theirs.
    ///
    /// - Parameters:
    ///   - photos: At least one.
    ///   - title: What the person calls it; nil for words that tell the counts.
    ///   - language: The language of its words.
    ///   - sort: In what order the photos stand.
    ///   - grouping: Under what headings.
    ///   - provenance: When and by what it was made.
    public init(
        of photos: [GalleryPhoto],
        title: String? = nil,
        language: String,
        sort: GallerySort = .confidence,
        grouping: GalleryGrouping = .none,
        provenance: Provenance
    ) {
        precondition(!photos.isEmpty, "a gallery without photos")
        self.title = title
        self.language = language
        self.photos = sort.sorted(photos)
        self.sort = sort
        self.grouping = grouping
        self.provenance = provenance
    }
}
