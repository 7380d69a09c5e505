import CPango
package import Foundation
import Images
package import SheetTemplates

/// Draws a page as a PNG picture, in bands so that no size of page needs much memory.
package struct PageBitmap {
    let sheet: LaidOutSheet
    let pictures: PicturePainter
    /// How fine the picture is.
    let dotsPerInch: Double
    /// Bands that wait to be compressed, of all pages together.
    let room: DispatchSemaphore
    /// How many bytes a band may have.
    let bandBytes: Int

    private static let fewestBands = 4

    /// Makes a drawer of a sheet's pages.
    ///
    /// - Parameters:
    ///   - sheet: Whose pages.
    ///   - pictures: What makes its pictures.
    ///   - dotsPerInch: How fine the pictures of pages are.
    ///   - bandBytes: How many bytes of pixels are drawn at once; at most three bands are in memory.
    package init(
        sheet: LaidOutSheet,
        pictures: PicturePainter,
        dotsPerInch: Double,
        bandBytes: Int = 32 << 20
    ) {
        self.sheet = sheet
        self.pictures = pictures
        self.dotsPerInch = dotsPerInch
        self.bandBytes = bandBytes
        room = DispatchSemaphore(value: 2)
    }

    /// Draws a page; its compression goes on in the background.
    ///
    /// - Parameter page: One of the sheet's pages.
    /// - Returns: What will give the file's bytes.
    /// - Throws: `SheetRenderingError` if Cairo cannot draw it, `ImagesError` or `TensorsError` for assets
    ///   that are missing or broken.
    package func draw(_ page: LaidOutPage) throws -> PageEncoder {
        let scale = dotsPerInch / 72
        let width = Int((sheet.pageWidth * scale).rounded())
        let height = Int((sheet.pageHeight * scale).rounded())
        let encoder = try PageEncoder(
            PNGRows(width: width, height: height, dotsPerInch: dotsPerInch),
            room: room
        )
        // Some bands for any page: one is compressed while the next is being drawn.
        let rows = min(max(bandBytes / (4 * width), 1), max(height / Self.fewestBands, 64))
        for top in stride(from: 0, to: height, by: rows) {
            room.wait()
            do {
                let band = try Band(width: width, height: min(rows, height - top))
                try draw(page, on: band, top: top, scale: scale)
                encoder.append(band)
            } catch {
                room.signal()
                throw error
            }
        }
        return encoder
    }

    private func draw(_ page: LaidOutPage, on band: Band, top: Int, scale: Double) throws {
        let canvas = Canvas(surface: band.surface, isPicture: true)
        canvas.setColour(Color.white)
        cairo_paint(canvas.context)
        cairo_translate(canvas.context, 0, Double(-top))
        cairo_scale(canvas.context, scale, scale)
        let painter = PagePainter(canvas: canvas, pictures: pictures)
        // Lines may stand out a little from their boxes.
        let visible = (Double(top) / scale - 4)...(Double(top + band.height) / scale + 4)
        for element in page.elements
        where element.frame.y <= visible.upperBound && element.frame.maxY >= visible.lowerBound {
            try painter.draw(element)
        }
        try canvas.check("a page")
        cairo_surface_flush(band.surface)
    }

    /// Some rows of a page.
    ///
    /// Safety: Cairo lets any thread read a surface's pixels once it is flushed; the drawing thread hands a
    /// band over and does not touch it again.
    final class Band: @unchecked Sendable {
        let surface: OpaquePointer?
        let height: Int

        init(width: Int, height: Int) throws {
            surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24,
                Int32(width),
                Int32(height)
            )
            self.height = height
            try Canvas.check(
                cairo_surface_status(surface),
                "a page of \(width) x \(height) pixels"
            )
        }

        deinit { cairo_surface_destroy(surface) }

        /// Adds the rows to a file.
        func write(to file: PNGRows) throws {
            guard let bytes = cairo_image_surface_get_data(surface) else {
                throw SheetRenderingError("Cairo gives no pixels of a page")
            }
            let stride = Int(cairo_image_surface_get_stride(surface))
            let rows = UnsafeRawBufferPointer(start: bytes, count: stride * height)
            try file.append(rows, stride: stride, count: height)
        }
    }
}

/// Compresses a page's bands in the background, in their order.
///
/// Safety: the file and the failure are touched on the serial queue alone.
package final class PageEncoder: @unchecked Sendable {
    private let queue = DispatchQueue(label: "llexicorp.page")
    private let room: DispatchSemaphore
    private let file: PNGRows
    private var failure: (any Error)?

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - file: What to write to; nobody else does.
    ///   - room: Signalled for each band that is done with.
    init(_ file: PNGRows, room: DispatchSemaphore) {
        self.file = file
        self.room = room
    }

    /// Compresses a band later.
    func append(_ band: PageBitmap.Band) {
        queue.async { [self] in
            defer { room.signal() }
            guard failure == nil else { return }
            do { try band.write(to: file) } catch { failure = error }
        }
    }

    /// Waits for all bands.
    ///
    /// - Returns: The file's bytes.
    /// - Throws: `ImagesError` if a band could not be compressed.
    package func finish() throws -> Data {
        try queue.sync {
            if let failure { throw failure }
            return try file.finish()
        }
    }
}
