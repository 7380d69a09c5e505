import Explanations
import Foundation
import SheetTemplates
import Tensors

/// The files of a document that is drawn page by page.
final class DocumentFiles {
    private let job: DocumentPrinter.Job
    private let sheet: LaidOutSheet
    private let directory: URL
    private let assets: AssetFolder
    private let drawn: URL
    private let drawing: PDFDrawing?
    private var pages: [[StructuredElement]] = []
    private var pictures: [URL] = []

    /// Begins the files.
    ///
    /// - Parameters:
    ///   - job: What is printed.
    ///   - sheet: The document's size and properties, without pages.
    ///   - directory: Where the files go.
    /// - Throws: `SheetRenderingError` if Cairo cannot begin a document there.
    init(_ job: DocumentPrinter.Job, sheet: LaidOutSheet, in directory: URL) throws {
        self.job = job
        self.sheet = sheet
        self.directory = directory
        assets = AssetFolder(numbered: job.folders)
        drawn = directory.appendingPathComponent(".\(job.stem).drawn.pdf")
        drawing =
            job.formats.contains(.pdf)
            ? try PDFDrawing(width: sheet.pageWidth, height: sheet.pageHeight, to: drawn) : nil
    }

    deinit { unlink(drawn.path) }

    /// Draws the next page into all files.
    func draw(_ page: LaidOutPage, number: Int) throws {
        var sheet = sheet
        sheet.pages = [page]
        let painter = PicturePainter(assets, sheet: sheet)
        let printed = PrintedPages(sheet: sheet, pictures: painter, stem: job.stem)
        if job.formats.contains(.png) {
            let bitmap = try printed.bitmaps(dotsPerInch: job.dotsPerInch)[0]()
            try write(bitmap.data, as: SheetFormat.png.name(ofPage: number, job.stem))
        }
        if job.formats.contains(.svg) {
            let vector = try printed.vectors(job.provenance)[0]
            try write(vector.data, as: SheetFormat.svg.name(ofPage: number, job.stem))
        }
        guard let drawing else { return }
        try drawing.draw(page, painter)
        pages.append(page.elements.map(StructuredElement.init))
    }

    /// Ends the files.
    ///
    /// - Parameter outline: The entries of the document outline in reading order.
    /// - Returns: The files: PDF, then the others by page.
    /// - Throws: `SheetRenderingError` if the PDF cannot be finished or written.
    func finish(outline: [OutlineEntry]) throws -> [URL] {
        guard let drawing else { return pictures }
        _ = try drawing.finish()
        let file = directory.appendingPathComponent("\(job.stem).pdf")
        let tool = job.provenance.tool
        try PDFFinishing(
            contents: PDFContents(
                pageHeight: sheet.pageHeight,
                language: sheet.language,
                outline: outline,
                pages: pages
            ),
            properties: PDFProperties(
                title: sheet.title,
                author: tool,
                subject: sheet.subject,
                keywords: sheet.keywords,
                creator: tool,
                date: job.provenance.created
            ),
            attachments: []
        ).finish(drawn, to: file)
        return [file] + pictures
    }

    private func write(_ data: Data, as name: String) throws {
        let file = directory.appendingPathComponent(name)
        try WholeFile.write(data, to: file)
        pictures.append(file)
    }
}
