import CPango
import Images
import SheetTemplates

/// Draws placed elements on a canvas.
struct PagePainter {
    let canvas: Canvas
    let pictures: PicturePainter

    private static let millimetre = 72 / 25.4

    /// Draws one element.
    func draw(_ element: PlacedElement) throws {
        let frame = element.frame
        switch element.content {
        case .text(let text): draw(text)
        case .fill(let colour):
            canvas.setColour(colour)
            canvas.addRectangle(frame)
            canvas.fill()
        case .hatch(let colour): drawHatch(colour, frame)
        case .ramp(let ramp): drawRamp(ramp.to >= 0 ? .positive : .negative, frame)
        case .symbol(_, let colour):
            canvas.setColour(colour)
            canvas.addRectangle(frame)
            canvas.fill()
        case .outlineSample(let sign): drawOutlineSample(sign, frame)
        case .photo(let photo): try draw(photo, frame)
        case .overlay(let overlay): try draw(overlay, frame)
        case .reference(let reference):
            try canvas.draw(pictures.tile(reference, frame), in: frame)
        }
    }

    private func draw(_ text: TextLines) {
        guard let paragraph = text.paragraph as? PangoParagraph else {
            preconditionFailure("the sheet was not laid out with Pango")
        }
        for (index, line) in text.lines.enumerated() {
            let (x, y) = (text.x[index], text.baselines[index])
            guard !canvas.isPicture else {
                paragraph.drawOutlines(line: line, x: x, y: y, on: canvas.context)
                continue
            }
            // The space at a line's end is an empty mark of its own, where some readers take the paragraph
            // for finished; so each of several lines is a part of its own.
            let isPart = text.lines.count > 1
            if isPart { cairo_tag_begin(canvas.context, "Span", "") }
            cairo_move_to(canvas.context, x, y)
            paragraph.draw(line: line, on: canvas.context)
            if isPart { cairo_tag_end(canvas.context, "Span") }
        }
    }

    // MARK: Bars and legend

    /// Stripes rising to the right, half of each pitch coloured, within a border.
    private func drawHatch(_ colour: Colour, _ frame: Rect) {
        let context = canvas.context
        let pitch = Self.millimetre
        canvas.setColour(colour)
        canvas.clipped(to: frame) {
            // 45 degrees: along the edge a stripe is broader by the square root of 2.
            let step = pitch * 2.squareRoot()
            var x = frame.x - frame.height
            while x < frame.maxX + step {
                cairo_move_to(context, x, frame.maxY)
                cairo_line_to(context, x + frame.height, frame.y)
                x += step
            }
            cairo_set_line_cap(context, CAIRO_LINE_CAP_SQUARE)
            canvas.stroke(width: pitch / 2)
            cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
        }
        let border = min(0.5, frame.width / 2)
        canvas.addRectangle(
            Rect(
                x: frame.x + border / 2,
                y: frame.y + border / 2,
                width: max(frame.width - border, 0),
                height: max(frame.height - border, 0)
            )
        )
        canvas.stroke(width: border)
    }

    private func drawRamp(_ sign: Sign, _ frame: Rect) {
        let gradient = cairo_pattern_create_linear(frame.x, 0, frame.maxX, 0)
        defer { cairo_pattern_destroy(gradient) }
        let stops = 24
        for stop in 0...stops {
            let position = Double(stop) / Double(stops)
            let strength = sign == .positive ? position : -position
            let colour = Duotone.sheet.color(ofStrength: strength, overGrey: 127.5)
            cairo_pattern_add_color_stop_rgb(
                gradient,
                position,
                Double(colour.red) / 255,
                Double(colour.green) / 255,
                Double(colour.blue) / 255
            )
        }
        cairo_set_source(canvas.context, gradient)
        canvas.addRectangle(frame)
        canvas.fill()
    }

    private func drawOutlineSample(_ sign: Sign, _ frame: Rect) {
        let y = frame.y + frame.height / 2
        cairo_move_to(canvas.context, frame.x, y)
        cairo_line_to(canvas.context, frame.maxX, y)
        canvas.setColour(Self.outlineColour(sign))
        canvas.stroke(width: 1, dash: Self.dash(sign))
    }

    // MARK: Pictures

    private func draw(_ photo: PhotoPicture, _ frame: Rect) throws {
        let picture = try pictures.photo(photo, frame)
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

    private func draw(_ overlay: OverlayPicture, _ frame: Rect) throws {
        let painted = try pictures.overlay(overlay, frame)
        try canvas.draw(painted.picture, in: frame)
        drawKeyline(around: painted.picture, frame)
        let side = min(frame.width, frame.height) / Self.millimetre
        let (casing, line) =
            side > 50 ? (2.4, 0.9) : side >= 30 ? (2, 0.8) : (1.3, 0.65)
        canvas.clipped(to: frame) {
            let context = canvas.context
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            for outline in painted.outlines {
                for (index, point) in outline.enumerated() {
                    let x = frame.x + point.x * frame.width
                    let y = frame.y + point.y * frame.height
                    if index == 0 {
                        cairo_move_to(context, x, y)
                    } else {
                        cairo_line_to(context, x, y)
                    }
                }
                cairo_close_path(context)
            }
            canvas.setColour(Color.white, alpha: 0.92)
            canvas.stroke(width: casing, keepsPath: true)
            let sign = overlay.sign ?? .positive
            canvas.setColour(Self.outlineColour(sign))
            canvas.stroke(width: line, dash: Self.dash(sign))
        }
    }

    /// A hairline along the edge of a picture that would else run out into the white page.
    private func drawKeyline(around picture: Picture, _ frame: Rect) {
        guard picture.hasPaleEdge else { return }
        canvas.addRectangle(frame.inset(by: 0.2))
        canvas.setColour(EvidenceColors.ink, alpha: 0.18)
        canvas.stroke(width: 0.4)
    }

    private static func outlineColour(_ sign: Sign) -> Color {
        sign == .positive ? EvidenceColors.positiveOutline : EvidenceColors.negativeOutline
    }

    private static func dash(_ sign: Sign) -> [Double] { sign == .positive ? [] : [3.3, 1.65] }
}

extension Picture {
    /// Whether more than a third of the pixels along the edge are almost white.
    fileprivate var hasPaleEdge: Bool {
        var pale = 0
        var count = 0
        func look(_ x: Int, _ y: Int) {
            let colour = self[x, y]
            count += 1
            if min(colour.red, colour.green, colour.blue) > 238 { pale += 1 }
        }
        for x in 0..<width {
            look(x, 0)
            look(x, height - 1)
        }
        for y in 0..<height {
            look(0, y)
            look(width - 1, y)
        }
        return pale * 3 > count
    }
}

extension Rect {
    /// The rectangle made smaller on every side.
    func inset(by distance: Double) -> Rect {
        Rect(
            x: x + distance,
            y: y + distance,
            width: width - 2 * distance,
            height: height - 2 * distance
        )
    }
}
