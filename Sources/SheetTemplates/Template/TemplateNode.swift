import Foundation
import Yams

/// A value of a template file that knows where it stands, so that every complaint can say so.
struct TemplateNode {
    let node: Yams.Node
    let file: String
    /// The text of the whole file, where it is known.
    var source: TemplateText?

    /// Reads a file into its root value.
    static func root(of url: URL) throws -> TemplateNode {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: url)
        } catch {
            throw SheetTemplatesError(
                "\(url.path): the template file cannot be read",
                hint: "a template folder holds sheet.yaml and strings/<language>.yaml"
            )
        }
        return try root(of: String(decoding: bytes, as: UTF8.self), file: url.path)
    }

    /// Reads a text into its root value.
    static func root(of text: String, file: String) throws -> TemplateNode {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw SheetTemplatesError("\(file): is empty")
            }
            return TemplateNode(node: node, file: file, source: TemplateText(text))
        } catch let error as YamlError {
            throw SheetTemplatesError("\(file):\(describe(error))")
        }
    }

    /// An error at this value.
    func error(_ message: String, hint: String? = nil) -> SheetTemplatesError {
        SheetTemplatesError("\(place): \(message)", hint: hint)
    }

    /// The file, line and column, such as `sheet.yaml:3:5`.
    var place: String {
        guard let mark = node.mark else { return file }
        return "\(file):\(mark.line):\(mark.column)"
    }

    // MARK: Values

    func string() throws -> String {
        guard let scalar = node.scalar else {
            throw error("expected a text, found \(kind)")
        }
        return scalar.string
    }

    func number() throws -> Double {
        guard let scalar = node.scalar, let value = Double(scalar.string), value.isFinite else {
            throw error("expected a number, found \(kind)")
        }
        return value
    }

    func integer(in range: ClosedRange<Int>) throws -> Int {
        guard let scalar = node.scalar, let value = Int(scalar.string), range.contains(value) else {
            throw error(
                "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \(kind)"
            )
        }
        return value
    }

    func flag() throws -> Bool {
        switch node.scalar?.string {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw error("expected true or false, found \(kind)")
        }
    }

    /// A length with its unit, in points.
    func length() throws -> Double {
        let words = (node.scalar?.string ?? "").split(separator: " ")
        if words.count == 2, let value = Double(words[0]), value.isFinite {
            if words[1] == "mm" { return value * 72 / 25.4 }
            if words[1] == "pt" { return value }
        }
        if words == ["0"] { return 0 }
        throw error("expected a length, found \(kind)", hint: "write a number and mm or pt: 5 mm")
    }

    /// A per cent value as a fraction.
    func fraction() throws -> Double {
        let text = node.scalar?.string ?? ""
        guard text.hasSuffix("%"),
            let value = Double(text.dropLast().trimmingCharacters(in: .whitespaces)),
            value.isFinite
        else { throw error("expected a percentage such as 5 %, found \(kind)") }
        return value / 100
    }

    func list() throws -> [TemplateNode] {
        guard let sequence = node.sequence else { throw error("expected a list, found \(kind)") }
        return sequence.map { TemplateNode(node: $0, file: file, source: source) }
    }

    /// The pairs of a mapping in their order.
    func pairs() throws -> [(key: TemplateNode, name: String, value: TemplateNode)] {
        guard let mapping = node.mapping else {
            throw error("expected keys with values, found \(kind)")
        }
        return try mapping.map { key, value in
            let key = TemplateNode(node: key, file: file, source: source)
            let value = TemplateNode(node: value, file: file, source: source)
            return (key, try key.string(), value)
        }
    }

    /// One of a few words.
    func word<Value>(_ values: KeyValuePairs<String, Value>) throws -> Value {
        let text = try string()
        guard let match = values.first(where: { $0.key == text }) else {
            throw error("unknown value \"\(text)\"", hint: Self.suggestion(text, values.map(\.key)))
        }
        return match.value
    }

    /// What the name stands for in a dictionary of the template.
    func named<Value>(_ what: String, in values: [String: Value]) throws -> Value {
        let name = try string()
        guard let value = values[name] else {
            throw error(
                "there is no \(what) \"\(name)\"",
                hint: Self.suggestion(name, values.keys.sorted())
            )
        }
        return value
    }

    /// One value, or a list of values for growing tightness.
    func steps<Value>(_ read: (TemplateNode) throws -> Value) throws -> Stepped<Value> {
        guard node.sequence != nil else { return Stepped(values: [try read(self)]) }
        let values = try list().map(read)
        guard !values.isEmpty else { throw error("the list is empty") }
        return Stepped(values: values)
    }

    /// The mapping's values by key; keys other than the allowed ones are errors.
    func fields(_ allowed: String...) throws -> TemplateFields { try fields(among: allowed) }

    /// The mapping's values by key; keys other than the allowed ones are errors.
    func fields(among allowed: [String]) throws -> TemplateFields {
        let pairs = try pairs()
        for pair in pairs where !allowed.contains(pair.name) {
            throw pair.key.error(
                "unknown key \"\(pair.name)\"",
                hint: Self.suggestion(pair.name, allowed)
            )
        }
        return TemplateFields(
            owner: self,
            values: Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        )
    }

    // MARK: Messages

    /// What the value is, in words.
    private var kind: String {
        switch node {
        case .scalar(let scalar): "\"\(scalar.string)\""
        case .sequence: "a list"
        case .mapping: "keys with values"
        case .alias: "an alias"
        }
    }

    /// "did you mean" for a near miss, else all that is known.
    static func suggestion(_ word: String, _ known: [String]) -> String {
        let near = known.min { distance(word, $0) < distance(word, $1) }
        if let near, distance(word, near) <= max(2, word.count / 3) {
            return "did you mean \"\(near)\"?"
        }
        return "known are: \(known.joined(separator: ", "))"
    }

    /// The least number of letters to insert, remove or replace.
    private static func distance(_ one: String, _ other: String) -> Int {
        let other = Array(other)
        var row = Array(0...other.count)
        for (i, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in other.indices {
                let replaced = diagonal + (letter == other[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }

    private static func describe(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "\(mark.line):\(mark.column): \(problem)"
        case .duplicatedKeysInMapping(let duplicates, _):
            " the keys \(duplicates.map { "\($0)" }.joined(separator: ", ")) stand twice"
        default:
            " is not YAML: \(error)"
        }
    }
}

/// The values of a mapping by their keys.
struct TemplateFields {
    let owner: TemplateNode
    let values: [String: TemplateNode]

    /// A value that must be there.
    func required(_ key: String) throws -> TemplateNode {
        guard let value = values[key] else { throw owner.error("\"\(key)\" is missing") }
        return value
    }

    /// A value that may be there.
    subscript(_ key: String) -> TemplateNode? { values[key] }
}

/// Values for growing tightness: the first one is the most generous.
public struct Stepped<Value> {
    /// At least one value.
    let values: [Value]

    init(values: [Value]) { self.values = values }

    init(_ value: Value) { values = [value] }

    /// The value for a step; the last one counts for all later steps.
    subscript(step: Int) -> Value { values[min(step, values.count - 1)] }
}

extension Stepped: Sendable where Value: Sendable {}
