import CPango
import Images
import SheetTemplates

/// Marks that fonts need not have, drawn in a square in the middle of their frame.
extension PagePainter {
    /// Draws a mark; its lines grow with the frame, so that it is the same at any size.
    func draw(_ symbol: Symbol, _ colour: Colour, _ frame: Rect) {
        let side = min(frame.width, frame.height)
        cairo_save(canvas.context)
        defer { cairo_restore(canvas.context) }
        cairo_translate(
            canvas.context,
            frame.x + (frame.width - side) / 2,
            frame.y + (frame.height - side) / 2
        )
        // All places below are fractions of the square.
        cairo_scale(canvas.context, side, side)
        cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_MITER)
        canvas.setColour(colour)
        switch symbol {
        case .finding: drawWarning()
        case .repaired:
            addCircle(radius: 0.45)
            canvas.stroke(width: 0.095)
            drawTick([(0.295, 0.515), (0.44, 0.655), (0.715, 0.365)], width: 0.105)
        case .passed: drawTick([(0.1, 0.55), (0.375, 0.81), (0.905, 0.2)], width: 0.125)
        case .differs:
            for y in [0.36, 0.66] { drawTick([(0.06, y), (0.94, y)], width: 0.115) }
            drawTick([(0.3, 0.98), (0.7, 0.04)], width: 0.115)
        case .dot:
            addCircle(radius: 0.46)
            canvas.fill()
        case .ring:
            addCircle(radius: 0.415)
            canvas.stroke(width: 0.09)
        case .box:
            canvas.addRectangle(Rect(x: 0.05, y: 0.05, width: 0.9, height: 0.9))
            canvas.stroke(width: 0.075)
        }
    }

    /// A triangle with an exclamation mark that the ground shows through, on dark paper too.
    private func drawWarning() {
        let context = canvas.context
        addLine([(0.5, 0.045), (1, 0.945), (0, 0.945)])
        cairo_close_path(context)
        // Wound the other way: holes.
        addLine([(0.435, 0.36), (0.455, 0.665), (0.545, 0.665), (0.565, 0.36)])
        cairo_close_path(context)
        cairo_new_sub_path(context)
        cairo_arc_negative(context, 0.5, 0.79, 0.066, 2 * .pi, 0)
        cairo_close_path(context)
        canvas.fill()
    }

    private func drawTick(_ points: [(Double, Double)], width: Double) {
        addLine(points)
        canvas.stroke(width: width)
    }

    private func addCircle(radius: Double) {
        cairo_new_sub_path(canvas.context)
        cairo_arc(canvas.context, 0.5, 0.5, radius, 0, 2 * .pi)
        cairo_close_path(canvas.context)
    }

    private func addLine(_ points: [(Double, Double)]) {
        for (number, point) in points.enumerated() {
            if number == 0 {
                cairo_move_to(canvas.context, point.0, point.1)
            } else {
                cairo_line_to(canvas.context, point.0, point.1)
            }
        }
    }
}
