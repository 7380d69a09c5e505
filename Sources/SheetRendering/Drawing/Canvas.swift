import CPango
import Foundation
import Images
import SheetTemplates

/// A Cairo context with the few things that sheets need of it.
final class Canvas {
    let context: OpaquePointer
    /// Whether the output has pixels; else text and pictures go to it as they are.
    let isPicture: Bool
    /// Whether a picture is painted as a whole rather than filled into its box, which SVG files can only do
    /// by a pattern that viewers draw with blurred edges.
    private let paintsWhole: Bool

    /// Draws on a surface, which must outlive the canvas.
    init(surface: OpaquePointer?, isPicture: Bool, paintsWhole: Bool = false) {
        guard let context = cairo_create(surface) else {
            preconditionFailure("Cairo makes no context")
        }
        self.context = context
        self.isPicture = isPicture
        self.paintsWhole = paintsWhole
    }

    deinit { cairo_destroy(context) }

    /// Throws what Cairo complained of since the beginning.
    func check(_ what: String) throws(SheetRenderingError) {
        try Self.check(cairo_status(context), what)
    }

    /// Throws if a status is not success.
    static func check(_ status: cairo_status_t, _ what: String) throws(SheetRenderingError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        let reason = String(cString: cairo_status_to_string(status))
        throw SheetRenderingError("Cairo cannot draw \(what): \(reason)")
    }

    // MARK: Colours and lines

    func setColour(_ colour: Colour, alpha: Double = 1) {
        setColour(colour.red, colour.green, colour.blue, alpha)
    }

    func setColour(_ colour: Color, alpha: Double = 1) {
        setColour(colour.red, colour.green, colour.blue, alpha)
    }

    private func setColour(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ alpha: Double) {
        let parts = [red, green, blue].map { Double($0) / 255 }
        if alpha < 1 {
            cairo_set_source_rgba(context, parts[0], parts[1], parts[2], alpha)
        } else {
            cairo_set_source_rgb(context, parts[0], parts[1], parts[2])
        }
    }

    func addRectangle(_ frame: Rect) {
        cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
    }

    func fill() { cairo_fill(context) }

    /// Draws the current path's line.
    func stroke(width: Double, dash: [Double] = [], keepsPath: Bool = false) {
        cairo_set_line_width(context, width)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
        if keepsPath { cairo_stroke_preserve(context) } else { cairo_stroke(context) }
    }

    /// Draws with everything outside of a frame cut off.
    func clipped(to frame: Rect, _ draw: () throws -> Void) rethrows {
        cairo_save(context)
        defer { cairo_restore(context) }
        addRectangle(frame)
        cairo_clip(context)
        try draw()
    }

    // MARK: Pictures

    /// Gives a surface the compressed bytes that a document shall hold in place of its pixels.
    private static func attach(_ jpeg: Data, to surface: OpaquePointer) throws(SheetRenderingError)
    {
        // Cairo frees it with the surface, which a document keeps until its page is finished.
        guard let block = malloc(jpeg.count) else { return }
        jpeg.copyBytes(to: block.assumingMemoryBound(to: UInt8.self), count: jpeg.count)
        let status = cairo_surface_set_mime_data(
            surface,
            CAIRO_MIME_TYPE_JPEG,
            block.assumingMemoryBound(to: UInt8.self),
            UInt(jpeg.count),
            { free($0) },
            block
        )
        if status != CAIRO_STATUS_SUCCESS { free(block) }
        try check(status, "a picture")
    }

    /// Draws a picture so that it fills a frame; documents keep it as a JPEG, a fifth of the size, unless
    /// its colours must be kept exactly.
    func draw(_ picture: Picture, in frame: Rect, isExact: Bool = false) throws {
        let surface = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24,
            Int32(picture.width),
            Int32(picture.height)
        )
        defer { cairo_surface_destroy(surface) }
        try Self.check(cairo_surface_status(surface), "a picture")
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else {
            throw SheetRenderingError("Cairo cannot draw a picture: it has no pixels")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<picture.height {
            let line = UnsafeMutableRawPointer(bytes + row * stride)
                .assumingMemoryBound(to: UInt32.self)
            for column in 0..<picture.width {
                let offset = (row * picture.width + column) * 3
                line[column] =
                    UInt32(picture.pixels[offset]) << 16
                    | UInt32(picture.pixels[offset + 1]) << 8 | UInt32(picture.pixels[offset + 2])
            }
        }
        cairo_surface_mark_dirty(surface)
        if !isPicture, !isExact, let surface { try Self.attach(picture.jpegData(), to: surface) }
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, frame.x, frame.y)
        cairo_scale(
            context,
            frame.width / Double(picture.width),
            frame.height / Double(picture.height)
        )
        cairo_set_source_surface(context, surface, 0, 0)
        let pattern = cairo_get_source(context)
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD)
        // A scaled picture must not fade into its surroundings at the edges.
        if isPicture { cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD) }
        guard !paintsWhole else { return cairo_paint(context) }
        cairo_rectangle(context, 0, 0, Double(picture.width), Double(picture.height))
        cairo_fill(context)
    }
}
