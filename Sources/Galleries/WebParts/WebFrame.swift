package import Explanations
package import SheetTemplates

/// What every page of a site says besides its own content: language, fixed words, when and by what it was made.
package struct WebFrame: Sendable {
    private let language: String
    private let words: [String: String]
    private let made: String
    private let percent: String

    /// Looks up the words.
    ///
    /// The strings have `web-made` with `{tool}` and `{date}`, and all that the templates name.
    ///
    /// - Parameters:
    ///   - site: Whose templates.
    ///   - strings: The words.
    ///   - provenance: When and by what the pages were made.
    /// - Throws: `GalleriesError` or `SheetTemplatesError` if a string is missing.
    package init(site: WebSite, strings: SheetStrings, provenance: Provenance) throws {
        language = strings.language
        words = try site.words(strings)
        made = try strings.text(
            "web-made",
            [
                "tool": provenance.tool.asOneParagraph,
                "date": strings.numbers.date(of: provenance.created)
                    ?? String(provenance.created.prefix(10)),
            ]
        )
        percent = try strings.text("web-percent", ["number": "{number}"])
    }

    /// A page's values.
    ///
    /// - Parameters:
    ///   - values: Its own.
    ///   - root: The way from the page to the site's folder: empty, or `../`.
    /// - Returns: All of them.
    package func values(adding values: [String: Any], root: String) -> [String: Any] {
        let own: [String: Any] = [
            "language": language, "words": words, "made": made, "percentPattern": percent,
            "root": root,
        ]
        return own.merging(values) { $1 }
    }
}
