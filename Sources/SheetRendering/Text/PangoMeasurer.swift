import CPango
public import Foundation
public import SheetTemplates

/// Shapes text with Pango in the fonts of a catalog.
///
/// A paragraph whose first letter belongs to a script that is written from right to left is set so; its
/// lines say it. Words are divided by the dictionary of the language where one is installed.
public final class PangoMeasurer: TextMeasurer {
    private let lease: FontLease
    private let language: OpaquePointer?
    private let row: HyphenationList.Row?
    private var hyphenator: Hyphenator??

    /// Makes a measurer for texts of one language.
    ///
    /// - Parameters:
    ///   - catalog: The fonts.
    ///   - language: The language's code, such as `en`; it decides on glyph forms, line breaks and where
    ///     words are divided.
    /// - Throws: `SheetRenderingError` if the fonts' configuration or the list of dictionaries cannot be
    ///   read.
    public init(catalog: FontCatalog, language: String) throws {
        row = try HyphenationList(folder: catalog.folder).row(for: language)
        lease = try FontPool.shared.take(catalog)
        self.language = pango_language_from_string(language)
        let context = lease.map.context
        pango_context_set_language(context, self.language)
        // Only a paragraph without letters follows the language; others follow their first letter.
        pango_context_set_base_dir(
            context,
            Self.isRightToLeft(language) ? PANGO_DIRECTION_WEAK_RTL : PANGO_DIRECTION_WEAK_LTR
        )
    }

    /// Begins to read the fonts on another thread, so that the first measurer has them at once.
    ///
    /// - Parameter fonts: The fonts folder; a mistake in it is thrown when a measurer is made.
    public static func prepare(fonts: URL) { FontPool.shared.prepare(fonts) }

    /// Shapes a paragraph with figures of equal width and lines broken between words, or within a word that
    /// is longer than a line.
    public func shape(
        _ text: StyledText,
        width: Double?,
        hyphenated: Bool
    ) throws -> any ShapedParagraph {
        let composition = try Composition(text, fonts: lease.map, language: language)
        let key = FontKey(
            family: text.style.font,
            size: text.style.size,
            weight: text.style.weight
        )
        try lease.map.require(key.family)
        let breaking = LineBreaking(composition: composition, lease: lease) { [self] in
            if let hyphenator { return hyphenator }
            let hyphenator = row.flatMap(Hyphenator.init)
            self.hyphenator = .some(hyphenator)
            return hyphenator
        }
        return breaking.paragraph(
            width: width,
            hyphenated: hyphenated,
            capHeight: lease.map.capHeight(of: key)
        )
    }

    private static func isRightToLeft(_ language: String) -> Bool {
        let main = language.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() } ?? ""
        return ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(main)
    }
}

/// Pango measures in 1024ths of a unit.
let pangoUnits = 1024.0

/// Owns a layout, and keeps the fonts that it is set in.
final class PangoLayoutHandle {
    let pointer: OpaquePointer
    private let lease: FontLease

    init(_ lease: FontLease) {
        guard let pointer = pango_layout_new(lease.map.context) else {
            preconditionFailure("Pango makes no layout")
        }
        self.pointer = pointer
        self.lease = lease
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }
}
