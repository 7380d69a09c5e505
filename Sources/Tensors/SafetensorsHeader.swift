/// The header of a safetensors file: what tensors there are and where their bytes lie.
///
/// The format: 8 bytes with the header's length (little-endian), the header as a JSON object, then
/// the values. Each entry gives `dtype`, `shape` and `data_offsets` (from, to; counted from the end
/// of the header). The entries must cover the rest of the file without gap or overlap.
struct SafetensorsHeader {
    /// One tensor.
    struct Entry {
        let name: String
        let type: ElementType
        let shape: [Int]
        /// Where the values lie, in bytes from the start of the file.
        let range: Range<Int>
    }

    /// The tensors in the order of their bytes.
    private(set) var entries: [Entry] = []
    /// The texts under `__metadata__`.
    private(set) var metadata: [String: String] = [:]

    /// The longest header that the format allows, in bytes.
    private static let longest = 100_000_000

    /// Reads and checks the header.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: What to call the file in errors.
    /// - Throws: `TensorsError` naming the file if the header contradicts itself or the file.
    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(TensorsError) {
        do throws(TensorsError) {
            try parse(bytes)
        } catch {
            throw TensorsError("\(file): \(error.message)", hint: error.hint)
        }
    }

    private mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(TensorsError) {
        guard bytes.count >= 8 else {
            throw TensorsError(
                "not a safetensors file: it has \(bytes.count) bytes, the least is 8"
            )
        }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= SafetensorsHeader.longest else {
            throw TensorsError("not a safetensors file: its header would be \(length) bytes long")
        }
        let dataStart = 8 + Int(length)
        guard dataStart <= bytes.count else {
            throw TensorsError(
                "cut short: the header needs \(dataStart) bytes, the file has \(bytes.count)",
                hint: "fetch the file again"
            )
        }
        var scanner = SafetensorsJSON(UnsafeRawBufferPointer(rebasing: bytes[8..<dataStart]))
        var seen: Set<String> = []
        var found: [(entry: Entry, position: Int)] = []
        try scanner.object { scanner, name throws(TensorsError) in
            guard seen.insert(name).inserted else {
                throw TensorsError("two tensors are called \"\(Printable.excerpt(name))\"")
            }
            if name == "__metadata__" {
                try readMetadata(&scanner)
            } else {
                let entry = try SafetensorsHeader.entry(name, &scanner, dataStart: dataStart)
                found.append((entry, found.count))
            }
        }
        try scanner.end()
        entries = found.sorted {
            ($0.entry.range.lowerBound, $0.entry.range.upperBound, $0.position)
                < ($1.entry.range.lowerBound, $1.entry.range.upperBound, $1.position)
        }.map(\.entry)
        try checkCover(of: dataStart..<bytes.count)
    }

    // MARK: Parts

    private mutating func readMetadata(_ scanner: inout SafetensorsJSON) throws(TensorsError) {
        var texts: [String: String] = [:]
        try scanner.object { scanner, key throws(TensorsError) in
            texts[key] = try scanner.string()
        }
        metadata = texts
    }

    private static func entry(
        _ name: String,
        _ scanner: inout SafetensorsJSON,
        dataStart: Int
    ) throws(TensorsError) -> Entry {
        let title = "tensor \"\(Printable.excerpt(name))\""
        var typeName: String?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.object { scanner, key throws(TensorsError) in
            switch key {
            case "dtype" where typeName == nil: typeName = try scanner.string()
            case "shape" where shape == nil: shape = try scanner.integers(atMost: 32)
            case "data_offsets" where offsets == nil: offsets = try scanner.integers(atMost: 2)
            default:
                throw TensorsError("\(title) has an unexpected entry \"\(Printable.excerpt(key))\"")
            }
        }
        guard let typeName, let shape, let offsets, offsets.count == 2 else {
            throw TensorsError("\(title) lacks dtype, shape or data_offsets")
        }
        guard let type = ElementType(rawValue: typeName) else {
            throw TensorsError(
                "\(title) has dtype \(Printable.excerpt(typeName)), which is not supported",
                hint: "convert it to F32"
            )
        }
        let (start, startOverflow) = dataStart.addingReportingOverflow(offsets[0])
        let (end, endOverflow) = dataStart.addingReportingOverflow(offsets[1])
        guard !startOverflow, !endOverflow, start <= end else {
            throw TensorsError("\(title) has data_offsets \(offsets)")
        }
        let (size, overflow) = (StridedLayout.count(of: shape) ?? .max)
            .multipliedReportingOverflow(by: type.byteCount)
        guard !overflow, size == end - start else {
            throw TensorsError(
                "\(title) of shape \(shape) and dtype \(typeName) has \(end - start) bytes"
            )
        }
        return Entry(name: name, type: type, shape: shape, range: start..<end)
    }

    private func checkCover(of data: Range<Int>) throws(TensorsError) {
        var end = data.lowerBound
        for entry in entries {
            guard entry.range.upperBound <= data.upperBound else {
                throw TensorsError(
                    "cut short: tensor \"\(Printable.excerpt(entry.name))\" ends at byte \(entry.range.upperBound), "
                        + "the file has \(data.upperBound)",
                    hint: "fetch the file again"
                )
            }
            guard entry.range.lowerBound == end else {
                throw TensorsError(
                    "tensor \"\(Printable.excerpt(entry.name))\" starts at byte \(entry.range.lowerBound), "
                        + "the one before ends at byte \(end)"
                )
            }
            end = entry.range.upperBound
        }
        guard end == data.upperBound else {
            throw TensorsError("\(data.upperBound - end) bytes at its end belong to no tensor")
        }
    }
}
