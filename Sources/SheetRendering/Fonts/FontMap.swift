import CPango

/// Pango's view of exactly the fonts that a catalog's configuration names.
final class FontMap {
    let catalog: FontCatalog
    let context: OpaquePointer
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let configuration: OpaquePointer
    /// The families that are installed.
    private let families: Set<String>

    init(_ catalog: FontCatalog) throws(SheetRenderingError) {
        self.catalog = catalog
        let path = catalog.configuration.path
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
        guard let package = catalog.package(ofFamily: family) else {
            throw SheetRenderingError(
                "the font family \"\(family)\" is not in the font list of \(catalog.folder.path)",
                hint: "add it to families.tsv and its folder to fonts.conf"
            )
        }
        throw SheetRenderingError(
            "the font family \"\(family)\" is not installed",
            hint: "apt-get install \(package)"
        )
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
