public import Foundation

/// Reads and writes `explanation.json`.
public enum ExplanationFile {
    /// The document's file name in its directory.
    public static let name = "explanation.json"
    /// The most bytes that are read: a thousand times what a document needs.
    private static let sizeLimit = 64 << 20

    /// The folder that a document and its assets lie in.
    ///
    /// - Parameter url: The JSON file, or the folder itself.
    /// - Returns: The folder.
    public static func directory(of url: URL) -> URL {
        isFolder(url) ? url : url.deletingLastPathComponent()
    }

    /// Reads a document.
    ///
    /// - Parameter url: The JSON file, or the directory that holds it.
    /// - Returns: The document.
    /// - Throws: `ExplanationsError` if the file is missing, is not such a document, or is of a
    ///   schema that this version does not know.
    public static func read(from url: URL) throws -> Explanation {
        let file = isFolder(url) ? url.appendingPathComponent(name) : url
        let bytes: Data
        do {
            // Opening a named pipe would wait for a writer.
            guard isPlain(file) else { throw CocoaError(.fileReadUnknown) }
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            bytes = try handle.read(upToCount: sizeLimit + 1) ?? Data()
        } catch {
            throw ExplanationsError(
                "\(file.path): no explanation can be read here",
                hint: "give the folder that `llexicorp explain` wrote, or its \(name)"
            )
        }
        guard bytes.count <= sizeLimit else {
            throw ExplanationsError(
                "\(file.path): is larger than \(sizeLimit >> 20) MiB, which no explanation is",
                hint: "give the folder that `llexicorp explain` wrote, or its \(name)"
            )
        }
        return try decode(bytes, from: file.path)
    }

    /// Decodes a document from JSON.
    ///
    /// - Parameters:
    ///   - bytes: The JSON text.
    ///   - origin: What to call it in errors.
    /// - Returns: The document.
    /// - Throws: `ExplanationsError` if it is not such a document, or if one of its assets lies
    ///   outside of its directory.
    public static func decode(_ bytes: Data, from origin: String) throws -> Explanation {
        struct Header: Decodable { var schema: String? }
        let decoder = JSONDecoder()
        guard let header = try? decoder.decode(Header.self, from: bytes), let schema = header.schema
        else {
            throw ExplanationsError(
                "\(origin): is not an explanation (JSON with a \"schema\")",
                hint: "explain the photo again"
            )
        }
        guard schema == Explanation.currentSchema else {
            throw ExplanationsError(
                "\(origin): has schema \"\(schema)\","
                    + " this version reads \"\(Explanation.currentSchema)\"",
                hint: "use the version that wrote it, or explain the photo again"
            )
        }
        let explanation: Explanation
        do {
            explanation = try decoder.decode(Explanation.self, from: bytes)
        } catch let error as DecodingError {
            throw ExplanationsError(
                "\(origin): \(describe(error))",
                hint: "explain the photo again"
            )
        }
        if let stray = explanation.assetPaths.first(where: { !isInside($0) }) {
            throw ExplanationsError(
                "\(origin): the asset \"\(stray)\" does not lie in the explanation's folder",
                hint: "explain the photo again"
            )
        }
        return explanation
    }

    /// The document as JSON text: sorted keys, so that equal documents are equal bytes.
    ///
    /// - Parameter explanation: The document.
    /// - Returns: The JSON text in UTF-8, with a line feed at its end.
    /// - Throws: `EncodingError` for a number that JSON cannot hold (NaN, infinity).
    public static func encode(_ explanation: Explanation) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var bytes = try encoder.encode(explanation)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    /// Whether a plain file is there, directly or by a link.
    private static func isPlain(_ file: URL) -> Bool {
        var status = stat()
        return stat(file.path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether a path stays in the folder it is relative to.
    private static func isInside(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.utf8.contains(0)
            && !path.split(separator: "/").contains("..")
    }

    private static func describe(_ error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.reduce("") { path, key in
                guard key.intValue == nil else { return path + "[\(key.intValue ?? 0)]" }
                return path.isEmpty ? key.stringValue : path + "." + key.stringValue
            }
        }
        return switch error {
        case .keyNotFound(let key, let context):
            "\"\(path(context.codingPath + [key]))\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\"\(path(context.codingPath))\" has the wrong type"
        case .dataCorrupted(let context):
            "\"\(path(context.codingPath))\": \(context.debugDescription)"
        @unknown default:
            "is damaged"
        }
    }
}
