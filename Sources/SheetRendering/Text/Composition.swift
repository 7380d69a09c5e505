import CPango
import SheetTemplates

/// A paragraph's text with all its attributes, ready to be broken into lines.
struct Composition {
    let words: ParagraphText
    private let text: StyledText
    private let fonts: FontMap
    private let language: OpaquePointer?

    /// Joins a text's runs.
    ///
    /// - Throws: `SheetRenderingError` for a family that is not installed.
    init(
        _ text: StyledText,
        fonts: FontMap,
        language: OpaquePointer?
    ) throws(SheetRenderingError) {
        var hasNarrowSpace: [Bool] = []
        for run in text.runs {
            let key = Self.key(text.style, run.emphasis)
            try fonts.require(key.family)
            let needsOne = run.text.unicodeScalars.contains("\u{202F}")
            hasNarrowSpace.append(needsOne ? try fonts.hasNarrowSpace(key) : true)
        }
        self.text = text
        self.fonts = fonts
        self.language = language
        words = ParagraphText(text.runs.map(\.text), hasNarrowSpace: hasNarrowSpace)
    }

    /// Whether a place belongs to a digest or another machine's word, which no hyphen may enter.
    func isCode(at place: Int) -> Bool {
        zip(text.runs, words.runs).contains { $0.emphasis == .code && $1.contains(place) }
    }

    /// Breaks the text into lines.
    ///
    /// - Parameters:
    ///   - lease: The fonts, which the layout keeps.
    ///   - width: The longest line in points; nil for one line.
    ///   - hyphens: Where words may be divided, in UTF-8 bytes, ascending.
    /// - Returns: The broken text.
    func layout(_ lease: FontLease, width: Double?, hyphens: [Int]) -> PangoLayoutHandle {
        let layout = PangoLayoutHandle(lease)
        pango_layout_set_single_paragraph_mode(layout.pointer, 1)
        pango_layout_set_wrap(layout.pointer, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_width(layout.pointer, width.map { Int32($0 * pangoUnits) } ?? -1)
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"))
        if let language { pango_attr_list_insert(attributes, pango_attr_language_new(language)) }
        if text.style.tracking != 0 {
            let spacing = Int32((text.style.tracking * text.style.size * pangoUnits).rounded())
            pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing))
        }
        let places = SoftHyphens(hyphens)
        for (run, range) in zip(text.runs, words.runs) {
            add(run.emphasis, range, places, to: attributes)
        }
        for joint in words.joints {
            Self.insert(pango_attr_allow_breaks_new(0), places.shifted(joint), into: attributes)
        }
        let shaped = places.inserted(into: words.plain)
        pango_layout_set_text(layout.pointer, shaped, Int32(shaped.utf8.count))
        pango_layout_set_attributes(layout.pointer, attributes)
        return layout
    }

    /// Adds font and colour of a run.
    private func add(
        _ emphasis: Emphasis,
        _ range: Range<Int>,
        _ places: SoftHyphens,
        to attributes: OpaquePointer?
    ) {
        let style = text.style
        let change = style.change(for: emphasis)
        let shifted = places.shifted(range)
        let key = Self.key(style, emphasis)
        Self.insert(Self.font(key), shifted, into: attributes)
        let figures = fonts.figures(of: key)
        if figures != key {
            for figure in words.figures(in: range) {
                Self.insert(Self.font(figures), places.shifted(figure), into: attributes)
            }
        }
        let colour = change.colour ?? style.colour
        let foreground = pango_attr_foreground_new(
            UInt16(colour.red) * 257,
            UInt16(colour.green) * 257,
            UInt16(colour.blue) * 257
        )
        Self.insert(foreground, shifted, into: attributes)
        // A hyphen within a digest would be taken for a part of it.
        if emphasis == .code {
            Self.insert(pango_attr_insert_hyphens_new(0), shifted, into: attributes)
        }
    }

    private static func key(_ style: TextStyle, _ emphasis: Emphasis) -> FontKey {
        let change = style.change(for: emphasis)
        return FontKey(
            family: change.font ?? style.font,
            size: style.size * (change.scale ?? 1),
            weight: change.weight ?? style.weight
        )
    }

    private static func font(_ key: FontKey) -> UnsafeMutablePointer<PangoAttribute>? {
        let description = key.description()
        defer { pango_font_description_free(description) }
        return pango_attr_font_desc_new(description)
    }

    private static func insert(
        _ attribute: UnsafeMutablePointer<PangoAttribute>?,
        _ range: Range<Int>,
        into attributes: OpaquePointer?
    ) {
        guard let attribute else { return }
        attribute.pointee.start_index = UInt32(range.lowerBound)
        attribute.pointee.end_index = UInt32(range.upperBound)
        pango_attr_list_insert(attributes, attribute)
    }
}

/// Soft hyphens put into a text, and what they do to places in it.
///
/// Lines end with a drawn hyphen there and nowhere else, and whoever extracts the text finds the character
/// that says that the word goes on: U+00AD.
struct SoftHyphens {
    /// Where, in UTF-8 bytes of the text without them, ascending.
    let places: [Int]
    private static let width = 2

    init(_ places: [Int]) { self.places = places }

    /// The text with the hyphens.
    func inserted(into text: String) -> String {
        guard !places.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var start = 0
        for place in places {
            result += bytes[start..<place] + [0xC2, 0xAD]
            start = place
        }
        return String(decoding: result + bytes[start...], as: UTF8.self)
    }

    /// A range's place in the text with the hyphens.
    func shifted(_ range: Range<Int>) -> Range<Int> {
        let before = places.count { $0 < range.lowerBound }
        let within = places.count { $0 < range.upperBound }
        return range.lowerBound + before * Self.width..<range.upperBound + within * Self.width
    }

    /// The place in the text without hyphens of one in the text with them.
    func original(_ place: Int) -> Int {
        var original = place
        for hyphen in places where hyphen < original { original -= Self.width }
        return original
    }
}
