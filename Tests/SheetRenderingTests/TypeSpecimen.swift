import CPango
import Foundation
import SheetRendering
import SheetTemplates
import Testing

/// Shapes single paragraphs and draws them alone on a page, for tests of text.
struct TypeSpecimen {
    let measurer: PangoMeasurer
    var style: TextStyle

    init(
        _ language: String = "en",
        font: String = "Inter",
        size: Double = 10,
        fonts: URL = fontsFolder
    ) throws {
        measurer = try PangoMeasurer(catalog: FontCatalog(folder: fonts), language: language)
        style = TextStyle(font: font, size: size, leading: size * 1.4)
        style.code = TextStyle.Change(font: "JetBrains Mono")
    }

    func paragraph(
        _ text: StyledText,
        width: Double? = nil,
        hyphenated: Bool = false
    ) throws -> PangoParagraph {
        let paragraph = try measurer.shape(text, width: width, hyphenated: hyphenated)
        return try #require(paragraph as? PangoParagraph)
    }

    func paragraph(
        _ text: String,
        width: Double? = nil,
        hyphenated: Bool = false
    ) throws -> PangoParagraph {
        try paragraph(StyledText(text, style: style), width: width, hyphenated: hyphenated)
    }

    /// What `pdftotext` reads from a page with only this paragraph.
    func extracted(from paragraph: PangoParagraph, _ options: String...) throws -> String {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("specimen.pdf")
        let surface = cairo_pdf_surface_create(file.path, 600, 800)
        let context = try #require(cairo_create(surface))
        for index in paragraph.lines.indices {
            cairo_move_to(context, 30, 40 + Double(index) * style.leading)
            paragraph.draw(line: index, on: context)
        }
        cairo_show_page(context)
        cairo_destroy(context)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
        #expect(try run("qpdf", "--check", file.path).contains("No syntax or stream"))
        return try run("pdftotext", ["-enc", "UTF-8"] + options + [file.path, "-"])
    }

    /// The box around the pixels of a line, in points from its left end and baseline.
    func pixels(of paragraph: PangoParagraph, line: Int, scale: Double = 8) throws -> Rect {
        let (width, height, x, y) = (4000, 2000, 1000.0, 1000.0)
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        let context = try #require(cairo_create(surface))
        defer { cairo_destroy(context) }
        cairo_translate(context, x, y)
        cairo_scale(context, scale, scale)
        paragraph.drawOutlines(line: line, x: 0, y: 0, on: context)
        cairo_surface_flush(surface)
        let bytes = try #require(cairo_image_surface_get_data(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        var (left, right, top, bottom) = (width, 0, height, 0)
        for row in 0..<height {
            for column in 0..<width where bytes[row * stride + column] > 0 {
                (left, right) = (min(left, column), max(right, column + 1))
                (top, bottom) = (min(top, row), max(bottom, row + 1))
            }
        }
        return Rect(
            x: (Double(left) - x) / scale,
            y: (Double(top) - y) / scale,
            width: Double(right - left) / scale,
            height: Double(bottom - top) / scale
        )
    }
}

/// A copy of the fonts folder that looks for fonts only in some of its folders.
func fonts(onlyIn names: [String], _ folder: TemporaryFolder) throws -> URL {
    let copy = folder.url.appendingPathComponent("Fonts")
    try FileManager.default.copyItem(at: fontsFolder, to: copy)
    let file = copy.appendingPathComponent("fonts.conf")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let kept = lines.filter { line in
        !line.contains("<dir>") || names.contains { line.contains("/\($0)</dir>") }
    }
    try kept.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    return copy
}
