import CPango
import Foundation
import SheetTemplates

/// Draws a sheet's pages as a PDF with real text, structure tags, outline and properties.
struct PDFDrawing {
    let sheet: LaidOutSheet
    let pictures: PicturePainter
    let properties: PDFProperties

    /// The PDF's bytes as Cairo writes them.
    func draw() throws -> Data {
        let sink = Sink()
        let surface = cairo_pdf_surface_create_for_stream(
            { closure, bytes, count in
                guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().data
                    .append(bytes, count: Int(count))
                return CAIRO_STATUS_SUCCESS
            },
            Unmanaged.passUnretained(sink).toOpaque(),
            sheet.pageWidth,
            sheet.pageHeight
        )
        try withExtendedLifetime(sink) {
            defer { cairo_surface_destroy(surface) }
            try Canvas.check(cairo_surface_status(surface), "a PDF")
            properties.set(on: surface)
            let canvas = Canvas(surface: surface, isPicture: false)
            try drawPages(canvas, surface)
            addOutline(surface)
            cairo_surface_finish(surface)
            try Canvas.check(cairo_surface_status(surface), "a PDF")
        }
        return sink.data
    }

    /// What Cairo writes into.
    private final class Sink {
        var data = Data()
    }

    private func drawPages(_ canvas: Canvas, _ surface: OpaquePointer?) throws {
        let painter = PagePainter(canvas: canvas, pictures: pictures)
        var tags = TagStack(canvas.context)
        for (number, page) in sheet.pages.enumerated() {
            cairo_pdf_surface_set_page_label(surface, String(number + 1))
            for element in page.elements {
                tags.enter(element.structure)
                try painter.draw(element)
            }
            // Parts that go on on the next page are opened again there.
            tags.close(to: number == sheet.pages.count - 1 ? 0 : 1)
            cairo_show_page(canvas.context)
            try canvas.check("page \(number + 1)")
        }
    }

    private func addOutline(_ surface: OpaquePointer?) {
        var parents: [Int32] = []
        for entry in sheet.outline {
            parents = Array(parents.prefix(entry.level))
            let place = "page=\(entry.page + 1) pos=[0 \(Int(entry.y))]"
            let flags =
                entry.level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(0)
            parents.append(
                cairo_pdf_surface_add_outline(
                    surface,
                    parents.last ?? CAIRO_PDF_OUTLINE_ROOT,
                    entry.title,
                    place,
                    flags
                )
            )
        }
    }
}

/// The structure tags that are open, outermost first.
private struct TagStack {
    private(set) var open: [StructureStep] = []
    /// Whether the last open tag is one that holds content.
    private var isInnermost = false
    private let context: OpaquePointer

    init(_ context: OpaquePointer) { self.context = context }

    /// Closes and opens tags until exactly those of a path are open.
    ///
    /// Cairo marks content in innermost tags only, so a path must not end in a tag that other paths pass
    /// through. Decoration has no path: it stays unmarked in the part around the last element.
    mutating func enter(_ path: [StructureStep]) {
        guard !path.isEmpty else {
            if isInnermost { close(to: open.count - 1) }
            isInnermost = false
            return
        }
        guard path != open else { return }
        let common = zip(open, path).prefix { $0 == $1 }.count
        close(to: common)
        for step in path.dropFirst(common) {
            cairo_tag_begin(context, step.role.tag, "")
            open.append(step)
        }
        isInnermost = true
    }

    /// Closes tags until so many are open.
    mutating func close(to count: Int) {
        while open.count > count {
            cairo_tag_end(context, open.removeLast().role.tag)
        }
        isInnermost = false
    }
}

extension StructureStep.Role {
    /// The name of the structure type in PDF.
    var tag: String {
        switch self {
        case .document: "Document"
        case .section: "Sect"
        case .heading(let level): "H\(level)"
        case .paragraph: "P"
        case .figure: "Figure"
        case .caption: "Caption"
        case .table: "Table"
        case .row: "TR"
        case .headerCell: "TH"
        case .cell: "TD"
        case .list: "L"
        case .listItem: "LI"
        case .label: "Lbl"
        case .body: "LBody"
        case .note: "Div"
        }
    }
}
