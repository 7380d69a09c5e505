public import Explanations
public import Foundation
import Images
import SheetTemplates
import Tensors

/// Prints explanations as sheets.
///
/// A printer holds no state: printing from several tasks at once is fine, and the same explanation gives
/// the same bytes (with the same versions of fonts and libraries).
public struct SheetPrinter: Sendable {
    let templates: URL
    let fonts: URL

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder that holds one folder for each audience.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    public init(templates: URL, fonts: URL) {
        self.templates = templates
        self.fonts = fonts
        // Fonts are read while the caller reads the explanation and the template.
        PangoMeasurer.prepare(fonts: fonts)
    }

    /// The audiences that there are templates for, sorted.
    public var audiences: [String] { SheetTemplate.audiences(in: templates) }

    /// Prints a sheet for an audience in a language.
    ///
    /// The files are `sheet.<audience>.<language>.pdf` and `.png`; a picture's second page is
    /// `sheet.<audience>.<language>-2.png` and so on. Each appears whole or not at all.
    ///
    /// - Parameters:
    ///   - explanation: What to tell; it must hold texts for the audience and language.
    ///   - assets: The folder that the explanation's paths start from: the document's own folder.
    ///   - audience: The audience's folder name, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    ///   - formats: Which files to make.
    ///   - showsCredits: Whether whose photos are shown is printed too.
    ///   - directory: Where to; it is made if it is missing.
    /// - Returns: The files, PDF first, pictures by page.
    /// - Throws: `SheetTemplatesError` (template, strings or texts), `SheetRenderingError` (fonts, missing
    ///   assets, drawing), `ImagesError` and `TensorsError` (broken assets, writing).
    public func print(
        _ explanation: Explanation,
        assets: URL,
        audience: String,
        language: String,
        formats: Set<SheetFormat>,
        showsCredits: Bool = false,
        to directory: URL
    ) throws -> [URL] {
        let template = try SheetTemplate(folder: templates, audience: audience, language: language)
        let catalog = try FontCatalog(folder: fonts)
        let measurer = try PangoMeasurer(catalog: catalog, language: language)
        let layout = SheetLayout(
            template: template,
            measurer: measurer,
            showsCredits: showsCredits
        )
        let sheet = try layout.layOut(explanation)
        try Self.check(sheet.unknownCharacters, catalog)
        let pictures = PicturePainter(AssetFolder(assets))
        let stem = "sheet.\(audience).\(language)"
        // Everything is drawn before anything is written: a missing asset leaves no half of a set.
        var files: [(name: String, data: Data)] = []
        if formats.contains(.pdf) {
            let pdf = try Self.pdf(of: sheet, explanation, pictures)
            files.append(("\(stem).pdf", pdf))
        }
        if formats.contains(.png) {
            for (index, page) in sheet.pages.enumerated() {
                let png = try PageBitmap.draw(page, of: sheet, pictures: pictures, dotsPerInch: 150)
                files.append(("\(stem)\(index == 0 ? "" : "-\(index + 1)").png", png))
            }
        }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let urls = try files.map { name, data in
            let url = directory.appendingPathComponent(name)
            try WholeFile.write(data, to: url)
            return url
        }
        if formats.contains(.png) {
            // Pages of an earlier, longer sheet would belong to nothing.
            var page = sheet.pages.count + 1
            var old = directory.appendingPathComponent("\(stem)-\(page).png")
            while FileManager.default.fileExists(atPath: old.path) {
                try FileManager.default.removeItem(at: old)
                page += 1
                old = directory.appendingPathComponent("\(stem)-\(page).png")
            }
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
        _ pictures: PicturePainter
    ) throws -> Data {
        let created = explanation.provenance.created
        let drawing = PDFDrawing(
            sheet: sheet,
            pictures: pictures,
            properties: PDFProperties(
                title: sheet.title,
                author: explanation.provenance.tool,
                subject: sheet.subject,
                keywords: sheet.keywords,
                creator: explanation.provenance.tool,
                date: created
            )
        )
        let figures = sheet.pages.flatMap(\.elements).compactMap { element -> String? in
            guard let step = element.structure.last, step.role == .figure else { return nil }
            return step.alternative ?? ""
        }
        let finishing = PDFFinishing(
            language: sheet.language,
            alternatives: figures,
            attachments: [
                PDFFinishing.Attachment(
                    name: ExplanationFile.name,
                    type: "application/json",
                    description: sheet.subject,
                    data: try ExplanationFile.encode(explanation),
                    date: "D:" + created.filter(\.isNumber).prefix(14) + "Z"
                )
            ]
        )
        return try finishing.finish(drawing.draw())
    }
}
