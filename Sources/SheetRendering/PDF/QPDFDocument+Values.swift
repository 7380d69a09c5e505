import CQPDF

extension QPDFDocument {
    // MARK: Handles

    /// Lets go of the handles that some work made, all but its result; what they stand for stays.
    ///
    /// libqpdf keeps every handle until it is told otherwise, which for long documents is most of the memory.
    func keepingOnly(_ work: () -> qpdf_oh) -> qpdf_oh {
        let first = null()
        let result = work()
        for handle in first...null() where handle != result { qpdf_oh_release(data, handle) }
        return result
    }

    /// Lets go of all handles that some work made.
    func releasing<Result>(_ work: () throws -> Result) rethrows -> Result {
        // Handles are numbers that grow by one.
        let first = null()
        defer { for handle in first...null() { qpdf_oh_release(data, handle) } }
        return try work()
    }

    // MARK: Making

    func dictionary(_ entries: [(String, qpdf_oh)] = []) -> qpdf_oh {
        let dictionary = qpdf_oh_new_dictionary(data)
        for (key, value) in entries { set(key, value, in: dictionary) }
        return dictionary
    }

    func array(_ items: [qpdf_oh]) -> qpdf_oh {
        let array = qpdf_oh_new_array(data)
        for item in items { qpdf_oh_append_item(data, array, item) }
        return array
    }

    /// An object of its own, which others refer to.
    func object(_ value: qpdf_oh) -> qpdf_oh { qpdf_make_indirect_object(data, value) }

    /// A name with its slash.
    func name(_ name: String) -> qpdf_oh { qpdf_oh_new_name(data, name) }

    /// A text for people.
    func string(_ text: String) -> qpdf_oh { qpdf_oh_new_unicode_string(data, text) }

    /// A string of bytes.
    func bytes(_ bytes: [UInt8]) -> qpdf_oh {
        bytes.withUnsafeBytes { buffer in
            qpdf_oh_new_binary_string(
                data,
                buffer.assumingMemoryBound(to: CChar.self).baseAddress,
                buffer.count
            )
        }
    }

    func flag(_ value: Bool) -> qpdf_oh { qpdf_oh_new_bool(data, value ? 1 : 0) }

    func integer(_ value: Int) -> qpdf_oh { qpdf_oh_new_integer(data, Int64(value)) }

    /// A number with at most three places, a third of a micrometre for points.
    func number(_ value: Double) -> qpdf_oh { qpdf_oh_new_real_from_double(data, value, 3) }

    func null() -> qpdf_oh { qpdf_oh_new_null(data) }

    // MARK: Reading

    func isDictionary(_ value: qpdf_oh) -> Bool { qpdf_oh_is_dictionary(data, value) != 0 }

    func isStream(_ value: qpdf_oh) -> Bool { qpdf_oh_is_stream(data, value) != 0 }

    func isArray(_ value: qpdf_oh) -> Bool { qpdf_oh_is_array(data, value) != 0 }

    func has(_ key: String, in dictionary: qpdf_oh) -> Bool {
        qpdf_oh_has_key(data, dictionary, key) != 0
    }

    func isName(_ value: qpdf_oh, _ name: String) -> Bool {
        qpdf_oh_is_name_and_equals(data, value, name) != 0
    }

    /// The number, or nil for anything else.
    func integer(in value: qpdf_oh) -> Int? {
        guard qpdf_oh_is_integer(data, value) != 0 else { return nil }
        return Int(qpdf_oh_get_int_value(data, value))
    }

    /// The text, or nil for anything else.
    func string(in value: qpdf_oh) -> String? {
        guard qpdf_oh_is_string(data, value) != 0 else { return nil }
        return qpdf_oh_get_utf8_value(data, value).map { String(cString: $0) }
    }

    /// An array's items; a single value is an array of one, null of none.
    func items(of value: qpdf_oh) -> [qpdf_oh] {
        if isArray(value) {
            return (0..<qpdf_oh_get_array_n_items(data, value)).map {
                qpdf_oh_get_array_item(data, value, $0)
            }
        }
        return qpdf_oh_is_null(data, value) != 0 ? [] : [value]
    }
}
