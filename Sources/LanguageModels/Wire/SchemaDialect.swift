/// Which keywords of JSON schema a server takes in its strict mode.
///
/// What it does not take is said in the `description` instead, so that the model still reads it;
/// replies are checked against the whole schema afterwards in any case.
public enum SchemaDialect: String, Sendable, Codable {
    /// Every keyword: servers that turn the schema into a grammar, and servers that ignore it.
    case whole
    /// No lengths of texts: OpenAI and Gemini.
    case withoutLengths = "without-lengths"
    /// No limits of any kind, structure alone: Claude and Azure.
    case structure

    private var refused: [String] {
        switch self {
        case .whole: []
        case .withoutLengths: ["minLength", "maxLength", "uniqueItems"]
        case .structure:
            [
                "minLength", "maxLength", "pattern", "format", "minimum", "maximum",
                "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems",
                "uniqueItems",
            ]
        }
    }

    /// The schema as this dialect has it.
    ///
    /// - Parameter schema: A schema in full.
    /// - Returns: The schema with refused keywords moved into descriptions.
    public func translated(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .array(let items): return .array(items.map(translated))
        case .object(var values):
            var said: [String] = []
            for keyword in refused {
                // Only a schema's own keyword: a property may bear the same name, but then its
                // value is a schema, not a number, text or truth.
                guard let value = values[keyword], isLimit(value) else { continue }
                said.append("\(keyword): \(CanonicalJSON.text(value))")
                values[keyword] = nil
            }
            values = values.mapValues(translated)
            if !said.isEmpty {
                let limits = "(\(said.joined(separator: ", ")))"
                let told = values["description"]?.string
                values["description"] = .string(told.map { "\($0) \(limits)" } ?? limits)
            }
            return .object(values)
        default: return schema
        }
    }

    private func isLimit(_ value: JSONValue) -> Bool {
        switch value {
        case .integer, .number, .string, .bool: true
        default: false
        }
    }
}
