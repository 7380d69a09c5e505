package import Explanations
public import Foundation

/// Every fixed word of a template in one language, with its plurals and its way to write numbers.
public struct SheetStrings: Sendable {
    /// The language's code, such as `en`.
    public let language: String
    /// How numbers and dates are written.
    public let numbers: NumberFormat
    /// The plural forms' names with the counts they stand for; any other count is `other`.
    private let plurals: [String: [Int]]
    private var entries: [String: Entry]
    /// The file, as errors call it.
    let file: String
    /// What classes and labels are called in the language.
    var titles = ClassTitles.none
    /// Endings of the names of strings that stand in place of the plain ones where there are such, in
    /// the order of looking.
    private(set) var variants: [String] = []

    /// One string: its place in the file, and its forms by plural; a string without plurals has `other`.
    struct Entry: Sendable {
        let place: String
        let forms: [String: Form]
    }

    /// One wording of a string, and where it stands.
    struct Form: Sendable {
        let pattern: StringPattern
        let place: ScalarPlace
    }

    /// Reads `strings/<language>.yaml`.
    ///
    /// - Parameters:
    ///   - url: The file.
    ///   - base: A file of the same language below it, whose numbers, plurals and strings hold where the first
    ///     one has none of its own; one that does not exist gives nothing.
    /// - Throws: `SheetTemplatesError` with line and column.
    public init(contentsOf url: URL, base: URL? = nil) throws {
        let below = try base.flatMap { base in
            FileManager.default.fileExists(atPath: base.path)
                ? try SheetStrings(reading: TemplateNode.root(of: base), base: nil) : nil
        }
        try self.init(reading: TemplateNode.root(of: url), base: below)
    }

    /// Reads strings from YAML text.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: What to call it in errors.
    ///   - base: Strings of the same language that hold where these have none of their own.
    /// - Throws: `SheetTemplatesError` with line and column.
    public init(parsing text: String, file: String, base: SheetStrings? = nil) throws {
        try self.init(reading: TemplateNode.root(of: text, file: file), base: base)
    }

    init(reading root: TemplateNode, base: SheetStrings? = nil) throws {
        let fields = try root.fields("language", "numbers", "plurals", "strings")
        file = root.file
        language = try fields.required("language").string()
        if let base, base.language != language {
            throw try fields.required("language").error(
                "the language is \"\(language)\", that of \(base.file) is \"\(base.language)\""
            )
        }
        numbers =
            if let base {
                try fields["numbers"].map { try NumberFormat(reading: $0, over: base.numbers) }
                    ?? base.numbers
            } else {
                try NumberFormat(reading: fields.required("numbers"))
            }
        var plurals = base?.plurals ?? [:]
        for (_, name, value) in try fields["plurals"]?.pairs() ?? [] {
            plurals[name] = try value.list().map { try $0.integer(in: 0...1000) }
        }
        self.plurals = plurals
        var entries = base?.entries ?? [:]
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
    ) throws -> [String: Form] {
        func form(_ node: TemplateNode) throws -> Form {
            do {
                return Form(
                    pattern: try StringPattern(parsing: node.string()),
                    place: node.scalarPlace
                )
            } catch let fault as WritingFault {
                throw node.error(fault)
            }
        }
        guard value.node.mapping != nil else { return ["other": try form(value)] }
        var forms: [String: Form] = [:]
        for (key, name, node) in try value.pairs() {
            guard name == "other" || plurals[name] != nil else {
                throw key.error(
                    "unknown plural form \"\(name)\"",
                    hint: TemplateNode.suggestion(name, ["other"] + plurals.keys.sorted())
                )
            }
            forms[name] = try form(node)
        }
        guard forms["other"] != nil else {
            throw value.error("the plural form \"other\" is missing")
        }
        return forms
    }

    // MARK: Looking up

    /// The endings of strings that tell of a comparison, as `telling` looks for them.
    static let comparisons = ["-compared-other", "-compared"]

    /// The strings as they tell of an explanation: where it holds one class against another, a string
    /// `title-compared` stands in place of `title`, and `title-compared-other` in place of both where the
    /// model answers something else than the first of the two.
    func telling(_ explanation: Explanation) -> SheetStrings {
        let attribution = explanation.attribution
        guard attribution.against != nil else { return self }
        var strings = self
        let isAnswer = attribution.target.class == explanation.prediction.class
        strings.variants = isAnswer ? ["-compared"] : Self.comparisons
        return strings
    }

    /// Forgets the strings that tell of a comparison of classes, for documents that are none.
    mutating func dropComparisons() {
        entries = entries.filter { key, _ in !Self.comparisons.contains { key.hasSuffix($0) } }
    }

    /// Whether there is such a string.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The keys of all strings.
    var keys: [String] { entries.keys.sorted() }

    /// The string of a name, as it stands in the file.
    func entry(_ key: String) -> Entry? { entries[key] }

    /// The string of a name, in the variant that tells of the explanation, and its form for a count.
    func form(_ key: String, count: Int?) throws -> (form: Form, place: String) {
        let variant = variants.lazy.compactMap { entries[key + $0] }.first
        guard let entry = variant ?? entries[key] else {
            throw SheetTemplatesError(
                "\(file): the string \"\(key)\" is missing",
                hint: "add it below \"strings\""
            )
        }
        let name = count.flatMap { count in plurals.first { $0.value.contains(count) }?.key }
        guard let form = name.flatMap({ entry.forms[$0] }) ?? entry.forms["other"] else {
            preconditionFailure("a string without forms")
        }
        return (form, entry.place)
    }

    /// The string with its placeholders filled in.
    ///
    /// - Parameters:
    ///   - key: The string's name in the file.
    ///   - values: The placeholders' values, by what stands between the braces.
    ///   - count: What the plural form goes by.
    /// - Returns: The runs; empty words at the ends are gone.
    /// - Throws: `SheetTemplatesError` if there is no such string or a value is missing here.
    func runs(
        _ key: String,
        _ values: [String: String] = [:],
        count: Int? = nil
    ) throws -> [StyledText.Run] {
        let (form, place) = try form(key, count: count)
        return try form.pattern.runs { placeholder in
            if let value = values[placeholder.source] { return value }
            throw SheetTemplatesError(
                "\(place): \"\(key)\" uses {\(placeholder.source)}, which has no value here",
                hint: "known here are: \(values.keys.sorted().joined(separator: ", "))"
            )
        }.trimmed
    }

    /// What a class is called in the language, on one line.
    package func title(of scored: ScoredClass) -> String {
        titles.title(of: scored.label, class: scored.class).asOneParagraph
    }

    /// The string with its placeholders filled in, without emphasis.
    package func text(
        _ key: String,
        _ values: [String: String] = [:],
        count: Int? = nil
    ) throws -> String {
        try runs(key, values, count: count).map(\.text).joined()
    }
}

extension [StyledText.Run] {
    /// Runs without white space at the ends, as an empty value leaves it.
    var trimmed: [StyledText.Run] {
        var runs = self
        while var first = runs.first {
            while first.text.first == " " { first.text.removeFirst() }
            runs[0] = first
            if !first.text.isEmpty { break }
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
