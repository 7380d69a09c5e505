public import Explanations
public import Foundation
public import SheetTemplates

/// Prints explanations as sheets.
///
/// A printer holds no state: printing from several tasks at once is fine, and the same explanation gives
/// the same bytes (with the same versions of fonts and libraries).
public struct SheetPrinter: Sendable {
    let templates: TemplateFolders
    let fonts: URL

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder that holds one folder for each audience, or several such.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    public init(templates: some TemplateSource, fonts: URL) {
        self.templates = TemplateFolders(templates)
        self.fonts = fonts
        // Fonts are read while the caller reads the explanation and the template.
        PangoMeasurer.prepare(fonts: fonts)
    }

    /// The audiences that there are templates for, sorted.
    public var audiences: [String] { SheetTemplate.audiences(in: templates) }

    /// How fine pictures of pages are where nobody says: dots in an inch.
    public static let usualDotsPerInch = 150
    /// How fine pictures of pages may be: beyond that they only get larger.
    public static let knownDotsPerInch = 36...1200

    /// Prints a sheet for an audience in a language.
    ///
    /// The files are `sheet.<audience>.<language>.pdf`, `.png` and `.svg`; a picture's second page is
    /// `sheet.<audience>.<language>-2.png` and so on, and such pages of an earlier, longer sheet go away.
    /// All are drawn before the first is written, and each appears whole or not at all.
    ///
    /// - Parameters:
    ///   - explanation: What to tell; it must hold texts for the audience and language.
    ///   - assets: The folder that the explanation's paths start from: the document's own folder.
    ///   - audience: The audience's folder name, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    ///   - formats: Which files to make.
    ///   - dotsPerInch: How fine PNG pictures are, one of `knownDotsPerInch`.
    ///   - overlay: How heatmaps are laid over photos in place of how the template has it.
    ///   - showsCredits: Whether whose photos are shown is printed too.
    ///   - directory: Where to; it is made if it is missing.
    /// - Returns: The files, PDF first, then PNG and SVG, each by page.
    /// - Throws: `SheetTemplatesError` (template, strings or texts), `SheetRenderingError` (fonts, missing
    ///   assets, drawing), `ImagesError` and `TensorsError` (broken assets, writing).
    public func print(
        _ explanation: Explanation,
        assets: URL,
        audience: String,
        language: String,
        formats: Set<SheetFormat>,
        dotsPerInch: Int = usualDotsPerInch,
        overlay: OverlayChange = OverlayChange(),
        showsCredits: Bool = false,
        to directory: URL
    ) throws -> [URL] {
        let template = try SheetTemplate(folder: templates, audience: audience, language: language)
        let catalog = try FontCatalog(folder: fonts)
        let measurer = try PangoMeasurer(catalog: catalog, language: language)
        let layout = SheetLayout(
            template: template,
            measurer: measurer,
            showsCredits: showsCredits,
            overlay: overlay
        )
        let sheet = try layout.layOut(explanation)
        try Self.check(sheet.unknownCharacters, catalog)
        let pages = PrintedPages(
            sheet: sheet,
            pictures: PicturePainter(AssetFolder(assets), sheet: sheet),
            stem: "sheet.\(audience).\(language)"
        )
        // Everything is drawn before anything is written: a missing asset leaves no half of a set.
        // Pictures come first, since they are compressed while the document is being drawn.
        let bitmaps = formats.contains(.png) ? try pages.bitmaps(dotsPerInch: dotsPerInch) : []
        var files: [PrintedFile] = []
        if formats.contains(.pdf) {
            let pdf = try Self.pdf(of: sheet, explanation, pages.pictures, assets)
            files.append(PrintedFile(name: SheetFormat.pdf.name(ofPage: 0, pages.stem), data: pdf))
        }
        files += try bitmaps.map { try $0() }
        if formats.contains(.svg) { files += try pages.vectors(explanation.provenance) }
        let urls = try PrintedFile.write(files, to: directory)
        for format in formats where format.isPaged {
            try pages.removeSurplus(format, in: directory)
        }
        return urls
    }

    static func check(
        _ unknown: [Unicode.Scalar],
        _ catalog: FontCatalog
    ) throws(SheetRenderingError) {
        guard let first = unknown.first else { return }
        let code = String(first.value, radix: 16, uppercase: true)
        let number = String(repeating: "0", count: max(4 - code.count, 0)) + code
        let others = unknown.count > 1 ? " and \(unknown.count - 1) more" : ""
        throw SheetRenderingError(
            "no font at hand has the character \(first) (U+\(number))\(others)",
            hint: catalog.package(bringing: first).map { "apt-get install \($0)" }
                ?? "no listed font has it: reword the text"
        )
    }

    private static func pdf(
        of sheet: LaidOutSheet,
        _ explanation: Explanation,
        _ pictures: PicturePainter,
        _ assets: URL
    ) throws -> Data {
        let properties = PDFProperties(
            title: sheet.title,
            author: explanation.provenance.tool,
            subject: sheet.subject,
            keywords: sheet.keywords,
            creator: explanation.provenance.tool,
            date: explanation.provenance.created
        )
        var attachments = [
            PDFAttachment(
                name: ExplanationFile.name,
                type: "application/json",
                description: sheet.subject,
                data: try ExplanationFile.encode(explanation),
                relationship: .source
            )
        ]
        // What was asked and answered travels along where texts are a language model's.
        let transcript = assets.appendingPathComponent("transcript.jsonl")
        if let data = try? Data(contentsOf: transcript), !data.isEmpty {
            attachments.append(
                PDFAttachment(
                    name: transcript.lastPathComponent,
                    type: "application/jsonl",
                    description: "Every question to the language model with its answer",
                    data: data,
                    relationship: .supplement
                )
            )
        }
        return try SheetPDF(
            sheet: sheet,
            pictures: pictures,
            properties: properties,
            attachments: attachments
        ).bytes()
    }
}
