import Foundation
import Tensors
import Yams

/// A value of a YAML file that knows its line, so that every complaint can say where it is.
struct YamlValue {
    /// Far beyond any file that a person writes.
    private static let largestFile = 1 << 20

    let node: Yams.Node
    let file: String

    /// Reads a file's only value.
    ///
    /// - Parameter url: The file; messages name it as the person did.
    /// - Throws: `ModelsError` if it cannot be read or is not YAML, with the line.
    init(contentsOf url: URL) throws {
        let file = url.relativePath
        let bytes: Data
        do {
            let values = try url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
            guard values.isRegularFile == true, values.fileSize ?? 0 <= Self.largestFile else {
                throw ModelsError(
                    "\(file): not a file of at most 1 MiB",
                    hint: "a model file is a short text of keys and values"
                )
            }
            bytes = try Data(contentsOf: url)
        } catch let error as ModelsError {
            throw error
        } catch {
            throw ModelsError("\(file): cannot be read", hint: "check the path")
        }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw ModelsError("\(file): not a UTF-8 text")
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw ModelsError("\(file): is empty", hint: "begin with name and architecture")
            }
            self.init(node: node, file: file)
        } catch let error as YamlError {
            throw ModelsError("\(file):\(Self.describe(error))", hint: "a model file is YAML")
        }
    }

    private init(node: Yams.Node, file: String) {
        self.node = node
        self.file = file
    }

    /// The file and line, such as `model.yaml:3`.
    var place: String { node.mark.map { "\(file):\($0.line)" } ?? file }

    /// An error at this value.
    func error(_ message: String, hint: String? = nil) -> ModelsError {
        ModelsError("\(place): \(message)", hint: hint)
    }

    // MARK: Values

    /// A text that is not empty.
    func string() throws(ModelsError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw error("expected a text, found \(kind)")
        }
        return text
    }

    /// A finite number; quotients such as `1/255` are numbers too.
    func number() throws(ModelsError) -> Double {
        let parts = (node.scalar?.string ?? "")
            .split(separator: "/", omittingEmptySubsequences: false)
            .map { Double($0.trimmingCharacters(in: .whitespaces)) }
        if parts.count <= 2, let first = parts.first ?? nil, let last = parts.last ?? nil {
            let value = parts.count == 2 ? first / last : first
            if value.isFinite { return value }
        }
        throw error("expected a number such as 0.5 or 1/255, found \(kind)")
    }

    /// A whole number within a range.
    func integer(in range: ClosedRange<Int>) throws(ModelsError) -> Int {
        guard let value = Int(node.scalar?.string ?? ""), range.contains(value) else {
            throw error(
                "expected a whole number from \(range.lowerBound) to \(range.upperBound), "
                    + "found \(kind)"
            )
        }
        return value
    }

    /// As many numbers as asked for.
    func numbers(_ count: Int) throws(ModelsError) -> [Double] {
        guard let sequence = node.sequence, sequence.count == count else {
            throw error("expected a list of \(count) numbers, found \(kind)")
        }
        var numbers: [Double] = []
        for node in sequence { numbers.append(try YamlValue(node: node, file: file).number()) }
        return numbers
    }

    /// One of a few words.
    func word(among words: [String]) throws(ModelsError) -> String {
        let text = try string()
        guard words.contains(text) else {
            throw error(
                "\"\(Printable.excerpt(text))\" is none of the values here",
                hint: Self.suggestion(text, words)
            )
        }
        return text
    }

    /// The values of a mapping by their keys; keys other than the known ones are errors.
    func fields(_ known: [String]) throws(ModelsError) -> [String: YamlValue] {
        guard let mapping = node.mapping else {
            throw error("expected keys with values, found \(kind)")
        }
        var fields: [String: YamlValue] = [:]
        for (key, value) in mapping {
            let key = YamlValue(node: key, file: file)
            let name = try key.string()
            guard known.contains(name) else {
                throw key.error(
                    "unknown key \"\(Printable.excerpt(name))\"",
                    hint: Self.suggestion(name, known)
                )
            }
            fields[name] = YamlValue(node: value, file: file)
        }
        return fields
    }

    /// Whether the value is keys with values.
    var isMapping: Bool { node.mapping != nil }

    // MARK: Messages

    /// What the value is, in words.
    private var kind: String {
        switch node {
        case .scalar(let scalar):
            scalar.string.isEmpty ? "nothing" : "\"\(Printable.excerpt(scalar.string))\""
        case .sequence(let sequence): "a list of \(sequence.count)"
        case .mapping: "keys with values"
        case .alias: "an alias"
        }
    }

    /// "did you mean" for a near miss, else all that is known.
    private static func suggestion(_ word: String, _ known: [String]) -> String {
        let near = NearestNames.suggestions(for: word.lowercased(), among: known, count: 1)
        if let nearest = near.first { return "did you mean \"\(nearest)\"?" }
        return "known are \(known.joined(separator: ", "))"
    }

    private static func describe(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "\(mark.line): \(problem)"
        case .duplicatedKeysInMapping(let duplicates, _):
            " the keys \(duplicates.map { "\($0)" }.joined(separator: ", ")) stand twice"
        default:
            " cannot be understood"
        }
    }
}
