public import Foundation

/// Reads and writes `explanation.json`.
public enum ExplanationFile {
    /// The document's file name in its directory.
    public static let name = "explanation.json"

    /// The folder that a document and its assets lie in.
    ///
    /// - Parameter url: The JSON file, or the folder itself.
    /// - Returns: The folder.
    public static func directory(of url: URL) -> URL {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
        return exists && isDirectory.boolValue ? url : url.deletingLastPathComponent()
    }

    /// Reads a document.
    ///
    /// - Parameter url: The JSON file, or the directory that holds it.
    /// - Returns: The document.
    /// - Throws: `ExplanationsError` if the file is missing, is not such a document, or is of a schema
    ///   that this version does not know.
    public static func read(from url: URL) throws -> Explanation {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
        let file = exists && isDirectory.boolValue ? url.appendingPathComponent(name) : url
        let bytes: Data
        do {
            bytes = try Data(contentsOf: file)
        } catch {
            throw ExplanationsError(
                "\(file.path): no explanation can be read here",
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
    /// - Throws: `ExplanationsError` if it is not such a document.
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
                "\(origin): has schema \"\(schema)\", this version reads \"\(Explanation.currentSchema)\"",
                hint: "use the version that wrote it, or explain the photo again"
            )
        }
        do {
            return try decoder.decode(Explanation.self, from: bytes)
        } catch let error as DecodingError {
            throw ExplanationsError(
                "\(origin): \(describe(error))",
                hint: "explain the photo again"
            )
        }
    }

    /// The document as JSON text: sorted keys, so that equal documents are equal bytes.
    ///
    /// - Parameter explanation: The document.
    public static func encode(_ explanation: Explanation) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var bytes = try encoder.encode(explanation)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private static func describe(_ error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
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
