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
        lines = (0..<count).map { index in
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
                breakReason: index == count - 1 ? .end : .width
            )
        }
        unknownCharacters =
            pango_layout_get_unknown_glyphs_count(layout.pointer) > 0
            ? Self.unknownCharacters(of: layout.pointer) : []
    }

    /// Draws a line with its left end and baseline at the current point.
    func draw(line index: Int, on context: OpaquePointer) {
        pango_cairo_show_layout_line(
            context,
            pango_layout_get_line_readonly(layout.pointer, Int32(index))
        )
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
