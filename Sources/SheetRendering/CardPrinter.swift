public import Explanations
public import Foundation
import SheetTemplates

/// Prints concepts' cards.
///
/// A printer holds no state: printing from several tasks at once is fine, and the same cards give the same
/// bytes (with the same versions of fonts and libraries).
public struct CardPrinter: Sendable {
    private let templates: TemplateFolders
    private let fonts: URL

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder of templates, or several; the card's is `shared/card` in it.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    public init(templates: some TemplateSource, fonts: URL) {
        self.templates = TemplateFolders(templates)
        self.fonts = fonts
    }

    /// Prints cards into one document, or a picture of each page.
    ///
    /// - Parameters:
    ///   - cards: At least one.
    ///   - assets: The folder that the cards' paths start from.
    ///   - language: The language's code, such as `en`.
    ///   - provenance: When and by what the cards were made, for the document's properties.
    ///   - format: Whether to make a PDF or pictures of pages.
    ///   - dotsPerInch: How fine PNG pictures are, one of `SheetPrinter.knownDotsPerInch`.
    ///   - file: Where to; further pages of a picture get `-2`, `-3` and so on before the ending.
    /// - Returns: The files by page.
    /// - Throws: `SheetTemplatesError` (template, strings), `SheetRenderingError` (fonts, missing assets,
    ///   drawing), `ImagesError` and `TensorsError` (broken assets, writing). Nothing is written before all
    ///   is drawn.
    public func print(
        _ cards: [ChannelCard],
        assets: URL,
        language: String,
        provenance: Provenance,
        format: SheetFormat,
        dotsPerInch: Int = SheetPrinter.usualDotsPerInch,
        to file: URL
    ) throws -> [URL] {
        let template = try CardTemplate(folder: templates, language: language)
        let catalog = try FontCatalog(folder: fonts)
        let measurer = try PangoMeasurer(catalog: catalog, language: language)
        let sheet = try CardLayout(template: template, measurer: measurer).layOut(cards)
        try SheetPrinter.check(sheet.unknownCharacters, catalog)
        let pages = PrintedPages(
            sheet: sheet,
            pictures: PicturePainter(AssetFolder(assets), sheet: sheet),
            stem: file.deletingPathExtension().lastPathComponent
        )
        var files: [PrintedFile]
        switch format {
        case .pdf:
            let properties = PDFProperties(
                title: sheet.title,
                author: provenance.tool,
                subject: sheet.subject,
                keywords: sheet.keywords,
                creator: provenance.tool,
                date: provenance.created
            )
            let document = SheetPDF(
                sheet: sheet,
                pictures: pages.pictures,
                properties: properties
            )
            files = [PrintedFile(name: file.lastPathComponent, data: try document.bytes())]
        case .png:
            files = try pages.bitmaps(dotsPerInch: dotsPerInch).map { try $0() }
        case .svg:
            files = try pages.vectors(provenance)
        }
        // An ending in capitals stays as the caller wrote it.
        files[0].name = file.lastPathComponent
        let directory = file.deletingLastPathComponent()
        let urls = try PrintedFile.write(files, to: directory)
        if format.isPaged { try pages.removeSurplus(format, in: directory) }
        return urls
    }
}
