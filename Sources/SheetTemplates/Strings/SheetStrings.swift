import Explanations
public import Foundation

/// Every fixed word of a template in one language, with its plurals and its way to write numbers.
public struct SheetStrings: Sendable {
    /// The language's code, such as `en`.
    public let language: String
    /// How numbers and dates are written.
    public let numbers: NumberFormat
    /// The plural forms' names with the counts they stand for; any other count is `other`.
    private let plurals: [String: [Int]]
    private let entries: [String: Entry]
    private let file: String
    /// What classes and labels are called in the language.
    var titles = ClassTitles.none
    /// Endings of the names of strings that stand in place of the plain ones where there are such, in
    /// the order of looking.
    private var variants: [String] = []

    /// One string: its place in the file, and its forms by plural; a string without plurals has `other`.
    private struct Entry: Sendable {
        let place: String
        let forms: [String: StringPattern]
    }

    /// Reads `strings/<language>.yaml`.
    ///
    /// - Parameter url: The file.
    /// - Throws: `SheetTemplatesError` with line and column.
    public init(contentsOf url: URL) throws {
        try self.init(reading: TemplateNode.root(of: url))
    }

    /// Reads strings from YAML text.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: What to call it in errors.
    /// - Throws: `SheetTemplatesError` with line and column.
    public init(parsing text: String, file: String) throws {
        try self.init(reading: TemplateNode.root(of: text, file: file))
    }

    init(reading root: TemplateNode) throws {
        let fields = try root.fields("language", "numbers", "plurals", "strings")
        file = root.file
        language = try fields.required("language").string()
        numbers = try NumberFormat(reading: fields.required("numbers"))
        var plurals: [String: [Int]] = [:]
        for (_, name, value) in try fields["plurals"]?.pairs() ?? [] {
            plurals[name] = try value.list().map { try $0.integer(in: 0...1000) }
        }
        self.plurals = plurals
        var entries: [String: Entry] = [:]
        for (key, name, value) in try fields.required("strings").pairs() {
            entries[name] = Entry(
                place: key.place,
                forms: try Self.forms(value, plurals: plurals)
            )
        }
        self.entries = entries
    }

    private static func forms(
        _ value: TemplateNode,
        plurals: [String: [Int]]
    ) throws -> [String: StringPattern] {
        func pattern(_ node: TemplateNode) throws -> StringPattern {
            let pattern: StringPattern
            do {
                pattern = try StringPattern(parsing: node.string())
            } catch let fault as StringPattern.Fault {
                throw node.error(fault.message)
            }
            let known = SheetValues.known
            if let stranger = pattern.placeholders.subtracting(known).min() {
                throw node.error(
                    "unknown placeholder {\(stranger)}",
                    hint: TemplateNode.suggestion(stranger, known.sorted())
                )
            }
            return pattern
        }
        guard value.node.mapping != nil else { return ["other": try pattern(value)] }
        var forms: [String: StringPattern] = [:]
        for (key, name, form) in try value.pairs() {
            guard name == "other" || plurals[name] != nil else {
                throw key.error(
                    "unknown plural form \"\(name)\"",
                    hint: TemplateNode.suggestion(name, ["other"] + plurals.keys.sorted())
                )
            }
            forms[name] = try pattern(form)
        }
        guard forms["other"] != nil else {
            throw value.error("the plural form \"other\" is missing")
        }
        return forms
    }

    // MARK: Looking up

    /// The strings as they tell of an explanation: where it holds one class against another, a string
    /// `title-compared` stands in place of `title`, and `title-compared-other` in place of both where the
    /// model answers something else than the first of the two.
    func telling(_ explanation: Explanation) -> SheetStrings {
        let attribution = explanation.attribution
        guard attribution.against != nil else { return self }
        var strings = self
        let isAnswer = attribution.target.class == explanation.prediction.class
        strings.variants = (isAnswer ? [] : ["-compared-other"]) + ["-compared"]
        return strings
    }

    /// Whether there is such a string.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The keys of all strings.
    var keys: [String] { entries.keys.sorted() }

    /// The string with its placeholders filled in.
    ///
    /// - Parameters:
    ///   - key: The string's name in the file.
    ///   - values: The placeholders' values.
    ///   - count: What the plural form goes by.
    /// - Returns: The runs; empty words at the ends are gone.
    /// - Throws: `SheetTemplatesError` if there is no such string or a value is missing here.
    func runs(
        _ key: String,
        _ values: [String: String] = [:],
        count: Int? = nil
    ) throws -> [StyledText.Run] {
        let variant = variants.lazy.compactMap { entries[key + $0] }.first
        guard let entry = variant ?? entries[key] else {
            throw SheetTemplatesError(
                "\(file): the string \"\(key)\" is missing",
                hint: "add it below \"strings\""
            )
        }
        let name = count.flatMap { count in plurals.first { $0.value.contains(count) }?.key }
        guard let pattern = name.flatMap({ entry.forms[$0] }) ?? entry.forms["other"],
            let runs = pattern.runs(values)
        else {
            let missing = entry.forms.values.flatMap(\.placeholders)
                .filter { values[$0] == nil }.sorted()
            throw SheetTemplatesError(
                "\(entry.place): \"\(key)\" uses {\(missing.first ?? "?")}, which has no value here",
                hint: "known here are: \(values.keys.sorted().joined(separator: ", "))"
            )
        }
        return Self.trimmed(runs)
    }

    /// What a class is called in the language, on one line.
    func title(of scored: ScoredClass) -> String {
        titles.title(of: scored.label, class: scored.class).asOneParagraph
    }

    /// The string with its placeholders filled in, without emphasis.
    func text(
        _ key: String,
        _ values: [String: String] = [:],
        count: Int? = nil
    ) throws -> String {
        try runs(key, values, count: count).map(\.text).joined()
    }

    /// Runs without white space at the ends, as an empty value leaves it.
    private static func trimmed(_ runs: [StyledText.Run]) -> [StyledText.Run] {
        var runs = runs
        while let first = runs.first {
            runs[0].text = String(first.text.drop { $0 == " " })
            if !runs[0].text.isEmpty { break }
            runs.removeFirst()
        }
        while var last = runs.last {
            while last.text.last == " " { last.text.removeLast() }
            runs[runs.count - 1] = last
            if !last.text.isEmpty { break }
            runs.removeLast()
        }
        return runs
    }
}
