import CPNG
public import Foundation

/// Writes a PNG file a few rows at a time, so that a picture need never be in memory as a whole.
///
/// ```swift
/// let file = try PNGRows(width: 1240, height: 1754, dotsPerInch: 150)
/// try file.append(pixels, stride: 1240 * 4, count: 1754)
/// let bytes = try file.finish()
/// ```
public final class PNGRows {
    private let writer: UnsafeMutablePointer<llexicorp_png_writer>
    private let width: Int
    private var rowsLeft: Int

    /// Begins a file of 8-bit RGB.
    ///
    /// - Parameters:
    ///   - width: The width in pixels, at least 1.
    ///   - height: The height in pixels, at least 1.
    ///   - dotsPerInch: How many pixels are an inch on paper; the file says so in its `pHYs`, in
    ///     whole pixels per metre.
    /// - Throws: `ImagesError` if libpng cannot write such a picture.
    public init(width: Int, height: Int, dotsPerInch: Double) throws(ImagesError) {
        precondition(
            width > 0 && height > 0 && dotsPerInch > 0,
            "\(width) x \(height) pixels at \(dotsPerInch) dpi"
        )
        self.width = width
        rowsLeft = height
        guard
            let writer = llexicorp_png_writer_new(
                UInt32(width),
                UInt32(height),
                UInt32((dotsPerInch / 0.0254).rounded())
            )
        else { throw ImagesError("no memory to write a picture of \(width) x \(height) pixels") }
        self.writer = writer
        guard String(cString: llexicorp_png_writer_message(writer)).isEmpty else { throw failure }
    }

    deinit { llexicorp_png_writer_free(writer) }

    /// Adds rows below those written so far.
    ///
    /// - Parameters:
    ///   - rows: 32-bit words `0xXXRRGGBB` in the machine's byte order, as Cairo keeps them.
    ///   - stride: From a row to the next, in bytes.
    ///   - count: How many rows.
    /// - Throws: `ImagesError` if libpng fails.
    public func append(
        _ rows: UnsafeRawBufferPointer,
        stride: Int,
        count: Int
    ) throws(ImagesError) {
        precondition(
            count <= rowsLeft && (count == 0 || (count - 1) * stride + width * 4 <= rows.count),
            "\(count) rows of \(width) pixels in \(rows.count) bytes, \(rowsLeft) are missing"
        )
        guard count > 0, let start = rows.baseAddress else { return }
        rowsLeft -= count
        let bytes = start.assumingMemoryBound(to: UInt8.self)
        guard llexicorp_png_writer_append(writer, bytes, stride, UInt32(count)) != 0 else {
            throw failure
        }
    }

    /// Ends the file; all rows must be written.
    ///
    /// - Returns: A whole file. Equal pixels give equal bytes.
    /// - Throws: `ImagesError` if libpng fails.
    public func finish() throws(ImagesError) -> Data {
        precondition(rowsLeft == 0, "\(rowsLeft) rows are missing")
        guard llexicorp_png_writer_finish(writer) != 0, let bytes = writer.pointee.bytes else {
            throw failure
        }
        return Data(bytes: bytes, count: writer.pointee.count)
    }

    private var failure: ImagesError {
        let reason = String(cString: llexicorp_png_writer_message(writer))
        return ImagesError("cannot write a picture \(width) pixels wide as PNG: \(reason)")
    }
}
