import CPango
import Foundation
import SheetTemplates

/// Draws a sheet's pages as a PDF with real text.
///
/// Each element is one tag of Cairo's, in the order of the sheet. So Cairo numbers the pieces of each
/// page's content by element, decoration included; what each piece is in the document's structure is
/// written afterwards (see `PDFFinishing`): Cairo 1.16 knows no artifacts, and of a tag's properties
/// neither language nor words in place of a picture.
struct PDFDrawing {
    let sheet: LaidOutSheet
    let pictures: PicturePainter

    /// The PDF's bytes as Cairo writes them.
    func draw() throws -> Data {
        let sink = Sink()
        let surface = cairo_pdf_surface_create_for_stream(
            { closure, bytes, count in
                guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().data
                    .append(bytes, count: Int(count))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(sink).toOpaque(),
            sheet.pageWidth,
            sheet.pageHeight
        )
        try withExtendedLifetime(sink) {
            defer { cairo_surface_destroy(surface) }
            try Canvas.check(cairo_surface_status(surface), "a PDF")
            try drawPages(Canvas(surface: surface, isPicture: false))
            cairo_surface_finish(surface)
            try Canvas.check(cairo_surface_status(surface), "a PDF")
        }
        return sink.data
    }

    /// What Cairo writes into.
    private final class Sink {
        var data = Data()
    }

    private func drawPages(_ canvas: Canvas) throws {
        let painter = PagePainter(canvas: canvas, pictures: pictures)
        for (number, page) in sheet.pages.enumerated() {
            for element in page.elements {
                cairo_tag_begin(canvas.context, "Span", "")
                try painter.draw(element)
                cairo_tag_end(canvas.context, "Span")
            }
            cairo_show_page(canvas.context)
            try canvas.check("page \(number + 1)")
        }
    }
}
