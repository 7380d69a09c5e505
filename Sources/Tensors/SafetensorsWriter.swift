public import Foundation

/// Writes tensors as safetensors files of 32-bit floats.
///
/// Equal input gives equal bytes: tensors keep their order, metadata is sorted by key.
public enum SafetensorsWriter {
    /// Writes a file, whole or not at all, as `WholeFile` does.
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
    ) throws(TensorsError) {
        let header = try header(tensors, metadata)
        try WholeFile.write(to: url) { draft in
            header.withUnsafeBytes { draft.append($0) }
            for (_, tensor) in tensors {
                tensor.elements.withUnsafeBytes { draft.append($0) }
            }
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
}
