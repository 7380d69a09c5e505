import CZip
public import Foundation
public import Tensors

/// Writes tensors as `.npz` files of 32-bit floats, which `numpy.load` opens.
///
/// Equal input gives equal bytes: members keep their order, are not compressed, and are all dated
/// 1980-01-01, the first day that archives know.
public enum NpzWriter {
    /// Writes a file, whole or not at all.
    ///
    /// - Parameters:
    ///   - tensors: Names, all different and none `metadata`, with their tensors.
    ///   - metadata: Texts to carry along, as an array `metadata` of one text, a JSON object:
    ///     `json.loads(str(archive["metadata"]))`; no such array if empty.
    ///   - url: Where to write; an existing file is replaced.
    /// - Throws: `ModelsError` if two names are equal or the file cannot be written; what stood
    ///   there before is then untouched.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)],
        metadata: [String: String] = [:],
        to url: URL
    ) throws {
        var members: [(name: String, content: FixedBytes)] = []
        var seen: Set<String> = metadata.isEmpty ? [] : ["metadata"]
        for (name, tensor) in tensors {
            guard seen.insert(name).inserted else {
                throw ModelsError("an .npz file cannot hold two arrays called \"\(name)\"")
            }
            members.append((name, member(tensor)))
        }
        if !metadata.isEmpty { members.append(("metadata", try member(metadata))) }
        try withExtendedLifetime(members) { try write(members, to: url) }
    }

    // MARK: Members

    /// Version 1.0 of the format: the values start at a multiple of 64 bytes.
    static func header(descr: String, shape: [Int]) -> [UInt8] {
        let axes = shape.map { "\($0)," }.joined(separator: " ")
        var text = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(axes)), }"
        text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
        let length = UInt16(text.utf8.count).littleEndian
        return NpyHeader.magic + [1, 0] + withUnsafeBytes(of: length) { Array($0) } + text.utf8
    }

    private static func member(_ tensor: Tensor) -> FixedBytes {
        joined(header(descr: "<f4", shape: tensor.shape)) { values in
            tensor.elements.withUnsafeBytes { values($0) }
        }
    }

    /// A text of UTF-32, as NumPy stores it.
    private static func member(_ metadata: [String: String]) throws -> FixedBytes {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = String(decoding: try encoder.encode(metadata), as: UTF8.self)
        let scalars = json.unicodeScalars.map { $0.value.littleEndian }
        return joined(header(descr: "<U\(scalars.count)", shape: [])) { values in
            scalars.withUnsafeBytes { values($0) }
        }
    }

    private static func joined(
        _ header: [UInt8],
        _ lend: ((UnsafeRawBufferPointer) -> Void) -> Void
    ) -> FixedBytes {
        var joined: FixedBytes?
        lend { values in
            joined = FixedBytes(count: header.count + values.count) { target in
                target.copyBytes(from: header)
                UnsafeMutableRawBufferPointer(rebasing: target[header.count...])
                    .copyMemory(from: values)
            }
        }
        guard let joined else { preconditionFailure("the values were not lent") }
        return joined
    }

    // MARK: Archive

    private static func write(
        _ members: [(name: String, content: FixedBytes)],
        to url: URL
    ) throws(ModelsError) {
        var code: Int32 = 0
        // libzip writes a sibling and renames it, so the file appears whole or not at all.
        guard let archive = zip_open(url.path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw failure(url, ZipArchive.reason(code))
        }
        var isWritten = false
        defer { if !isWritten { zip_discard(archive) } }
        for (name, content) in members {
            let source = content.withBytes {
                zip_source_buffer(archive, $0.baseAddress, UInt64($0.count), 0)
            }
            let index = zip_file_add(archive, name + ".npy", source, ZIP_FL_ENC_UTF_8)
            guard index >= 0 else {
                zip_source_free(source)
                throw failure(url, String(cString: zip_strerror(archive)))
            }
            guard zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) == 0,
                // The first of January 1980: month and day count from 1.
                zip_file_set_dostime(archive, UInt64(index), 0, 1 << 5 | 1, 0) == 0
            else { throw failure(url, String(cString: zip_strerror(archive))) }
        }
        guard zip_close(archive) == 0 else {
            throw failure(url, String(cString: zip_strerror(archive)))
        }
        isWritten = true
    }

    private static func failure(_ url: URL, _ reason: String) -> ModelsError {
        ModelsError("\(url.path): cannot be written: \(reason)", hint: "look at its folder")
    }
}
