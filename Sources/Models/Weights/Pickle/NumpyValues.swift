import Tensors

/// Reads the values of NumPy arrays out of a pickle's bytes.
enum NumpyValues {
    /// Describes one array as an entry of a catalogue.
    ///
    /// - Parameters:
    ///   - array: The array as the machine built it.
    ///   - name: Its name.
    ///   - identity: What tells it from other arrays.
    ///   - bytes: The pickle.
    ///   - file: What to call the file in errors.
    /// - Returns: The entry, sizes checked.
    /// - Throws: `ModelsError` naming the array if its dtype or size does not do.
    static func entry(
        _ array: PickleHeap.Array,
        name: String,
        identity: String,
        bytes: FixedBytes,
        file: String
    ) throws(ModelsError) -> WeightsCatalog.Entry {
        let title = "\(file): array \"\(Printable.excerpt(name))\""
        guard let shape = array.shape else {
            throw ModelsError("\(title) has no values", hint: "save it again")
        }
        guard let type = type(array.type) else {
            throw ModelsError(
                "\(title) has dtype \(Printable.excerpt(array.type.code)), which is not supported",
                hint: "save it as float32"
            )
        }
        let (range, isText) = try place(of: array.values, title: title)
        let available = isText ? bytes.withBytes { latin1Count($0[range]) } : range.count
        let strides =
            array.firstAxisFastest
            ? StridedLayout.columnMajor(shape) : StridedLayout.rowMajor(shape)
        let (wanted, overflow) = (StridedLayout.count(of: shape) ?? .max)
            .multipliedReportingOverflow(by: type.byteCount)
        guard !overflow, wanted == available else {
            throw ModelsError(
                "\(title) of shape \(shape) and dtype \(type.rawValue) has \(available) bytes",
                hint: "fetch or save the file again"
            )
        }
        let layout: StridedLayout
        do throws(TensorsError) {
            layout = try StridedLayout(
                shape: shape,
                strides: strides,
                offset: 0,
                available: available / type.byteCount
            )
        } catch {
            throw ModelsError("\(title): \(error.message)")
        }
        let bigEndian = array.type.bigEndian
        return WeightsCatalog.Entry(name: name, type: type, shape: shape, identity: identity) {
            () throws(ModelsError) in
            if isText {
                guard let raw = bytes.withBytes({ latin1($0[range], count: available) }) else {
                    throw ModelsError("\(title) has characters beyond Latin-1")
                }
                return raw.withUnsafeBytes {
                    type.floats(from: $0, layout: layout, bigEndian: bigEndian)
                }
            }
            return bytes.withBytes { bytes in
                type.floats(
                    from: UnsafeRawBufferPointer(rebasing: bytes[range]),
                    layout: layout,
                    bigEndian: bigEndian
                )
            }
        }
    }

    // MARK: Values

    private static func place(
        of values: PickleValue,
        title: String
    ) throws(ModelsError) -> (Range<Int>, isText: Bool) {
        switch values {
        case .bytes(let range): return (range, false)
        case .latin1(let range): return (range, true)
        default:
            throw ModelsError("\(title) holds objects, not numbers", hint: "save it as float32")
        }
    }

    /// How many characters a text has, if all are of Latin-1.
    private static func latin1Count(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
        text.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
    }

    /// The Latin-1 bytes of a UTF-8 text, or nothing if it has other characters.
    private static func latin1(_ text: Slice<UnsafeRawBufferPointer>, count: Int) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if byte < 0x80 {
                result.append(byte)
                continue
            }
            guard byte == 0xc2 || byte == 0xc3, index < text.endIndex,
                text[index] & 0xc0 == 0x80
            else { return nil }
            result.append((byte & 3) << 6 | text[index] & 0x3f)
            index += 1
        }
        return result.count == count ? result : nil
    }

    private static func type(_ type: PickleHeap.NumpyType) -> ElementType? {
        type.isStructured ? nil : self.type(code: type.code)
    }

    /// The type of the values of a dtype.
    ///
    /// - Parameter code: The dtype without its byte order, such as `f4`.
    /// - Returns: The type, or nothing if a tensor cannot hold such values.
    static func type(code: String) -> ElementType? {
        switch code {
        case "f8": .float64
        case "f4": .float32
        case "f2": .float16
        case "i8": .int64
        case "i4": .int32
        case "i2": .int16
        case "i1": .int8
        case "u8": .uint64
        case "u4": .uint32
        case "u2": .uint16
        case "u1": .uint8
        case "b1": .boolean
        default: nil
        }
    }
}
