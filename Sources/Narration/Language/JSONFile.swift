import Foundation

/// Reads the small data files beside the phrases.
enum JSONFile {
    /// Decodes a file.
    ///
    /// - Throws: `NarrationError` naming the file, and the key or the place that is at fault.
    static func read<Value: Decodable>(
        _ type: Value.Type,
        from url: URL
    ) throws(NarrationError) -> Value {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: url)
        } catch {
            throw NarrationError(
                "\(url.path): cannot be read",
                hint: "give the folder Templates with the phrases"
            )
        }
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw NarrationError("\(url.path): \(describe(error))")
        } catch {
            throw NarrationError("\(url.path): \(error)")
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "\"\(path(context.codingPath + [key]))\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\"\(path(context.codingPath))\" has the wrong type"
        case .dataCorrupted(let context):
            let cause = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"]
            let detail = cause as? String ?? context.debugDescription
            return context.codingPath.isEmpty
                ? "is not valid JSON: \(detail)" : "\"\(path(context.codingPath))\": \(detail)"
        @unknown default:
            return "is damaged"
        }
    }
}
