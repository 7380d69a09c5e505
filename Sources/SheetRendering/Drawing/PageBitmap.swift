import CPango
import Foundation
import Images
import SheetTemplates

/// Draws a page as a PNG picture.
enum PageBitmap {
    /// The page as PNG bytes.
    static func draw(
        _ page: LaidOutPage,
        of sheet: LaidOutSheet,
        pictures: PicturePainter,
        dotsPerInch: Double
    ) throws -> Data {
        let scale = dotsPerInch / 72
        let width = Int((sheet.pageWidth * scale).rounded())
        let height = Int((sheet.pageHeight * scale).rounded())
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        try Canvas.check(cairo_surface_status(surface), "a page of \(width) x \(height) pixels")
        let canvas = Canvas(surface: surface, isPicture: true)
        canvas.setColour(Color.white)
        cairo_paint(canvas.context)
        cairo_scale(canvas.context, scale, scale)
        let painter = PagePainter(canvas: canvas, pictures: pictures)
        for element in page.elements { try painter.draw(element) }
        try canvas.check("a page")
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else {
            throw SheetRenderingError("Cairo gives no pixels of a page")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for row in 0..<height {
            let line = UnsafeRawPointer(bytes + row * stride).assumingMemoryBound(to: UInt32.self)
            for column in 0..<width {
                let offset = (row * width + column) * 3
                pixels[offset] = UInt8(truncatingIfNeeded: line[column] >> 16)
                pixels[offset + 1] = UInt8(truncatingIfNeeded: line[column] >> 8)
                pixels[offset + 2] = UInt8(truncatingIfNeeded: line[column])
            }
        }
        return try Picture(width: width, height: height, pixels: pixels).pngData()
    }
}
