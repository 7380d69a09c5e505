import CPango
import Foundation
package import SheetTemplates

/// A paragraph that Pango has shaped.
package final class PangoParagraph: ShapedParagraph {
    package let lines: [TextLine]
    package let unknownCharacters: [Unicode.Scalar]
    /// Where each line begins, in UTF-8 bytes of the text without soft hyphens.
    let starts: [Int]
    private let layout: PangoLayoutHandle

    init(
        _ layout: PangoLayoutHandle,
        hyphens: SoftHyphens,
        forced: Set<Int>,
        capHeight: Double
    ) {
        self.layout = layout
        let places = Self.starts(of: layout.pointer)
        let isBreak = Self.isBreak(places, of: layout.pointer)
        let starts = places.map(hyphens.original)
        self.starts = starts
        lines = places.indices.map { index in
            let line = pango_layout_get_line_readonly(layout.pointer, Int32(index))
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_line_get_extents(line, &ink, &logical)
            var reason = TextLine.BreakReason.end
            if index + 1 < places.count {
                reason = isBreak[index + 1] ? .width : .insideWord
                if hyphens.places.contains(starts[index + 1]) {
                    reason = forced.contains(starts[index + 1]) ? .insideWord : .hyphen
                }
            }
            return TextLine(
                width: Double(logical.width) / pangoUnits,
                ascent: -Double(logical.y) / pangoUnits,
                descent: Double(logical.y + logical.height) / pangoUnits,
                inkAscent: -Double(ink.y) / pangoUnits,
                inkDescent: Double(ink.y + ink.height) / pangoUnits,
                capHeight: capHeight,
                breakReason: reason,
                isRightToLeft: pango_layout_line_get_resolved_direction(line)
                    == PANGO_DIRECTION_RTL,
                overhangLeft: ink.width > 0 ? -Double(ink.x) / pangoUnits : 0,
                overhangRight: ink.width > 0
                    ? Double(ink.x + ink.width - logical.width) / pangoUnits : 0
            )
        }
        unknownCharacters =
            pango_layout_get_unknown_glyphs_count(layout.pointer) > 0
            ? Self.unknownCharacters(of: layout.pointer) : []
    }

    /// Where each line begins, in bytes of the layout's text.
    private static func starts(of layout: OpaquePointer) -> [Int] {
        (0..<pango_layout_get_line_count(layout)).map {
            Int(pango_layout_get_line_readonly(layout, $0)?.pointee.start_index ?? 0)
        }
    }

    /// Whether lines may begin at places, which ascend from 0.
    private static func isBreak(_ places: [Int], of layout: OpaquePointer) -> [Bool] {
        var count: Int32 = 0
        guard places.count > 1, let text = pango_layout_get_text(layout),
            let attributes = pango_layout_get_log_attrs_readonly(layout, &count)
        else { return places.map { _ in false } }
        var (byte, character) = (0, 0)
        return places.map { place in
            while byte < place {
                // Each character has one byte that does not go on with it.
                if UInt8(bitPattern: text[byte]) & 0xC0 != 0x80 { character += 1 }
                byte += 1
            }
            return character < Int(count) && attributes[character].is_line_break != 0
        }
    }

    /// Each line's text, with the soft hyphen that ends it.
    package var lineTexts: [String] {
        guard let text = pango_layout_get_text(layout.pointer) else { return [] }
        let bytes = UnsafeRawBufferPointer(start: text, count: strlen(text))
        let places = Self.starts(of: layout.pointer) + [bytes.count]
        return zip(places, places.dropFirst()).map {
            String(decoding: bytes[$0..<$1], as: UTF8.self)
        }
    }

    /// Lends a line of the layout.
    func withLine<Result>(
        _ index: Int,
        _ body: (OpaquePointer, UnsafeMutablePointer<PangoLayoutLine>?) -> Result
    ) -> Result {
        body(layout.pointer, pango_layout_get_line_readonly(layout.pointer, Int32(index)))
    }

    /// Draws a line with its left end and baseline at the current point.
    package func draw(line index: Int, on context: OpaquePointer) {
        pango_cairo_show_layout_line(
            context,
            pango_layout_get_line_readonly(layout.pointer, Int32(index))
        )
    }

    /// Draws a line as filled outlines with its left end and baseline at a point.
    ///
    /// On picture surfaces Cairo 1.16 moves every glyph to a whole pixel, which sets small sizes unevenly;
    /// outlines stand where they belong.
    package func drawOutlines(line index: Int, x: Double, y: Double, on context: OpaquePointer) {
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
