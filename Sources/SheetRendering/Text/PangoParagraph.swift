import CPango
import SheetTemplates

/// A paragraph that Pango has shaped.
final class PangoParagraph: ShapedParagraph {
    let lines: [TextLine]
    let unknownCharacters: [Unicode.Scalar]
    private let layout: PangoLayoutHandle

    init(_ layout: PangoLayoutHandle, capHeight: Double) {
        self.layout = layout
        let count = pango_layout_get_line_count(layout.pointer)
        let breaks = Self.lineBreaks(of: layout.pointer)
        lines = (0..<count).map { index in
            let next = index + 1 < count ? Self.start(ofLine: index + 1, of: layout.pointer) : nil
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_line_get_extents(
                pango_layout_get_line_readonly(layout.pointer, index),
                &ink,
                &logical
            )
            return TextLine(
                width: Double(logical.width) / pangoUnits,
                ascent: -Double(logical.y) / pangoUnits,
                descent: Double(logical.y + logical.height) / pangoUnits,
                inkAscent: -Double(ink.y) / pangoUnits,
                inkDescent: Double(ink.y + ink.height) / pangoUnits,
                capHeight: capHeight,
                breakReason: next.map { breaks.contains($0) ? .width : .insideWord } ?? .end
            )
        }
        unknownCharacters =
            pango_layout_get_unknown_glyphs_count(layout.pointer) > 0
            ? Self.unknownCharacters(of: layout.pointer) : []
    }

    /// Where a line begins, in bytes.
    private static func start(ofLine index: Int32, of layout: OpaquePointer) -> Int {
        Int(pango_layout_get_line_readonly(layout, index)?.pointee.start_index ?? 0)
    }

    /// Where lines may begin, in bytes.
    private static func lineBreaks(of layout: OpaquePointer) -> Set<Int> {
        var count: Int32 = 0
        guard pango_layout_get_line_count(layout) > 1, let text = pango_layout_get_text(layout),
            let attributes = pango_layout_get_log_attrs_readonly(layout, &count)
        else { return [] }
        var places: Set<Int> = []
        var place = 0
        for (index, scalar) in String(cString: text).unicodeScalars.enumerated() {
            if index < Int(count), attributes[index].is_line_break != 0 { places.insert(place) }
            place += scalar.utf8.count
        }
        return places
    }

    /// Lends a line of the layout.
    func withLine<Result>(
        _ index: Int,
        _ body: (OpaquePointer, UnsafeMutablePointer<PangoLayoutLine>?) -> Result
    ) -> Result {
        body(layout.pointer, pango_layout_get_line_readonly(layout.pointer, Int32(index)))
    }

    /// Draws a line with its left end and baseline at the current point.
    func draw(line index: Int, on context: OpaquePointer) {
        pango_cairo_show_layout_line(
            context,
            pango_layout_get_line_readonly(layout.pointer, Int32(index))
        )
    }

    /// Draws a line as filled outlines with its left end and baseline at a point.
    ///
    /// On picture surfaces Cairo 1.16 moves every glyph to a whole pixel, which sets small sizes unevenly;
    /// outlines stand where they belong.
    func drawOutlines(line index: Int, x: Double, y: Double, on context: OpaquePointer) {
        var x = x
        var next = pango_layout_get_line_readonly(layout.pointer, Int32(index))?.pointee.runs
        while let node = next {
            next = node.pointee.next
            guard let data = node.pointee.data else { continue }
            let run = data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
            guard let item = run.item?.pointee, let glyphs = run.glyphs else { continue }
            Self.setColour(item.analysis.extra_attrs, on: context)
            cairo_move_to(context, x, y - Double(run.y_offset) / pangoUnits)
            pango_cairo_glyph_string_path(context, item.analysis.font, glyphs)
            cairo_fill(context)
            x += Double(pango_glyph_string_get_width(glyphs)) / pangoUnits
        }
    }

    /// Sets the colour that a run's attributes hold; black if they hold none.
    private static func setColour(
        _ attributes: UnsafeMutablePointer<GSList>?,
        on context: OpaquePointer
    ) {
        cairo_set_source_rgb(context, 0, 0, 0)
        var next = attributes
        while let node = next {
            next = node.pointee.next
            let attribute = node.pointee.data?.assumingMemoryBound(to: PangoAttribute.self)
            guard let attribute, let kind = attribute.pointee.klass?.pointee.type,
                kind == PANGO_ATTR_FOREGROUND, let colour = pango_attribute_as_color(attribute)
            else { continue }
            let value = colour.pointee.color
            cairo_set_source_rgb(
                context,
                Double(value.red) / 65535,
                Double(value.green) / 65535,
                Double(value.blue) / 65535
            )
        }
    }

    /// The characters that came out as boxes with their number.
    private static func unknownCharacters(of layout: OpaquePointer) -> [Unicode.Scalar] {
        // PANGO_GLYPH_UNKNOWN_FLAG, a macro that Swift does not see.
        let flag: UInt32 = 0x1000_0000
        var characters: [Unicode.Scalar] = []
        for line in 0..<pango_layout_get_line_count(layout) {
            var next = pango_layout_get_line_readonly(layout, line)?.pointee.runs
            while let node = next {
                next = node.pointee.next
                guard let data = node.pointee.data else { continue }
                let item = data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
                guard let glyphs = item.glyphs?.pointee else { continue }
                for index in 0..<Int(glyphs.num_glyphs) {
                    let glyph = glyphs.glyphs[index].glyph
                    guard glyph & flag != 0, let scalar = Unicode.Scalar(glyph & ~flag) else {
                        continue
                    }
                    characters.append(scalar)
                }
            }
        }
        return characters
    }
}
