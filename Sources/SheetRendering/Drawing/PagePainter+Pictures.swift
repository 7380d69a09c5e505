import CPango
import Images
import SheetTemplates

/// Photos, overlays and references.
extension PagePainter {
    /// Draws the photo with the model's view marked.
    func draw(_ photo: PhotoPicture, _ picture: Picture, _ frame: Rect) throws {
        try canvas.draw(picture, in: frame)
        drawKeyline(around: picture, frame)
        guard let view = photo.view else { return }
        let box = try FrameBox(view, of: photo.file)
        let seen = Rect(
            x: frame.x + box.x * frame.width,
            y: frame.y + box.y * frame.height,
            width: box.width * frame.width,
            height: box.height * frame.height
        )
        canvas.clipped(to: frame) {
            // What the model did not see steps back.
            cairo_set_fill_rule(canvas.context, CAIRO_FILL_RULE_EVEN_ODD)
            canvas.addRectangle(frame)
            canvas.addRectangle(seen)
            // White on white would not: there a grey veil leaves the seen part as the brighter one.
            canvas.setColour(
                picture.hasPaleEdge ? Color(rgb: 0xC4C7CB) : .white,
                alpha: picture.hasPaleEdge ? 0.45 : 0.38
            )
            canvas.fill()
            cairo_set_fill_rule(canvas.context, CAIRO_FILL_RULE_WINDING)
            // A dark line beside the white one keeps it visible on white.
            canvas.addRectangle(seen.inset(by: -0.9))
            canvas.setColour(EvidenceColors.ink, alpha: 0.7)
            canvas.stroke(width: 0.5)
            canvas.addRectangle(seen)
            canvas.setColour(Color.white)
            canvas.stroke(width: 1.3)
        }
    }

    /// Draws an overlay and the outlines on it.
    func draw(_ overlay: PicturePainter.Painted, _ frame: Rect) throws {
        try canvas.draw(overlay.picture, in: frame, isExact: overlay.isExact)
        drawKeyline(around: overlay.picture, frame)
        let side = min(frame.width, frame.height) / Self.millimetre
        let (casing, line) =
            side > 50 ? (2.4, 0.9) : side >= 30 ? (2, 0.8) : (1.3, 0.65)
        canvas.clipped(to: frame) {
            cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
            // No casing may cover a line of the other sign.
            for outline in overlay.outlines {
                addPath(outline, frame)
                canvas.setColour(Color.white, alpha: 0.92)
                canvas.stroke(width: casing)
            }
            for outline in overlay.outlines {
                addPath(outline, frame)
                canvas.setColour(Self.outlineColour(outline.sign))
                canvas.stroke(width: line, dash: Self.dash(outline.sign))
            }
        }
    }

    private func addPath(_ outline: PicturePainter.Outline, _ frame: Rect) {
        for piece in outline.pieces {
            for (index, point) in piece.enumerated() {
                let x = frame.x + point.x * frame.width
                let y = frame.y + point.y * frame.height
                if index == 0 {
                    cairo_move_to(canvas.context, x, y)
                } else {
                    cairo_line_to(canvas.context, x, y)
                }
            }
            cairo_close_path(canvas.context)
        }
    }

    /// A hairline along the edge of a picture that would else run out into the white page.
    private func drawKeyline(around picture: Picture, _ frame: Rect) {
        guard picture.hasPaleEdge else { return }
        canvas.addRectangle(frame.inset(by: 0.2))
        canvas.setColour(EvidenceColors.ink, alpha: 0.18)
        canvas.stroke(width: 0.4)
    }

    static func outlineColour(_ sign: Sign) -> Color {
        sign == .positive ? EvidenceColors.positiveOutline : EvidenceColors.negativeOutline
    }

    static func dash(_ sign: Sign) -> [Double] { sign == .positive ? [] : [3.3, 1.65] }
}
