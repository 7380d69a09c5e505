import SheetTemplates

/// What finishing a drawn PDF needs to know of its pages.
struct PDFContents {
    /// The page's height in points.
    var pageHeight: Double
    /// The language of all texts.
    var language: String
    /// The entries of the document outline in reading order.
    var outline: [OutlineEntry]
    /// What stands on each page, in reading order.
    var pages: [[StructuredElement]]
}

extension PDFContents {
    /// What there is to know of a sheet.
    init(_ sheet: LaidOutSheet) {
        self.init(
            pageHeight: sheet.pageHeight,
            language: sheet.language,
            outline: sheet.outline,
            pages: sheet.pages.map { $0.elements.map(StructuredElement.init) }
        )
    }
}
