public import Explanations
import Foundation

/// What a sheet for one audience looks like: page, styles and panels in order, and its fixed words.
///
/// It is read from `sheet.yaml` and `strings/<language>.yaml` in the audience's folder; nothing about an
/// audience is in the code.
public struct SheetTemplate: Sendable {
    /// The audience's folder name.
    public let audience: String
    /// The audience whose texts it tells: its own, unless it says `texts`.
    public let textAudience: String
    /// The fixed words in the sheet's language.
    public let strings: SheetStrings
    let page: PageSetup
    let hyphenateBelow: Double
    let overlay: OverlayStyle
    let shown: Shown
    let blocks: [Block]
    let continuation: [Block]
    let footer: Footer
    let document: Document
    /// Whether there is a place for saying whose photos are shown.
    public let showsCredits: Bool

    /// Which of the told concepts the sheet shows.
    struct Shown: Sendable {
        /// How many are shown where the caller did not ask for a number.
        let most: Stepped<Int>
        /// From which share on the strongest concept against the answer takes the last place.
        let againstFrom: Double
    }

    /// The names of the strings for the document's properties.
    struct Document: Sendable {
        let title: String
        let subject: String
        let keywords: String
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
        let base = templates.file("shared/sheet/strings/\(language).yaml")
        var strings = try SheetStrings(contentsOf: files.strings, base: base)
        strings.titles = try ClassTitles(templates: templates, language: language)
        let root = try TemplateNode.root(of: files.sheet)
        try self.init(
            audience: audience,
            reading: root,
            strings: strings,
            base: TemplateBase(usedBy: root, in: templates)
        )
    }

    /// Reads the template of a document that is no audience's sheet: `shared/<name>/pages.yaml`.
    ///
    /// - Parameters:
    ///   - kind: What it tells of.
    ///   - templates: The folder of templates, or several.
    ///   - language: The language's code.
    /// - Throws: `SheetTemplatesError`, with file, line and column where a file is at fault; for an unknown
    ///   language it lists those that exist.
    package init(shared kind: DocumentKind, in templates: TemplateFolders, language: String) throws
    {
        let root = try TemplateNode.root(of: templates.file("shared/\(kind.name)/pages.yaml"))
        try self.init(
            audience: kind.name,
            reading: root,
            strings: SheetStrings(shared: kind.name, in: templates, language: language),
            base: TemplateBase(usedBy: root, in: templates),
            kind: kind
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
    ///   - templates: Where what it uses lies; nil for a template that uses nothing.
    /// - Throws: `SheetTemplatesError` with line and column.
    public init(
        parsing text: String,
        file: String,
        audience: String,
        strings: SheetStrings,
        templates: TemplateFolders? = nil
    ) throws {
        let root = try TemplateNode.root(of: text, file: file)
        try self.init(
            audience: audience,
            reading: root,
            strings: strings,
            base: templates.flatMap { try TemplateBase(usedBy: root, in: $0) }
        )
    }

    init(
        audience: String,
        reading root: TemplateNode,
        strings: SheetStrings,
        base: TemplateBase? = nil,
        kind: DocumentKind = .explanation
    ) throws {
        let fields = try root.fields(
            "uses",
            "texts",
            "page",
            "hyphenate-below",
            "columns",
            "colours",
            "styles",
            "overlay",
            "shown",
            "document",
            "parts",
            "blocks",
            "continuation",
            "footer"
        )
        self.audience = audience
        textAudience = try fields["texts"]?.string() ?? audience
        self.strings = strings
        page = try PageSetup(reading: fields.required("page"))
        hyphenateBelow = try fields["hyphenate-below"]?.length() ?? 0
        overlay = try fields["overlay"].map { try OverlayStyle(reading: $0) } ?? OverlayStyle()
        let shown = try fields["shown"]?.fields("most", "against-from")
        self.shown = Shown(
            most: try shown?["most"]?.steps { try $0.integer(in: 1...100) } ?? Stepped(100),
            againstFrom: try shown?["against-from"]?.fraction() ?? 0
        )
        let names = try TemplateNames(fields, base: base, page: page, strings: strings)
        var parts = try base?.parts ?? [:]
        for (_, name, value) in try fields["parts"]?.pairs() ?? [] { parts[name] = value }
        let reader = TemplateReader(
            names: names,
            parts: parts,
            kind: kind,
            scope: ShapeScope(document: kind.shape)
        )
        let document = try fields.required("document").fields("title", "subject", "keywords")
        self.document = Document(
            title: try names.string(document.required("title")),
            subject: try names.string(document.required("subject")),
            keywords: try names.string(document.required("keywords"))
        )
        let list = try fields.required("blocks")
        blocks = try reader.blocks(list)
        showsCredits = list.mentions(kind: "credits", among: parts)
        // How many pages there are is known when all are filled, too late for their heads.
        let paged = reader.binding("page", .number)
        continuation = try fields["continuation"].map(paged.blocks) ?? []
        footer = try Footer(
            reading: fields.required("footer"),
            paged.binding("pages", .number)
        )
        if kind.isExplanation { try DocumentValues.check(strings, usedAt: root.file) }
    }

    // MARK: What there is

    /// The audience whose texts an audience's sheet tells: another's, where its `sheet.yaml` says `texts`.
    ///
    /// - Parameters:
    ///   - audience: The audience's folder name.
    ///   - folder: The folder that holds one folder for each audience, or several such.
    /// - Returns: The audience to write texts for; the same one where there is no such sheet.
    /// - Throws: `SheetTemplatesError` if the sheet is no YAML.
    public static func textAudience(
        of audience: String,
        in folder: some TemplateSource
    ) throws -> String {
        let templates = TemplateFolders(folder)
        let sheet = "\(audience)/sheet.yaml"
        guard !audience.contains("/"), templates.has(sheet) else { return audience }
        let root = try TemplateNode.root(of: templates.file(sheet))
        return try root.pairs().first { $0.name == "texts" }?.value.string() ?? audience
    }

    /// The kinds of blocks, as `kind` names them.
    package static var blockKinds: [String] { Block.kindNames }

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
