package import Explanations
package import Foundation
package import SheetTemplates

/// Prints documents of any length that are no single explanation: galleries, atlases, comparisons.
///
/// Pages are laid out and drawn one by one and go straight into files, so that memory does not grow with the
/// number of pages.
package struct DocumentPrinter: Sendable {
    private let templates: TemplateFolders
    private let fonts: URL

    /// How often pages are laid out before page numbers in the text must have settled.
    private static let mostRounds = 5

    /// What to print, and as what.
    package struct Job {
        /// The document's kind.
        package var kind: DocumentKind
        /// The language's code.
        package var language: String
        /// The folders that paths begin with the number of, such as `2/assets/photo.png`.
        package var folders: [URL]
        /// When and by what the document was made.
        package var provenance: Provenance
        /// Which files to make.
        package var formats: Set<SheetFormat> = [.pdf]
        /// How fine PNG pictures are, one of `SheetPrinter.knownDotsPerInch`.
        package var dotsPerInch = SheetPrinter.usualDotsPerInch
        /// How heatmaps are laid over photos in place of how the template has it.
        package var overlay = OverlayChange()
        /// The files' names without ending.
        package var stem: String

        /// Makes a job; what is not given is as usual.
        package init(
            _ kind: DocumentKind,
            language: String,
            folders: [URL],
            provenance: Provenance,
            stem: String
        ) {
            self.kind = kind
            self.language = language
            self.folders = folders
            self.provenance = provenance
            self.stem = stem
        }
    }

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder of templates, or several; a kind's is `shared/<name>` in it.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    package init(templates: some TemplateSource, fonts: URL) {
        self.templates = TemplateFolders(templates)
        self.fonts = fonts
        PangoMeasurer.prepare(fonts: fonts)
    }

    /// Prints a document.
    ///
    /// - Parameters:
    ///   - job: What to print, and as what.
    ///   - directory: Where to: a draft of the caller's, since files are written page by page.
    ///   - progress: Told after each drawn page how many of how many are drawn.
    ///   - values: Gives the document's values for the pages on which anchors stand, from 1; none are known at
    ///     first.
    /// - Returns: The files: PDF, then PNG and SVG by page.
    /// - Throws: `SheetTemplatesError` (template, strings), `SheetRenderingError` (fonts, missing assets,
    ///   drawing), `ImagesError` and `TensorsError` (broken assets, writing), and what `values` throws.
    package func print(
        _ job: Job,
        to directory: URL,
        progress: (_ page: Int, _ pages: Int) throws -> Void = { _, _ in },
        values: (_ pages: [String: Int]) throws -> Value
    ) throws -> [URL] {
        let template = try SheetTemplate(shared: job.kind, in: templates, language: job.language)
        let catalog = try FontCatalog(folder: fonts)
        let layout = DocumentLayout(
            template: template,
            measurer: try PangoMeasurer(catalog: catalog, language: job.language),
            overlay: job.overlay
        )
        var document = try values([:])
        var outcome = try layout.layOut(document)
        try SheetPrinter.check(outcome.unknownCharacters, catalog)
        // Page numbers in the text may move the text; they settle at once but for rare cases.
        for _ in 0..<Self.mostRounds {
            document = try values(outcome.anchors)
            let next = try layout.layOut(document, after: outcome)
            let isSettled = next.anchors == outcome.anchors && next.pageCount == outcome.pageCount
            outcome = next
            if isSettled { break }
        }
        try SheetPrinter.check(outcome.unknownCharacters, catalog)
        let files = try DocumentFiles(job, sheet: layout.sheet(of: document), in: directory)
        let pages = outcome.pageCount
        _ = try layout.layOut(document, after: outcome) { page, number in
            try files.draw(page, number: number)
            try progress(number + 1, pages)
        }
        return try files.finish(outline: outcome.outline)
    }
}
