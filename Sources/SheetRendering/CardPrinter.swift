public import Explanations
public import Foundation
import SheetTemplates
import Tensors

/// Prints concepts' cards.
///
/// A printer holds no state: printing from several tasks at once is fine, and the same cards give the same
/// bytes (with the same versions of fonts and libraries).
public struct CardPrinter: Sendable {
    private let templates: URL
    private let fonts: URL

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder of templates; the card's is `shared/card` in it.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    public init(templates: URL, fonts: URL) {
        self.templates = templates
        self.fonts = fonts
    }

    /// Prints cards into one document, or a picture of each page.
    ///
    /// - Parameters:
    ///   - cards: At least one.
    ///   - assets: The folder that the cards' paths start from.
    ///   - language: The language's code, such as `en`.
    ///   - provenance: When and by what the cards were made, for the document's properties.
    ///   - format: Whether to make a PDF or pictures.
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
        to file: URL
    ) throws -> [URL] {
        let template = try CardTemplate(folder: templates, language: language)
        let catalog = try FontCatalog(folder: fonts)
        let measurer = try PangoMeasurer(catalog: catalog, language: language)
        let sheet = try CardLayout(template: template, measurer: measurer).layOut(cards)
        try SheetPrinter.check(sheet.unknownCharacters, catalog)
        let pictures = PicturePainter(AssetFolder(assets), sheet: sheet)
        let pages: [Data]
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
            let drawing = PDFDrawing(sheet: sheet, pictures: pictures, properties: properties)
            let finishing = PDFFinishing(
                language: sheet.language,
                alternatives: sheet.figureTexts,
                attachments: []
            )
            pages = [try finishing.finish(drawing.draw())]
        case .png:
            pages = try sheet.pages.map {
                try PageBitmap.draw($0, of: sheet, pictures: pictures, dotsPerInch: 150)
            }
        }
        return try pages.enumerated().map { number, data in
            let url = number == 0 ? file : Self.page(number + 1, of: file)
            try WholeFile.write(data, to: url)
            return url
        }
    }

    private static func page(_ number: Int, of file: URL) -> URL {
        let stem = file.deletingPathExtension().lastPathComponent
        return file.deletingLastPathComponent()
            .appendingPathComponent("\(stem)-\(number).\(file.pathExtension)")
    }
}

extension LaidOutSheet {
    /// The words in place of each picture, in the order in which they are drawn.
    fileprivate var figureTexts: [String] {
        pages.flatMap(\.elements).compactMap { element in
            guard let step = element.structure.last, step.role == .figure else { return nil }
            return step.alternative ?? ""
        }
    }
}
