public import Explanations
public import Foundation
import SheetRendering
import SheetTemplates

/// Prints atlases as books: title, cards in the order of channels, indexes of names and classes, credits.
public struct AtlasPrinter: Sendable {
    private let templates: TemplateFolders
    private let printer: DocumentPrinter

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder of templates, or several; the atlas's is `shared/atlas` in it.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    public init(templates: some TemplateSource, fonts: URL) {
        self.templates = TemplateFolders(templates)
        printer = DocumentPrinter(templates: templates, fonts: fonts)
    }

    /// Looks whether the atlas's template can be used.
    ///
    /// - Parameter language: The language's code.
    /// - Throws: `SheetTemplatesError` with file, line and column of the first mistake.
    public func check(language: String) throws {
        _ = try SheetTemplate(shared: AtlasFields.kind, in: templates, language: language)
    }

    /// Prints an atlas.
    ///
    /// Pages are laid out and drawn one by one, so that memory holds the words of all channels but the pictures of a
    /// page.
    ///
    /// - Parameters:
    ///   - atlas: What to print.
    ///   - assets: What the paths of its pictures start from.
    ///   - stem: The file's name without ending.
    ///   - directory: Where to: a draft of the caller's, since files are written page by page.
    ///   - progress: Told after each page how many of how many are drawn.
    /// - Returns: The PDF.
    /// - Throws: `SheetTemplatesError` (template, strings), `SheetRenderingError` (fonts, missing assets,
    ///   drawing), `ImagesError` and `TensorsError` (broken assets, writing).
    public func print(
        _ atlas: Atlas,
        assets: URL,
        stem: String,
        to directory: URL,
        progress: (_ page: Int, _ pages: Int) throws -> Void = { _, _ in }
    ) throws -> [URL] {
        let strings = try SheetStrings(
            shared: AtlasFields.kind.name,
            in: templates,
            language: atlas.language
        )
        let job = DocumentPrinter.Job(
            AtlasFields.kind,
            language: atlas.language,
            folders: [assets],
            provenance: atlas.provenance,
            stem: stem
        )
        let values = AtlasValues(atlas, AtlasWords(atlas, strings: strings))
        return try printer.print(job, to: directory, progress: progress) { try values.value($0) }
    }
}
