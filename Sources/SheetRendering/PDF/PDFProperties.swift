import CPango

/// What a PDF says about itself.
struct PDFProperties {
    var title: String
    var author: String
    var subject: String
    var keywords: String
    var creator: String
    /// ISO 8601, for creation and modification, so that drawing again gives the same bytes.
    var date: String

    func set(on surface: OpaquePointer?) {
        for (key, value) in [
            (CAIRO_PDF_METADATA_TITLE, title), (CAIRO_PDF_METADATA_AUTHOR, author),
            (CAIRO_PDF_METADATA_SUBJECT, subject), (CAIRO_PDF_METADATA_KEYWORDS, keywords),
            (CAIRO_PDF_METADATA_CREATOR, creator), (CAIRO_PDF_METADATA_CREATE_DATE, date),
            (CAIRO_PDF_METADATA_MOD_DATE, date),
        ] {
            cairo_pdf_surface_set_metadata(surface, key, value)
        }
    }
}
