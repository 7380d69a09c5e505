package import Explanations
package import Foundation
import SheetRendering
package import SheetTemplates

/// A comparison as a folder of static files: one page with its pictures and what can be taken along.
///
/// ```
/// index.html                   the comparison
/// pictures/                    the photo, and evidence over it
/// sheets/, explanations/       what can be taken along
/// style.css, comparison.css, page.js, comparison.js, fonts/
/// ```
///
/// The page names nothing outside of the folder, so it opens from a disk as it does from a server.
package struct WebComparison: Sendable {
    private let templates: TemplateFolders
    private let fonts: FontCatalog

    /// Prepares the writing of web pages.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - fonts: The folder `Fonts`.
    /// - Throws: `SheetRenderingError` if the list of fonts cannot be read.
    package init(templates: some TemplateSource, fonts: URL) throws {
        self.templates = TemplateFolders(templates)
        self.fonts = try FontCatalog(folder: fonts)
    }

    /// Writes the page.
    ///
    /// - Parameters:
    ///   - comparison: The comparison.
    ///   - document: Its values.
    ///   - strings: Its words.
    ///   - audience: Whose finished sheets are taken along, where they lie in the explanations' folders.
    ///   - printed: The comparison's own printed pages in the folder, to be linked to.
    ///   - provenance: When and by what it was made.
    ///   - folder: Where to; it exists.
    /// - Throws: `GalleriesError`, `SheetTemplatesError`, `ImagesError` or `TensorsError` if something is missing or
    ///   broken, or the folder cannot be written to.
    package func write(
        _ comparison: Comparison,
        _ document: ComparisonDocument,
        strings: SheetStrings,
        audience: String,
        printed: [URL],
        provenance: Provenance,
        to folder: URL
    ) throws {
        let site = try WebSite("comparison", templates: templates, folder: folder)
        let frame = try WebFrame(site: site, strings: strings, provenance: provenance)
        let pictures = try ComparisonPictures(comparison, site: site)
        var values = try ComparisonPage(document, strings: strings, pictures: pictures).values
        values["downloads"] = try downloads(
            comparison,
            strings: strings,
            audience: audience,
            printed: printed,
            to: site
        )
        let credits = try credits(of: comparison, strings: strings)
        values["credits"] = credits
        values["hasCredits"] = !credits.isEmpty
        try site.write("comparison", frame.values(adding: values, root: ""), to: "index.html")
        try site.copy(["style.css", "page.js"], from: "shared/web")
        try site.copy(["comparison.css", "comparison.js"], from: "shared/comparison/web")
        try WebFonts(fonts).write(to: site)
    }

    /// Whose the shown photos are: a licence with its authors each, those of unknown licence last.
    private func credits(
        of comparison: Comparison,
        strings: SheetStrings
    ) throws -> [[String: Any]] {
        let sides = [comparison.first.explanation, comparison.second.explanation]
        let photos = sides.flatMap { side in
            CreditRoll.explainedPhoto(of: side.input)
                + side.allConcepts.flatMap(CreditRoll.photos(of:))
        }
        return try CreditRoll(photos).licences.map { licence in
            let authors = try licence.authors.map { author in
                try author.author?.asOneParagraph ?? strings.text("credits-unnamed")
            }
            let name = try licence.licence?.asOneParagraph ?? strings.text("credits-unlicensed")
            var values: [String: Any] = [
                "licence": name, "authors": authors.joined(separator: ", "),
            ]
            values["link"] = licence.link
            return values
        }
    }

    /// Copies what can be taken along: both sheets, if they lie with the explanations, and both documents.
    private func downloads(
        _ comparison: Comparison,
        strings: SheetStrings,
        audience: String,
        printed: [URL],
        to site: WebSite
    ) throws -> [[String: String]] {
        var downloads = try printed.map { file in
            ["path": file.lastPathComponent, "text": try strings.text("web-take-print")]
        }
        for (side, name) in [(comparison.first, "first"), (comparison.second, "second")] {
            let letter = try strings.text(name)
            let stem = name == "first" ? "a" : "b"
            let sheet = "sheet.\(audience).\(strings.language).pdf"
            if let data = try? Data(contentsOf: side.folder.appendingPathComponent(sheet)) {
                let path = "sheets/\(stem).\(audience).\(strings.language).pdf"
                try site.write(data, to: path)
                downloads.append([
                    "path": path, "text": try strings.text("web-take-sheet", ["letter": letter]),
                ])
            }
            let path = "explanations/\(stem).json"
            try site.write(try ExplanationFile.encode(side.explanation), to: path)
            downloads.append([
                "path": path, "text": try strings.text("web-take-document", ["letter": letter]),
            ])
        }
        downloads.append([
            "path": ComparisonFile.name, "text": try strings.text("web-take-measures"),
        ])
        return downloads
    }
}
