public import Foundation

/// A safetensors file, mapped into memory and checked when opened.
///
/// Opening reads the header only; each tensor is copied out, as 32-bit floats, when asked for.
///
/// ```swift
/// let file = try SafetensorsFile(contentsOf: url)
/// for name in file.names { print(name, try file.tensor(named: name).shape) }
/// ```
public final class SafetensorsFile: Sendable {
    private let file: String
    private let bytes: FixedBytes
    private let entries: [String: SafetensorsHeader.Entry]

    /// The names of all tensors, in the order of their bytes in the file.
    public let names: [String]

    /// The texts that the file carries under `__metadata__`.
    public let metadata: [String: String]

    /// Opens a file and checks its header: lengths, offsets, shapes, names and dtypes.
    ///
    /// - Parameter url: The file.
    /// - Throws: `TensorsError` if it cannot be read or its header contradicts itself or the
    ///   file's size.
    public convenience init(contentsOf url: URL) throws(TensorsError) {
        try self.init(FixedBytes(mapping: url), file: url.lastPathComponent)
    }

    /// Reads a file that is in memory already.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - file: What to call it in errors.
    /// - Throws: `TensorsError` as with a file on disk.
    package init(_ bytes: FixedBytes, file: String) throws(TensorsError) {
        let header = try bytes.withBytes { bytes throws(TensorsError) in
            try SafetensorsHeader(bytes, file: file)
        }
        self.file = file
        self.bytes = bytes
        names = header.entries.map(\.name)
        metadata = header.metadata
        entries = Dictionary(uniqueKeysWithValues: header.entries.map { ($0.name, $0) })
    }

    /// The shape of one tensor.
    ///
    /// - Parameter name: The tensor's name.
    /// - Returns: The length of each axis, or nothing if the file has no such tensor.
    public func shape(of name: String) -> [Int]? {
        entries[name]?.shape
    }

    /// How the file stores one tensor.
    ///
    /// - Parameter name: The tensor's name.
    /// - Returns: The dtype, or nothing if the file has no such tensor.
    public func elementType(of name: String) -> ElementType? {
        entries[name]?.type
    }

    /// The values of one tensor, as 32-bit floats.
    ///
    /// - Parameter name: The tensor's name.
    /// - Returns: A copy of the values.
    /// - Throws: `TensorsError` if the file has no such tensor. NaN and infinity are no error.
    public func tensor(named name: String) throws(TensorsError) -> Tensor {
        guard let entry = entries[name] else {
            throw TensorsError("\(file): no tensor is called \"\(name)\"")
        }
        let count = entry.range.count / entry.type.byteCount
        let layout = try StridedLayout(
            shape: entry.shape,
            strides: StridedLayout.rowMajor(entry.shape),
            offset: 0,
            available: count
        )
        let elements = bytes.withBytes { bytes in
            entry.type.floats(
                from: UnsafeRawBufferPointer(rebasing: bytes[entry.range]),
                layout: layout
            )
        }
        bytes.release(entry.range)
        return Tensor(shape: entry.shape, elements: elements)
    }
}
