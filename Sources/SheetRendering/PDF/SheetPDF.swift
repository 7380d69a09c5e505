package import Foundation
package import SheetTemplates

/// Makes a sheet's PDF: pages that Cairo draws, and everything around them that readers, archives and
/// screen readers need.
struct SheetPDF {
    let sheet: LaidOutSheet
    let pictures: PicturePainter
    /// What the document says of itself.
    let properties: PDFProperties
    /// The files that travel with it.
    var attachments: [PDFAttachment] = []

    /// The finished document; equal input gives equal bytes.
    func bytes() throws -> Data {
        let drawing = try PDFDrawing(width: sheet.pageWidth, height: sheet.pageHeight)
        for page in sheet.pages { try drawing.draw(page, pictures) }
        return try PDFFinishing(
            contents: PDFContents(sheet),
            properties: properties,
            attachments: attachments
        ).finish(drawing.finish())
    }
}

extension SheetPrinter {
    /// Makes the PDF of a sheet that is laid out already, with nothing attached.
    ///
    /// - Parameters:
    ///   - sheet: The sheet, laid out with `PangoMeasurer`.
    ///   - assets: The folder that the sheet's paths start from.
    ///   - tool: The program, as author and creator.
    ///   - date: When it was made, ISO 8601.
    /// - Returns: The document's bytes.
    /// - Throws: `SheetRenderingError` (missing assets, structure, links, drawing), `ImagesError` and
    ///   `TensorsError` (broken assets).
    package static func pdf(
        of sheet: LaidOutSheet,
        assets: URL,
        tool: String,
        date: String
    ) throws -> Data {
        let properties = PDFProperties(
            title: sheet.title,
            author: tool,
            subject: sheet.subject,
            keywords: sheet.keywords,
            creator: tool,
            date: date
        )
        let pictures = PicturePainter(AssetFolder(assets), sheet: sheet)
        return try SheetPDF(sheet: sheet, pictures: pictures, properties: properties).bytes()
    }
}
