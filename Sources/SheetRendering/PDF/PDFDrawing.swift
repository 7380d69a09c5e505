import CPango
import Foundation
import SheetTemplates

/// Draws pages as a PDF with real text.
///
/// Each element is one tag of Cairo's, in the order of the page. So Cairo numbers the pieces of each
/// page's content by element, decoration included; what each piece is in the document's structure is
/// written afterwards (see `PDFFinishing`): Cairo 1.16 knows no artifacts, and of a tag's properties
/// neither language nor words in place of a picture.
final class PDFDrawing {
    private let surface: OpaquePointer?
    private let canvas: Canvas
    private let sink: Sink?
    private var pageCount = 0

    /// Begins a document of pages of a size.
    ///
    /// - Parameters:
    ///   - width: The pages' width in points.
    ///   - height: Their height in points.
    ///   - file: Where its bytes go, page by page; nil to keep them for `finish`.
    /// - Throws: `SheetRenderingError` if Cairo cannot begin it.
    init(width: Double, height: Double, to file: URL? = nil) throws {
        if let file {
            sink = nil
            surface = cairo_pdf_surface_create(file.path, width, height)
        } else {
            let sink = Sink()
            self.sink = sink
            surface = cairo_pdf_surface_create_for_stream(
                { closure, bytes, count in
                    guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                    Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().data
                        .append(bytes, count: Int(count))
                    return CAIRO_STATUS_SUCCESS
                },
                Unmanaged.passUnretained(sink).toOpaque(),
                width,
                height
            )
        }
        try Canvas.check(cairo_surface_status(surface), "a PDF")
        canvas = Canvas(surface: surface, isPicture: false)
    }

    deinit { cairo_surface_destroy(surface) }

    /// What Cairo writes into.
    private final class Sink {
        var data = Data()
    }

    /// Draws the next page.
    func draw(_ page: LaidOutPage, _ pictures: PicturePainter) throws {
        let painter = PagePainter(canvas: canvas, pictures: pictures)
        for element in page.elements {
            cairo_tag_begin(canvas.context, "Span", "")
            try painter.draw(element)
            cairo_tag_end(canvas.context, "Span")
        }
        cairo_show_page(canvas.context)
        pageCount += 1
        try canvas.check("page \(pageCount)")
    }

    /// Ends the document.
    ///
    /// - Returns: Its bytes as Cairo writes them; none if they went into a file.
    func finish() throws -> Data {
        cairo_surface_finish(surface)
        try Canvas.check(cairo_surface_status(surface), "a PDF")
        return sink?.data ?? Data()
    }
}
