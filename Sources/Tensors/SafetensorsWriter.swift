public import Foundation

/// Writes tensors as safetensors files of 32-bit floats.
///
/// Equal input gives equal bytes: tensors keep their order, metadata is sorted by key.
public enum SafetensorsWriter {
    /// Writes a file, whole or not at all.
    ///
    /// The bytes go to a temporary sibling, which then takes the file's name.
    ///
    /// - Parameters:
    ///   - tensors: Names, all different, with their tensors.
    ///   - metadata: Texts to carry along.
    ///   - url: Where to write; an existing file is replaced.
    /// - Throws: `TensorsError` if two names are equal or the file cannot be written.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)],
        metadata: [String: String] = [:],
        to url: URL
    ) throws {
        let header = try header(tensors, metadata)
        let sibling = url.deletingLastPathComponent()
            .appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString).part")
        let descriptor = open(sibling.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(url) }
        do {
            defer { close(descriptor) }
            try append(header, to: descriptor, for: url)
            for (_, tensor) in tensors {
                try tensor.elements.withUnsafeBytes { try append($0, to: descriptor, for: url) }
            }
        } catch {
            unlink(sibling.path)
            throw error
        }
        guard rename(sibling.path, url.path) == 0 else {
            let error = failure(url)
            unlink(sibling.path)
            throw error
        }
    }

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - tensors: Names, all different, with their tensors.
    ///   - metadata: Texts to carry along.
    /// - Returns: The whole file.
    /// - Throws: `TensorsError` if two names are equal.
    public static func encode(
        _ tensors: [(name: String, tensor: Tensor)],
        metadata: [String: String] = [:]
    ) throws -> Data {
        var data = Data(try header(tensors, metadata))
        for (_, tensor) in tensors {
            tensor.elements.withUnsafeBytes { data.append(contentsOf: $0) }
        }
        return data
    }

    // MARK: Header

    /// The length and the JSON, padded so that the values start at a multiple of 8 bytes.
    private static func header(
        _ tensors: [(name: String, tensor: Tensor)],
        _ metadata: [String: String]
    ) throws(TensorsError) -> [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }
                .map { "\(quoted($0.key)):\(quoted($0.value))" }
            members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        var seen: Set<String> = ["__metadata__"]
        var end = 0
        for (name, tensor) in tensors {
            guard seen.insert(name).inserted else {
                throw TensorsError("a safetensors file cannot hold two tensors called \"\(name)\"")
            }
            let start = end
            end += tensor.count * 4
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            members.append(
                "\(quoted(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(start),\(end)]}"
            )
        }
        var json = Array("{\(members.joined(separator: ","))}".utf8)
        json += [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8)
        return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) } + json
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    // MARK: Writing

    private static func append(
        _ bytes: some Sequence<UInt8>,
        to descriptor: Int32,
        for url: URL
    ) throws(TensorsError) {
        var done = 0
        let whole: Void? = bytes.withContiguousStorageIfAvailable { bytes in
            while done < bytes.count {
                let count = Foundation.write(
                    descriptor,
                    bytes.baseAddress.map { $0 + done },
                    bytes.count - done
                )
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    done = -1
                    return
                }
                done += count
            }
        }
        precondition(whole != nil, "only contiguous bytes can be written")
        if done < 0 { throw failure(url) }
    }

    private static func failure(_ url: URL) -> TensorsError {
        TensorsError("\(url.path): cannot be written: \(String(cString: strerror(errno)))")
    }
}
