public import Foundation
public import Tensors

/// A `.npz` file, NumPy's archive of arrays: opened, listed and checked; values are read when asked
/// for.
///
/// Members may be compressed. Arrays of texts are left out; arrays of objects, which only a pickle
/// could hold, are refused. An archive that would unfold to more than 8 times its size is refused
/// too, unless it is small all the same (256 MiB).
public final class NpzFile {
    private struct Member {
        let array: NpyArray
        let entry: ZipArchive.Entry
    }

    private let archive: ZipArchive
    private let file: String
    private let members: [String: Member]

    /// The names of all arrays of numbers, in the order of the archive, without `.npy`.
    public let names: [String]

    /// How many bytes all members take when unpacked.
    let unpackedByteCount: Int

    /// What an archive may unfold to at least, in bytes.
    private static let smallEnough = 1 << 28

    /// Opens a file and checks the headers of all arrays.
    ///
    /// - Parameter url: The file.
    /// - Throws: `ModelsError` if it is missing, damaged, no archive of arrays, has two arrays of
    ///   one name, or an array that is none of numbers or texts.
    public convenience init(contentsOf url: URL) throws {
        let bytes = try WeightsReader.converting { () throws(TensorsError) in
            try FixedBytes(mapping: url)
        }
        try self.init(ZipArchive(url), file: url.lastPathComponent, byteCount: bytes.count)
    }

    /// Reads the headers of an archive that is open.
    ///
    /// - Parameters:
    ///   - archive: The archive.
    ///   - file: What to call it in errors.
    ///   - byteCount: How many bytes it has as it lies there.
    /// - Throws: `ModelsError` as with a file.
    init(_ archive: ZipArchive, file: String, byteCount: Int) throws(ModelsError) {
        let entries = archive.entries.filter { $0.name.hasSuffix(".npy") }
        guard !entries.isEmpty else {
            throw ModelsError(
                "\(file): a zip archive without .npy members, not an .npz file",
                hint: "save the arrays by numpy.savez"
            )
        }
        let allowed = max(NpzFile.smallEnough, 8 * byteCount)
        var total = 0
        var names: [String] = []
        var members: [String: Member] = [:]
        var seen: Set<String> = []
        for entry in entries {
            let name = String(entry.name.dropLast(4))
            let title = "\(file): array \"\(Printable.excerpt(name))\""
            guard seen.insert(name).inserted else {
                throw ModelsError("\(file): two arrays are called \"\(Printable.excerpt(name))\"")
            }
            guard entry.size <= allowed - total else {
                throw ModelsError(
                    "\(title) would unfold to \(entry.size) bytes, out of a file of \(byteCount)",
                    hint: "save the arrays by numpy.savez, without compression"
                )
            }
            total += entry.size
            let start = try archive.start(of: entry, upTo: NpyHeader.longest)
            let header = try NpyHeader(start, title: title)
            if header.isText { continue }
            let array = try NpyArray(header, byteCount: entry.size, title: title)
            names.append(name)
            members[name] = Member(array: array, entry: entry)
        }
        self.archive = archive
        self.file = file
        self.names = names
        self.members = members
        unpackedByteCount = total
    }

    /// Whether an archive holds arrays rather than what `torch.save` writes.
    static func isOne(_ archive: ZipArchive) -> Bool {
        archive.entries.contains { $0.name.hasSuffix(".npy") }
            && !archive.entries.contains { $0.name.hasSuffix("data.pkl") }
    }

    /// The shape of one array.
    ///
    /// - Parameter name: The array's name.
    /// - Returns: The length of each axis, or nothing if the file has no such array.
    public func shape(of name: String) -> [Int]? { members[name]?.array.shape }

    /// How the file stores one array.
    ///
    /// - Parameter name: The array's name.
    /// - Returns: The type, or nothing if the file has no such array.
    public func elementType(of name: String) -> ElementType? { members[name]?.array.type }

    /// The values of one array, as 32-bit floats.
    ///
    /// - Parameter name: The array's name.
    /// - Returns: A copy of the values.
    /// - Throws: `ModelsError` if there is no such array or its bytes are damaged. NaN and infinity
    ///   are no error.
    public func tensor(named name: String) throws -> Tensor {
        Tensor(shape: shape(of: name) ?? [], elements: try elements(of: name))
    }

    /// The values of one array, row-major.
    func elements(of name: String) throws(ModelsError) -> [Float] {
        guard let member = members[name] else {
            throw ModelsError("\(file): no array is called \"\(Printable.excerpt(name))\"")
        }
        return try archive.bytes(of: member.entry).withBytes { member.array.floats(in: $0) }
    }
}

@available(*, unavailable)
extension NpzFile: Sendable {}
