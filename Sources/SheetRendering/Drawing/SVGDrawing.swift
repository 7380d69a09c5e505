import CPango
import Foundation
import SheetTemplates

/// Draws a sheet's pages as SVG files: outlines and pictures to look at, the same texts unseen on top of
/// them to be read aloud, found and copied.
///
/// Letters are outlines, so that a page looks the same where the fonts are not installed.
struct SVGDrawing {
    let sheet: LaidOutSheet
    let pictures: PicturePainter
    let properties: SVGProperties

    /// Units of the drawing in a point: Cairo keeps outlines of letters in 64ths of a unit, too coarse for
    /// points.
    private static let unitsPerPoint = 10.0

    /// The bytes of a page's file.
    ///
    /// - Parameter number: The page, from 0.
    /// - Returns: A whole SVG file; equal pages give equal bytes.
    /// - Throws: `SheetRenderingError` if Cairo cannot draw it, `ImagesError` or `TensorsError` for assets
    ///   that are missing or broken.
    func draw(page number: Int) throws -> Data {
        let surroundings = SVGPage(sheet: sheet, number: number, properties: properties)
        let drawing = SVGFragment(try drawn(sheet.pages[number]))
        var text = surroundings.head
        text += "<g aria-hidden=\"true\" transform=\"scale(\(1 / Self.unitsPerPoint))\">\n"
        text += drawing.body
        text += "</g>\n"
        text += surroundings.readable
        text += "</svg>\n"
        return Data(text.utf8)
    }

    /// The page as Cairo writes it.
    private func drawn(_ page: LaidOutPage) throws -> Data {
        let sink = StreamSink()
        let surface = cairo_svg_surface_create_for_stream(
            StreamSink.write,
            Unmanaged.passUnretained(sink).toOpaque(),
            sheet.pageWidth * Self.unitsPerPoint,
            sheet.pageHeight * Self.unitsPerPoint
        )
        try withExtendedLifetime(sink) {
            defer { cairo_surface_destroy(surface) }
            try Canvas.check(cairo_surface_status(surface), "an SVG")
            let canvas = Canvas(surface: surface, isPicture: false, paintsWhole: true)
            cairo_scale(canvas.context, Self.unitsPerPoint, Self.unitsPerPoint)
            let painter = PagePainter(canvas: canvas, pictures: pictures)
            for element in page.elements { try painter.draw(element) }
            cairo_show_page(canvas.context)
            try canvas.check("a page")
            cairo_surface_finish(surface)
            try Canvas.check(cairo_surface_status(surface), "an SVG")
        }
        return sink.data
    }
}

/// What Cairo writes a file into.
final class StreamSink {
    private(set) var data = Data()

    /// Appends what Cairo has; the closure is an unretained sink.
    static let write: cairo_write_func_t = { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<StreamSink>.fromOpaque(closure).takeUnretainedValue().data
            .append(bytes, count: Int(count))
        return CAIRO_STATUS_SUCCESS
    }
}
