import CPango
import Images
import SheetTemplates

/// Draws placed elements on a canvas.
struct PagePainter {
    let canvas: Canvas
    let pictures: PicturePainter

    static let millimetre = 72 / 25.4

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
        case .ramp(let ramp): draw(ramp, frame)
        case .symbol(let symbol, let colour): draw(symbol, colour, frame)
        case .outlineSample(let sign): drawOutlineSample(sign, frame)
        case .photo(let photo): try draw(photo, pictures.painted(element).picture, frame)
        case .overlay: try draw(pictures.painted(element), frame)
        case .reference: try canvas.draw(pictures.painted(element).picture, in: frame)
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

    /// A gradient of the style's colours, over a middle grey where the style has a photo.
    private func draw(_ ramp: Ramp, _ frame: Rect) {
        let gradient = cairo_pattern_create_linear(frame.x, 0, frame.maxX, 0)
        defer { cairo_pattern_destroy(gradient) }
        let map = StrengthMap(ramp.style.map)
        let grey = ramp.style.hasPhoto ? 127.5 : nil
        for (position, strength) in ramp.stops {
            let colour = map.color(ofStrength: strength, overGrey: grey)
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
}

extension Ramp {
    /// Where a gradient's colours are given, from 0 to 1, and the strengths there: 48 even steps, and 0
    /// itself, where colours may turn sharply.
    var stops: [(position: Double, strength: Double)] {
        let steps = 48
        var positions = (0...steps).map { Double($0) / Double(steps) }
        let zero = -from / (to - from)
        if zero > 0, zero < 1, !positions.contains(zero) { positions.append(zero) }
        return positions.sorted().map { ($0, from + (to - from) * $0) }
    }
}

extension Picture {
    /// Whether more than a third of the pixels along the edge are almost white.
    var hasPaleEdge: Bool {
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
