/// A kind of file that a sheet is printed as.
public enum SheetFormat: String, Sendable, CaseIterable, Hashable {
    /// A PDF of all pages.
    case pdf
    /// A picture of each page at 150 dots in an inch.
    case png
}
