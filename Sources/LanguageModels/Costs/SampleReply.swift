/// Makes a value that a schema allows: the smallest one, the same each time.
enum SampleReply {
    /// The smallest value by a schema: first of the choices, least of the numbers, as few items as
    /// allowed, `concept` for texts, every required property.
    static func value(for schema: JSONValue) -> JSONValue {
        value(for: schema, root: schema, depth: 0)
    }

    private static func value(for schema: JSONValue, root: JSONValue, depth: Int) -> JSONValue {
        // A schema that refers to itself has no end; ours do not, a person's might.
        guard depth < 32 else { return .null }
        func sample(_ inner: JSONValue) -> JSONValue {
            value(for: inner, root: root, depth: depth + 1)
        }
        if let constant = schema["const"] { return constant }
        if let first = schema["enum"]?[0] { return first }
        if let first = schema["anyOf"]?[0] ?? schema["oneOf"]?[0] ?? schema["allOf"]?[0] {
            return sample(first)
        }
        if let reference = schema["$ref"]?.string, let target = target(of: reference, in: root) {
            return sample(target)
        }
        let isObject = schema["properties"] != nil
        switch schema["type"]?.string ?? schema["type"]?[0]?.string ?? (isObject ? "object" : "") {
        case "object": return object(schema, sample: sample)
        case "array":
            let count = max(0, min(schema["minItems"]?.integer ?? 0, 1000))
            return .array((0..<count).map { _ in schema["items"].map(sample) ?? .null })
        case "string": return .string(text(schema))
        case "integer":
            if let least = schema["minimum"]?.integer { return .integer(least) }
            return .integer(schema["exclusiveMinimum"]?.integer.map { $0 &+ 1 } ?? 0)
        case "number": return schema["minimum"] ?? above(schema["exclusiveMinimum"])
        case "boolean": return false
        default: return .null
        }
    }

    private static func object(
        _ schema: JSONValue,
        sample: (JSONValue) -> JSONValue
    ) -> JSONValue {
        guard case .object(let properties)? = schema["properties"] else { return .object([:]) }
        let required = schema["required"]?.array?.compactMap(\.string)
        let names = required ?? properties.keys.sorted()
        let pairs = names.map { name in (name, properties[name].map(sample) ?? .null) }
        return .object(Dictionary(pairs) { $1 })
    }

    private static func above(_ bound: JSONValue?) -> JSONValue {
        switch bound {
        case .integer(let number)?: .integer(number &+ 1)
        case .number(let number)?: .number(number.nextUp)
        default: .integer(0)
        }
    }

    private static func text(_ schema: JSONValue) -> String {
        let least = max(0, min(schema["minLength"]?.integer ?? 0, 10_000))
        let most = max(least, schema["maxLength"]?.integer ?? Int.max)
        var text = "concept"
        while text.count < least { text += " concept" }
        return String(text.prefix(most))
    }

    private static func target(of reference: String, in root: JSONValue) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/")
            .reduce(Optional(root)) { $0?[String($1)] }
    }
}
