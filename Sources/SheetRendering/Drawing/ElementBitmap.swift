import CPango
package import Images
package import SheetTemplates

/// Draws some elements by themselves, for tests and previews of parts.
package enum ElementBitmap {
    /// A part of a page as pixels, white where nothing stands.
    ///
    /// - Parameters:
    ///   - elements: What to draw; texts must be laid out with Pango.
    ///   - frame: Which part of the page, in points.
    ///   - dotsPerInch: How fine.
    ///   - pictures: What makes the elements' pictures.
    /// - Returns: A picture of the frame.
    /// - Throws: What drawing throws.
    package static func draw(
        _ elements: [PlacedElement],
        in frame: Rect,
        dotsPerInch: Double,
        pictures: PicturePainter
    ) throws -> Picture {
        let scale = dotsPerInch / 72
        let width = max(Int((frame.width * scale).rounded()), 1)
        let height = max(Int((frame.height * scale).rounded()), 1)
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        try Canvas.check(cairo_surface_status(surface), "\(width) x \(height) pixels")
        let canvas = Canvas(surface: surface, isPicture: true)
        canvas.setColour(Color.white)
        cairo_paint(canvas.context)
        cairo_scale(canvas.context, scale, scale)
        cairo_translate(canvas.context, -frame.x, -frame.y)
        let painter = PagePainter(canvas: canvas, pictures: pictures)
        for element in elements { try painter.draw(element) }
        try canvas.check("a part of a page")
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else {
            throw SheetRenderingError("Cairo gives no pixels of a part of a page")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height * 3)
        for row in 0..<height {
            let line = UnsafeRawPointer(bytes + row * stride).assumingMemoryBound(to: UInt32.self)
            for column in 0..<width {
                for shift: UInt32 in [16, 8, 0] {
                    pixels.append(UInt8(truncatingIfNeeded: line[column] >> shift))
                }
            }
        }
        return Picture(width: width, height: height, pixels: pixels)
    }
}
