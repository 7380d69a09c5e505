import Explanations
import Foundation
import Images
import SheetTemplates

/// A laid out sheet's pages as files of their own.
struct PrintedPages {
    let sheet: LaidOutSheet
    let pictures: PicturePainter
    /// The files' names without number and ending.
    let stem: String

    /// Draws every page as a PNG; what each step gives back waits for its page's compression, which goes
    /// on in the background.
    func bitmaps(dotsPerInch: Int) throws -> [() throws -> PrintedFile] {
        guard SheetPrinter.knownDotsPerInch.contains(dotsPerInch) else {
            let (least, most) = (
                SheetPrinter.knownDotsPerInch.lowerBound, SheetPrinter.knownDotsPerInch.upperBound
            )
            throw SheetRenderingError(
                "pages cannot be drawn with \(dotsPerInch) dots in an inch",
                hint: "give \(least) to \(most); for larger prints there is svg"
            )
        }
        let bitmap = PageBitmap(
            sheet: sheet,
            pictures: pictures.at(dotsPerInch: Double(dotsPerInch)),
            dotsPerInch: Double(dotsPerInch)
        )
        return try sheet.pages.enumerated().map { number, page in
            let encoder = try bitmap.draw(page)
            let name = SheetFormat.png.name(ofPage: number, stem)
            return { PrintedFile(name: name, data: try encoder.finish()) }
        }
    }

    /// Draws every page as an SVG.
    func vectors(_ provenance: Provenance) throws -> [PrintedFile] {
        let names = sheet.pages.indices.map { SheetFormat.svg.name(ofPage: $0, stem) }
        let drawing = SVGDrawing(
            sheet: sheet,
            pictures: pictures,
            properties: SVGProperties(
                creator: provenance.tool,
                date: provenance.created,
                files: names
            )
        )
        return try names.enumerated().map { number, name in
            PrintedFile(name: name, data: try drawing.draw(page: number))
        }
    }

    /// Removes the pages of an earlier, longer sheet, which would belong to nothing.
    func removeSurplus(_ format: SheetFormat, in directory: URL) throws {
        var page = sheet.pages.count
        while true {
            let old = directory.appendingPathComponent(format.name(ofPage: page, stem))
            guard FileManager.default.fileExists(atPath: old.path) else { return }
            try FileManager.default.removeItem(at: old)
            page += 1
        }
    }
}
