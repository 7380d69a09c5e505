public import Explanations
import Foundation

/// What a sheet for one audience looks like: page, styles and panels in order, and its fixed words.
///
/// It is read from `sheet.yaml` and `strings/<language>.yaml` in the audience's folder; nothing about an
/// audience is in the code.
public struct SheetTemplate: Sendable {
    /// The audience's folder name.
    public let audience: String
    /// The fixed words in the sheet's language.
    public let strings: SheetStrings
    let page: PageSetup
    let hyphenateBelow: Double
    let sections: [Section]
    let continuation: ColumnsSection
    let footer: Footer
    let outline: Outline

    /// A part of the sheet.
    enum Section: Sendable {
        case columns(ColumnsSection)
        case concepts(ConceptsSection)
        case leftOut(LeftOutSection)
        case credits(CreditsSection)
    }

    /// The names of the strings for the document's outline and properties.
    struct Outline: Sendable {
        let title: String
        let subject: String
        let keywords: String
        let leftOut: String
    }

    /// Reads the template of an audience in a language.
    ///
    /// - Parameters:
    ///   - folder: The folder that holds one folder for each audience, or several such.
    ///   - audience: The audience's folder name.
    ///   - language: The language's code.
    /// - Throws: `SheetTemplatesError`, with file, line and column where a file is at fault; for an
    ///   unknown audience or language it lists those that exist.
    public init(folder: some TemplateSource, audience: String, language: String) throws {
        let templates = TemplateFolders(folder)
        let files = try Self.files(templates, audience: audience, language: language)
        var strings = try SheetStrings(contentsOf: files.strings)
        strings.titles = try ClassTitles(templates: templates, language: language)
        try self.init(
            audience: audience,
            reading: TemplateNode.root(of: files.sheet),
            strings: strings
        )
    }

    /// The files of an audience's template in a language.
    static func files(
        _ templates: TemplateFolders,
        audience: String,
        language: String
    ) throws -> (sheet: URL, strings: URL) {
        let sheet = "\(audience)/sheet.yaml"
        guard !audience.contains("/"), templates.has(sheet) else {
            let known = Self.audiences(in: templates)
            throw SheetTemplatesError(
                "there is no audience \"\(audience)\" in \(templates)",
                hint: known.isEmpty
                    ? "no folder there holds a sheet.yaml"
                    : "known audiences are: \(known.joined(separator: ", "))"
            )
        }
        let words = "\(audience)/strings/\(language).yaml"
        guard !language.contains("/"), templates.has(words) else {
            let known = Self.languages(of: audience, in: templates)
            throw SheetTemplatesError(
                "the audience \"\(audience)\" has no language \"\(language)\"",
                hint: "known languages are: \(known.joined(separator: ", "))"
            )
        }
        return (templates.file(sheet), templates.file(words))
    }

    /// Reads a template from YAML text.
    ///
    /// - Parameters:
    ///   - text: The YAML of the sheet.
    ///   - file: What to call it in errors.
    ///   - audience: The audience's name.
    ///   - strings: The fixed words.
    /// - Throws: `SheetTemplatesError` with line and column.
    public init(parsing text: String, file: String, audience: String, strings: SheetStrings) throws
    {
        try self.init(
            audience: audience,
            reading: TemplateNode.root(of: text, file: file),
            strings: strings
        )
    }

    init(audience: String, reading root: TemplateNode, strings: SheetStrings) throws {
        let fields = try root.fields(
            "page",
            "hyphenate-below",
            "columns",
            "colours",
            "styles",
            "document",
            "sections",
            "continuation",
            "footer"
        )
        self.audience = audience
        self.strings = strings
        page = try PageSetup(reading: fields.required("page"))
        hyphenateBelow = try fields["hyphenate-below"]?.length() ?? 0
        let names = try TemplateNames(fields, page: page, strings: strings)
        let document = try fields.required("document")
            .fields("title", "subject", "keywords", "left-out")
        outline = try Outline(
            title: names.string(document.required("title")),
            subject: names.string(document.required("subject")),
            keywords: names.string(document.required("keywords")),
            leftOut: names.string(document.required("left-out"))
        )
        sections = try fields.required("sections").list().map { node in
            // The kind decides which other keys may stand here.
            let kind = try node.pairs().first { $0.name == "kind" }
            guard let kind else { throw node.error("\"kind\" is missing") }
            return
                switch try kind.value.word([
                    "columns": 0, "concepts": 1, "left-out": 2, "credits": 3,
                ])
            {
            case 0: .columns(try ColumnsSection(reading: node, names))
            case 1: .concepts(try ConceptsSection(reading: node, names))
            case 2: .leftOut(try LeftOutSection(reading: node, names))
            default: .credits(try CreditsSection(reading: node, names))
            }
        }
        continuation = try ColumnsSection(reading: fields.required("continuation"), names)
        footer = try Footer(reading: fields.required("footer"), names)
        for key in SheetTemplate.stringsOfCode where !strings.has(key) {
            _ = try strings.runs(key)
        }
    }

    /// The strings that no template file names because what they say is the document's own: cautions and
    /// the words for values.
    static let stringsOfCode = [
        "caution-unsure", "caution-unsure-alone", "caution-differs-from-label",
        "caution-explains-other-class", "caution-indistinct-layer", "subject-answer",
        "subject-other", "narrator-offline",
        "narrator-language-model", "concept-unnamed",
    ]

    // MARK: What there is

    /// The languages that an audience's template has words for, sorted.
    ///
    /// - Parameters:
    ///   - audience: The audience's folder name.
    ///   - folder: The folder that holds one folder for each audience, or several such.
    /// - Returns: Language codes; none if there is no such audience.
    public static func languages(of audience: String, in folder: some TemplateSource) -> [String] {
        TemplateFolders(folder).names(in: "\(audience)/strings")
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    }

    /// The audiences that a folder holds a template for, sorted.
    ///
    /// - Parameter folder: The folder that holds one folder for each audience, or several such.
    /// - Returns: The audiences' names.
    public static func audiences(in folder: some TemplateSource) -> [String] {
        let templates = TemplateFolders(folder)
        return templates.names().filter { templates.has("\($0)/sheet.yaml") }
    }
}
