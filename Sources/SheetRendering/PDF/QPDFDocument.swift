import CQPDF
import Foundation

/// A PDF in libqpdf's hands.
final class QPDFDocument {
    let data: qpdf_data
    /// The bytes that libqpdf reads from until it has written.
    private var source: UnsafeMutableRawBufferPointer?

    init() {
        guard let data = qpdf_init() else { preconditionFailure("libqpdf makes no document") }
        self.data = data
        qpdf_set_suppress_warnings(data, 1)
        qpdf_silence_errors(data)
    }

    deinit {
        var data: qpdf_data? = data
        qpdf_cleanup(&data)
        source?.deallocate()
    }

    // MARK: Reading and writing

    func read(_ bytes: Data) throws(SheetRenderingError) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        copy.copyBytes(from: bytes)
        source = copy
        let code = qpdf_read_memory(
            data,
            "sheet",
            copy.assumingMemoryBound(to: CChar.self).baseAddress,
            UInt64(copy.count),
            nil
        )
        try check(code, "read")
    }

    /// Reads a document's parts from a file when they are needed; it must stay until all is written.
    func read(_ file: URL) throws(SheetRenderingError) {
        try check(qpdf_read(data, file.path, nil), "read")
    }

    /// Writes a document as archives want it to a file, in the memory that its largest part needs.
    func write(to file: URL) throws {
        try check(qpdf_init_write(data, file.path), "write")
        try writeForArchives()
        try StreamEnds.mend(file)
    }

    /// The document's bytes as archives want them: PDF 1.7, the same for the same content.
    func write() throws(SheetRenderingError) -> Data {
        try check(qpdf_init_write_memory(data), "write")
        try writeForArchives()
        let count = Int(qpdf_get_buffer_length(data))
        guard let bytes = qpdf_get_buffer(data) else {
            throw SheetRenderingError("libqpdf wrote nothing")
        }
        return StreamEnds.mended(Data(bytes: bytes, count: count))
    }

    private func writeForArchives() throws(SheetRenderingError) {
        qpdf_force_pdf_version(data, "1.7")
        qpdf_set_deterministic_ID(data, 1)
        // A plain table of objects, which `StreamEnds` can move on.
        qpdf_set_object_stream_mode(data, qpdf_o_disable)
        qpdf_set_decode_level(data, qpdf_dl_none)
        qpdf_set_compress_streams(data, 1)
        // PDF/A: a line ends before `endstream`.
        qpdf_set_newline_before_endstream(data, 1)
        try check(qpdf_write(data), "write")
    }

    private func check(_ code: QPDF_ERROR_CODE, _ what: String) throws(SheetRenderingError) {
        // Bit 0 stands for warnings, which are no failure.
        guard code & 2 != 0 || qpdf_has_error(data) != 0 else { return }
        let reason = qpdf_get_error(data).flatMap { qpdf_get_error_full_text(data, $0) }
            .map { String(cString: $0) }
        throw SheetRenderingError("libqpdf cannot \(what) the PDF: \(reason ?? "no reason given")")
    }

    // MARK: Places

    var root: qpdf_oh { qpdf_get_root(data) }

    var trailer: qpdf_oh { qpdf_get_trailer(data) }

    /// The pages in order.
    func pages() -> [qpdf_oh] {
        (0..<max(Int(qpdf_get_num_pages(data)), 0)).map { qpdf_get_page_n(data, $0) }
    }

    func get(_ key: String, of dictionary: qpdf_oh) -> qpdf_oh {
        qpdf_oh_get_key(data, dictionary, key)
    }

    func set(_ key: String, _ value: qpdf_oh, in dictionary: qpdf_oh) {
        qpdf_oh_replace_key(data, dictionary, key, value)
    }

    // MARK: Streams

    /// A page's content, unpacked.
    func content(of page: qpdf_oh) throws(SheetRenderingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        try check(qpdf_oh_get_page_content_data(data, page, &bytes, &count), "read a page of")
        defer { free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// A stream's bytes, unpacked.
    func bytes(of stream: qpdf_oh) throws(SheetRenderingError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        let code = qpdf_oh_get_stream_data(
            data,
            stream,
            qpdf_dl_generalized,
            nil,
            &bytes,
            &count
        )
        try check(code, "read a part of")
        defer { free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    /// A new stream, which libqpdf keeps a copy of and packs when it writes.
    func stream(_ bytes: some ContiguousBytes, _ entries: [(String, qpdf_oh)] = []) -> qpdf_oh {
        let stream = qpdf_oh_new_stream(data)
        let null = qpdf_oh_new_null(data)
        bytes.withUnsafeBytes { buffer in
            qpdf_oh_replace_stream_data(
                data,
                stream,
                buffer.assumingMemoryBound(to: UInt8.self).baseAddress,
                buffer.count,
                null,
                null
            )
        }
        let dictionary = qpdf_oh_get_dict(data, stream)
        for (key, value) in entries { set(key, value, in: dictionary) }
        return stream
    }
}
