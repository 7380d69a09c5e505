public import Foundation
public import Galleries

/// What a gallery is made from and as what; every default is the command line's.
public struct GallerySettings: Sendable {
    /// Folders that `explain` wrote, their documents, or folders that hold such folders.
    public var explanations: [URL]
    /// The gallery's folder; one of an earlier gallery is replaced as a whole.
    public var output: URL
    /// What the person calls the gallery; nil for words that tell the counts.
    public var title: String?
    /// Whether the web pages are made.
    public var makesPages = false
    /// In what form it is printed; without formats it is not.
    public var printing = GalleryPrinter.Settings()
    /// Whose texts name the concepts and stand on the photos' pages.
    public var audience = "end-user"
    /// For whom sheets are put beside the photos' pages; by default for the same audience.
    public var sheets = ["end-user"]
    /// The language of all words.
    public var language = "en"
    /// In what order the photos stand.
    public var sort = GallerySort.confidence
    /// Under what headings they stand.
    public var grouping = GalleryGrouping.none
    /// A folder of own templates, whose files count before the shipped ones; nil for these alone.
    public var templates: URL?

    /// The defaults for some explanations and a folder.
    public init(_ explanations: [URL], output: URL) {
        self.explanations = explanations
        self.output = output
    }
}
