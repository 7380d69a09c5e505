/// A kind of file that a sheet is printed as.
public enum SheetFormat: String, Sendable, CaseIterable, Hashable {
    /// A PDF of all pages.
    case pdf
    /// A picture of each page, of pixels.
    case png
    /// A picture of each page, of outlines: sharp at any size.
    case svg

    /// Whether each page is a file of its own.
    public var isPaged: Bool { self != .pdf }
}

extension SheetFormat {
    /// What a page's file is called: `sheet.png`, `sheet-2.png` and so on; a document's only one `sheet.pdf`.
    ///
    /// - Parameters:
    ///   - page: The page, from 0.
    ///   - stem: The name without ending.
    /// - Returns: The file's name.
    func name(ofPage page: Int, _ stem: String) -> String {
        "\(stem)\(page == 0 ? "" : "-\(page + 1)").\(rawValue)"
    }
}
