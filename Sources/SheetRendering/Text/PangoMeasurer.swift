import CPango
public import SheetTemplates

/// Shapes text with Pango in the fonts of a catalog.
public final class PangoMeasurer: TextMeasurer {
    private let fonts: FontMap
    private let language: OpaquePointer?
    private var capHeights: [FontKey: Double] = [:]

    private struct FontKey: Hashable {
        let family: String
        let size: Double
        let weight: Int
    }

    /// Makes a measurer for texts of one language.
    ///
    /// - Parameters:
    ///   - catalog: The fonts.
    ///   - language: The language's code, such as `en`; it decides on glyph forms and line breaks.
    /// - Throws: `SheetRenderingError` if the fonts' configuration cannot be read.
    public init(catalog: FontCatalog, language: String) throws {
        fonts = try FontMap(catalog)
        self.language = pango_language_from_string(language)
        pango_context_set_language(fonts.context, self.language)
    }

    /// Shapes a paragraph with figures of equal width and lines broken between words, or within a word that
    /// is longer than a line.
    public func shape(
        _ text: StyledText,
        width: Double?,
        hyphenated: Bool
    ) throws -> any ShapedParagraph {
        let layout = PangoLayoutHandle(context: fonts.context)
        pango_layout_set_single_paragraph_mode(layout.pointer, 1)
        pango_layout_set_wrap(layout.pointer, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_width(layout.pointer, width.map { Int32($0 * pangoUnits) } ?? -1)
        // What holds words together stays out of the text that readers extract.
        let runs = text.runs.map { UnbrokenText($0.text) }
        let plain = runs.map(\.plain).joined()
        pango_layout_set_text(layout.pointer, plain, Int32(plain.utf8.count))
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
        if let language { pango_attr_list_insert(attributes, pango_attr_language_new(language)) }
        if text.style.tracking != 0 {
            let spacing = Int32((text.style.tracking * text.style.size * pangoUnits).rounded())
            pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing))
        }
        var start = 0
        for (run, unbroken) in zip(text.runs, runs) {
            let end = start + unbroken.plain.utf8.count
            try add(text.style, run.emphasis, start..<end, to: attributes)
            for place in unbroken.joints {
                guard let attribute = pango_attr_allow_breaks_new(0) else { continue }
                // Lines would break before the character behind the joint.
                attribute.pointee.start_index = UInt32(start + place)
                attribute.pointee.end_index = UInt32(start + place + 2)
                pango_attr_list_insert(attributes, attribute)
            }
            start = end
        }
        pango_layout_set_attributes(layout.pointer, attributes)
        return PangoParagraph(layout, capHeight: try capHeight(of: text.style))
    }

    /// Adds font and colour of a run, whose place is in UTF-8 bytes.
    private func add(
        _ style: TextStyle,
        _ emphasis: Emphasis,
        _ range: Range<Int>,
        to attributes: OpaquePointer?
    ) throws {
        let change = style.change(for: emphasis)
        let family = change.font ?? style.font
        try fonts.require(family)
        let key = FontKey(
            family: family,
            size: style.size * (change.scale ?? 1),
            weight: change.weight ?? style.weight
        )
        let colour = change.colour ?? style.colour
        let description = Self.description(key)
        defer { pango_font_description_free(description) }
        for attribute in [
            pango_attr_font_desc_new(description),
            pango_attr_foreground_new(
                UInt16(colour.red) * 257,
                UInt16(colour.green) * 257,
                UInt16(colour.blue) * 257
            ),
        ] {
            guard let attribute else { continue }
            attribute.pointee.start_index = UInt32(range.lowerBound)
            attribute.pointee.end_index = UInt32(range.upperBound)
            pango_attr_list_insert(attributes, attribute)
        }
    }

    private static func description(_ key: FontKey) -> OpaquePointer? {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, key.family)
        pango_font_description_set_absolute_size(description, key.size * pangoUnits)
        pango_font_description_set_weight(
            description,
            PangoWeight(rawValue: PangoWeight.RawValue(key.weight))
        )
        return description
    }

    /// The height of a capital H in the style's own font.
    private func capHeight(of style: TextStyle) throws -> Double {
        let key = FontKey(family: style.font, size: style.size, weight: style.weight)
        if let known = capHeights[key] { return known }
        try fonts.require(style.font)
        let layout = PangoLayoutHandle(context: fonts.context)
        let description = Self.description(key)
        defer { pango_font_description_free(description) }
        pango_layout_set_font_description(layout.pointer, description)
        pango_layout_set_text(layout.pointer, "H", 1)
        var ink = PangoRectangle()
        pango_layout_line_get_extents(
            pango_layout_get_line_readonly(layout.pointer, 0),
            &ink,
            nil
        )
        let height = -Double(ink.y) / pangoUnits
        capHeights[key] = height
        return height
    }
}

/// Pango measures in 1024ths of a unit.
let pangoUnits = 1024.0

/// Owns a layout.
final class PangoLayoutHandle {
    let pointer: OpaquePointer

    init(context: OpaquePointer) {
        guard let pointer = pango_layout_new(context) else {
            preconditionFailure("Pango makes no layout")
        }
        self.pointer = pointer
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }
}
