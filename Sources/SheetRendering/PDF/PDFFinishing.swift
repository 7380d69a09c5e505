import CQPDF
import Foundation
import SheetTemplates

/// Adds to a PDF what Cairo cannot write, and mends what it writes for no archive.
///
/// The aim is PDF/UA-1 (ISO 14289-1: everything is part of the structure or marked as decoration) and
/// PDF/A-3b (ISO 19005-3: looks the same in fifty years). `Scripts/check-pdf` tells how far that is true.
struct PDFFinishing {
    let contents: PDFContents
    let properties: PDFProperties
    let attachments: [PDFAttachment]

    /// The finished PDF; equal input gives equal bytes.
    func finish(_ pdf: Data) throws -> Data {
        let document = QPDFDocument()
        try document.read(pdf)
        try finish(document)
        return try document.write()
    }

    /// Finishes a PDF of any length from file to file.
    ///
    /// - Parameters:
    ///   - drawn: The drawn document.
    ///   - file: Where the finished one goes; it is written in one go.
    /// - Throws: `SheetRenderingError` for structure or links that do not fit, or a file that cannot be written.
    func finish(_ drawn: URL, to file: URL) throws {
        let document = QPDFDocument()
        try document.read(drawn)
        try finish(document)
        try document.write(to: file)
    }

    private func finish(_ document: QPDFDocument) throws {
        let pages = document.pages()
        guard pages.count == contents.pages.count else {
            throw SheetRenderingError(
                "the PDF has \(pages.count) pages, the sheet \(contents.pages.count)"
            )
        }
        let tree = try StructureTree(contents, CairoTags(document).numbers)
        for (number, page) in pages.enumerated() {
            let content = try document.content(of: page)
            do {
                let marked = try ContentMarker(tree.finalMarks(page: number)).marked(content)
                document.set("/Contents", document.stream(marked), in: page)
            } catch let error as ContentScanner.Malformed {
                throw SheetRenderingError(
                    "page \(number + 1): Cairo's content has an \(error.what) at \(error.place)"
                )
            }
        }
        let writer = StructureWriter(
            document: document,
            tree: tree,
            pages: pages,
            pageHeight: contents.pageHeight
        )
        let date = PDFDate(properties.date)
        let places = writer.write()
        let files = document.attach(attachments, date: date)
        let names = [("/Dests", places), ("/EmbeddedFiles", files)]
            .compactMap { name, tree in tree.map { (name, document.object($0)) } }
        if !names.isEmpty { document.set("/Names", document.dictionary(names), in: document.root) }
        document.writeOutline(contents.outline, pages: pages, pageHeight: contents.pageHeight)
        addCatalogEntries(to: document)
        addMetadata(to: document, date)
        try document.mendForArchives()
    }

    private func addCatalogEntries(to document: QPDFDocument) {
        let root = document.root
        document.set("/Lang", document.string(contents.language), in: root)
        let preferences = document.dictionary([("/DisplayDocTitle", document.flag(true))])
        document.set("/ViewerPreferences", preferences, in: root)
        // Pages are numbered from 1, as their footers say.
        let numbering = document.dictionary([("/S", document.name("/D"))])
        let labels = document.array([document.integer(0), numbering])
        document.set("/PageLabels", document.dictionary([("/Nums", labels)]), in: root)
        let profile = document.stream(
            ColourProfile.sRGB,
            [("/N", document.integer(3)), ("/Alternate", document.name("/DeviceRGB"))]
        )
        let intent = document.dictionary([
            ("/Type", document.name("/OutputIntent")),
            ("/S", document.name("/GTS_PDFA1")),
            ("/OutputConditionIdentifier", document.string("sRGB IEC61966-2.1")),
            ("/Info", document.string("sRGB IEC61966-2.1")),
            ("/DestOutputProfile", profile),
        ])
        document.set("/OutputIntents", document.array([intent]), in: root)
    }

    /// Says the same in the old way and in XMP.
    private func addMetadata(to document: QPDFDocument, _ date: PDFDate?) {
        let drawn = document.get("/Info", of: document.trailer)
        let producer =
            document.isDictionary(drawn)
            ? document.string(in: document.get("/Producer", of: drawn)) ?? "cairo" : "cairo"
        var entries = [
            ("/Title", properties.title), ("/Author", properties.author),
            ("/Subject", properties.subject), ("/Keywords", properties.keywords),
            ("/Creator", properties.creator), ("/Producer", producer),
        ]
        if let date { entries += [("/CreationDate", date.pdf), ("/ModDate", date.pdf)] }
        let information = document.dictionary(
            entries.filter { !$1.isEmpty }.map { ($0, document.string($1)) }
        )
        document.set("/Info", document.object(information), in: document.trailer)
        let metadata = PDFMetadata(
            properties: properties,
            language: contents.language,
            producer: producer
        )
        let stream = document.stream(
            metadata.packet,
            [("/Type", document.name("/Metadata")), ("/Subtype", document.name("/XML"))]
        )
        document.set("/Metadata", stream, in: document.root)
    }
}
