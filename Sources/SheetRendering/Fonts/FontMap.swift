import CPango
import Foundation

/// A face of a family at a size.
struct FontKey: Hashable {
    let family: String
    /// In points.
    let size: Double
    /// 100 to 900.
    let weight: Int

    /// Pango's description, which the caller frees.
    func description() -> OpaquePointer? {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, family)
        pango_font_description_set_absolute_size(description, size * pangoUnits)
        pango_font_description_set_weight(
            description,
            PangoWeight(rawValue: PangoWeight.RawValue(weight))
        )
        return description
    }
}

/// Pango's view of exactly the fonts that a folder's configuration names.
final class FontMap {
    let context: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let configuration: OpaquePointer
    /// The catalog of who uses it now.
    var catalog: FontCatalog?
    /// The families that are installed.
    private let families: Set<String>
    private var capHeights: [FontKey: Double] = [:]
    private var narrowSpaces: [String: Bool] = [:]
    /// By family and weight; their size is 0.
    private var figureFamilies: [FontKey: String] = [:]

    /// Reads a configuration of fontconfig.
    init(configuration file: URL) throws(SheetRenderingError) {
        let path = file.path
        guard let configuration = FcConfigCreate(),
            FcConfigParseAndLoad(configuration, path, FcBool(1)) == FcBool(1),
            FcConfigBuildFonts(configuration) == FcBool(1)
        else {
            throw SheetRenderingError(
                "\(path): fontconfig cannot read this configuration",
                hint: "give the Fonts folder"
            )
        }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT),
            let context = pango_font_map_create_context(map)
        else { throw SheetRenderingError("Pango has no FreeType font map") }
        llexicorp_font_map_set_config(map, configuration)
        self.configuration = configuration
        self.map = map
        self.context = context
        families = Self.families(of: map)
        // One unit is a point, and glyphs stand where the font says, not on a pixel grid: the same lines
        // go to paper and to pictures of any resolution.
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
        FcConfigDestroy(configuration)
    }

    /// Throws if a family is not installed.
    func require(_ family: String) throws(SheetRenderingError) {
        guard !families.contains(family) else { return }
        guard let package = catalog?.package(ofFamily: family) else {
            let folder = catalog.map { " of \($0.folder.path)" } ?? ""
            throw SheetRenderingError(
                "the font family \"\(family)\" is not in the font list\(folder)",
                hint: "add it to families.tsv and its folder to fonts.conf"
            )
        }
        throw SheetRenderingError(
            "the font family \"\(family)\" is not installed",
            hint: "apt-get install \(package)"
        )
    }

    /// The height of a capital H in a face, in points.
    func capHeight(of key: FontKey) -> Double {
        if let known = capHeights[key] { return known }
        guard let layout = pango_layout_new(context) else { return 0 }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let description = key.description()
        defer { pango_font_description_free(description) }
        pango_layout_set_font_description(layout, description)
        pango_layout_set_text(layout, "H", 1)
        var ink = PangoRectangle()
        pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), &ink, nil)
        let height = -Double(ink.y) / pangoUnits
        capHeights[key] = height
        return height
    }

    /// Whether a family has the narrow no-break space that stands before a per cent sign.
    ///
    /// - Parameter key: A face of the family; one that is used anyhow, since opening others takes time.
    /// - Returns: Whether it has.
    /// - Throws: `SheetRenderingError` if the family is not installed.
    func hasNarrowSpace(_ key: FontKey) throws(SheetRenderingError) -> Bool {
        if let known = narrowSpaces[key.family] { return known }
        try require(key.family)
        let description = key.description()
        defer { pango_font_description_free(description) }
        guard let font = pango_font_map_load_font(map, context, description) else { return false }
        defer { g_object_unref(UnsafeMutableRawPointer(font)) }
        let has = pango_font_has_char(font, 0x202F) != 0
        narrowSpaces[key.family] = has
        return has
    }

    /// The face that figures are set in: the text's own, or that of the family for small sizes where one for
    /// large sizes has no equally wide figures, as the beta of Inter Display in Debian 12.
    ///
    /// - Parameter key: A face of an installed family.
    /// - Returns: A face of the same size and weight.
    func figures(of key: FontKey) -> FontKey {
        let suffix = " Display"
        guard key.family.hasSuffix(suffix) else { return key }
        let face = FontKey(family: key.family, size: 0, weight: key.weight)
        var family = figureFamilies[face]
        if family == nil {
            family = key.family
            if !hasTabularFigures(key) {
                let text = String(key.family.dropLast(suffix.count))
                let other = FontKey(family: text, size: key.size, weight: key.weight)
                if families.contains(text), hasTabularFigures(other) { family = text }
            }
            figureFamilies[face] = family
        }
        return FontKey(family: family ?? key.family, size: key.size, weight: key.weight)
    }

    private func hasTabularFigures(_ key: FontKey) -> Bool {
        guard let layout = pango_layout_new(context) else { return true }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let description = key.description()
        defer { pango_font_description_free(description) }
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
        pango_layout_set_font_description(layout, description)
        pango_layout_set_attributes(layout, attributes)
        pango_layout_set_text(layout, "0123456789", 10)
        let widths = (0..<Int32(10)).map { index in
            var place = PangoRectangle()
            pango_layout_index_to_pos(layout, index, &place)
            return Double(place.width) / pangoUnits
        }
        // Half a hundredth of the size cannot be seen.
        return (widths.max() ?? 0) - (widths.min() ?? 0) < 0.005 * key.size
    }

    private static func families(of map: UnsafeMutablePointer<PangoFontMap>) -> Set<String> {
        var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
        var count: Int32 = 0
        pango_font_map_list_families(map, &list, &count)
        defer { g_free(list) }
        guard let list else { return [] }
        return Set(
            (0..<Int(count)).compactMap { index in
                list[index].flatMap { pango_font_family_get_name($0) }.map { String(cString: $0) }
            }
        )
    }
}
