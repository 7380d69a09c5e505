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

    func write() throws(SheetRenderingError) -> Data {
        try check(qpdf_init_write_memory(data), "write")
        qpdf_set_deterministic_ID(data, 1)
        qpdf_set_object_stream_mode(data, qpdf_o_preserve)
        qpdf_set_stream_data_mode(data, qpdf_s_preserve)
        try check(qpdf_write(data), "write")
        let count = Int(qpdf_get_buffer_length(data))
        guard let bytes = qpdf_get_buffer(data) else {
            throw SheetRenderingError("libqpdf wrote nothing")
        }
        return Data(bytes: bytes, count: count)
    }

    private func check(_ code: QPDF_ERROR_CODE, _ what: String) throws(SheetRenderingError) {
        // Bit 0 stands for warnings, which are no failure.
        guard code & 2 != 0 || qpdf_has_error(data) != 0 else { return }
        let reason = qpdf_get_error(data).flatMap { qpdf_get_error_full_text(data, $0) }
            .map { String(cString: $0) }
        throw SheetRenderingError("libqpdf cannot \(what) the PDF: \(reason ?? "no reason given")")
    }

    // MARK: Objects

    var root: qpdf_oh { qpdf_get_root(data) }

    func dictionary() -> qpdf_oh { qpdf_oh_new_dictionary(data) }

    func name(_ name: String) -> qpdf_oh { qpdf_oh_new_name(data, name) }

    func string(_ text: String) -> qpdf_oh { qpdf_oh_new_unicode_string(data, text) }

    /// A new stream, which libqpdf keeps a copy of.
    func stream(_ bytes: Data) -> qpdf_oh {
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
        return stream
    }

    func set(_ key: String, _ value: qpdf_oh, in dictionary: qpdf_oh) {
        qpdf_oh_replace_key(data, dictionary, key, value)
    }

    func get(_ key: String, of dictionary: qpdf_oh) -> qpdf_oh {
        qpdf_oh_get_key(data, dictionary, key)
    }

    /// The figures of a structure tree in reading order.
    func collectFigures(below node: qpdf_oh, into figures: inout [qpdf_oh]) {
        if qpdf_oh_is_array(data, node) != 0 {
            for index in 0..<qpdf_oh_get_array_n_items(data, node) {
                collectFigures(below: qpdf_oh_get_array_item(data, node, index), into: &figures)
            }
        } else if qpdf_oh_is_dictionary(data, node) != 0 {
            let kind = get("/S", of: node)
            if qpdf_oh_is_name(data, kind) != 0,
                let text = qpdf_oh_get_name(data, kind), String(cString: text) == "/Figure"
            {
                figures.append(node)
            } else {
                collectFigures(below: get("/K", of: node), into: &figures)
            }
        }
    }
}
