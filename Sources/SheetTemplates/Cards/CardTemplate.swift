public import Explanations
import Foundation

/// What a concept's card looks like, and its fixed words.
///
/// It is read from `shared/card/card.yaml` and `shared/card/strings/<language>.yaml` in the folder of
/// templates.
public struct CardTemplate: Sendable {
    let strings: SheetStrings
    let layouts: [Layout]
    let head: Head
    let facts: Facts
    let rankings: Rankings
    let notes: Paragraph
    let credits: (paragraph: Paragraph, rule: Rule)
    let footer: Footer

    /// A page with the tiles that it holds.
    struct Layout: Sendable {
        /// How many references of a ranking it is made for.
        let references: Int
        let page: PageSetup
        let title: [TextStyle]
        /// How many answers have a row of their own; 0 for one row of words.
        let answers: Int
        let tile: Double
        let gap: Double
        /// From a row's captions to the next row, and from the head to the rule below it.
        let rowGap: Double
        let headAfter: Double
    }

    /// A text's style and its distance to what stands above.
    struct Paragraph: Sendable {
        let style: TextStyle
        let before: Double
    }

    struct Head: Sendable {
        let words: ColumnSpan
        let facts: ColumnSpan
        let kicker: TextStyle
        let titleBefore: Double
        let label: Paragraph
        let lead: Paragraph
        let continued: TextStyle
    }

    struct Facts: Sendable {
        let style: TextStyle
        let pitch: Double
        /// Where values begin, from the column's left edge.
        let names: Double
        let barHeight: Double
        let barLength: Double
        let bar: Colour
        let otherBar: Colour
        let tick: Colour
    }

    struct Rankings: Sendable {
        let rule: Rule
        let heading: Paragraph
        let headingAfter: Double
        let caption: Paragraph
    }

    /// Reads the card's template in a language.
    ///
    /// - Parameters:
    ///   - folder: The folder of templates, or several.
    ///   - language: The language's code.
    /// - Throws: `SheetTemplatesError` with file, line and column; for an unknown language it lists those
    ///   that there are.
    public init(folder: some TemplateSource, language: String) throws {
        let templates = TemplateFolders(folder)
        let words = "shared/card/strings/\(language).yaml"
        guard !language.contains("/"), templates.has(words) else {
            let known = SheetTemplate.languages(of: "shared/card", in: templates)
            throw SheetTemplatesError(
                "cards have no language \"\(language)\"",
                hint: known.isEmpty
                    ? "\(templates.file("shared/card").path) holds no template of a card"
                    : "known languages are: \(known.joined(separator: ", "))"
            )
        }
        var strings = try SheetStrings(contentsOf: templates.file(words))
        strings.titles = try ClassTitles(templates: templates, language: language)
        try self.init(
            reading: TemplateNode.root(of: templates.file("shared/card/card.yaml")),
            strings: strings
        )
    }

    init(reading root: TemplateNode, strings: SheetStrings) throws {
        self.strings = strings
        let fields = try root.fields(
            "layouts",
            "columns",
            "colours",
            "styles",
            "head",
            "facts",
            "rankings",
            "notes",
            "credits",
            "footer"
        )
        let list = try fields.required("layouts")
        let nodes = try list.list()
        guard let first = nodes.first else { throw list.error("the list is empty") }
        // All layouts have the same columns, so any of their pages will do to check them.
        let pages = try nodes.map { node in
            guard let page = try node.pairs().first(where: { $0.name == "page" }) else {
                throw node.error("\"page\" is missing")
            }
            return try PageSetup(reading: page.value)
        }
        guard pages.allSatisfy({ abs($0.measure - pages[0].measure) < 0.01 }) else {
            throw first.error("the pages of all layouts must have the same width between margins")
        }
        let names = try TemplateNames(fields, page: pages[0], strings: strings)
        layouts = try zip(nodes, pages).map { try Layout(reading: $0, page: $1, names) }
        head = try Head(reading: fields.required("head"), names)
        facts = try Facts(reading: fields.required("facts"), names)
        rankings = try Rankings(reading: fields.required("rankings"), names)
        notes = try Paragraph(reading: fields.required("notes").fields("style", "before"), names)
        let credits = try fields.required("credits").fields("style", "before", "rule")
        self.credits = (
            try Paragraph(reading: credits, names),
            try Rule(reading: credits.required("rule"), names)
        )
        footer = try Footer(reading: fields.required("footer"), names)
        for key in Self.stringsOfCode where !strings.has(key) { _ = try strings.runs(key) }
    }

    /// The strings that the template's file does not name.
    private static let stringsOfCode = [
        "kicker", "title-unnamed", "channel", "channel-unnamed", "channel-patternless", "named",
        "named-fitting", "narrator-offline", "coherence", "coherence-value", "patterns",
        "patterns-value", "patterns-two", "firing", "firing-value", "negative", "negative-value",
        "variety", "variety-value", "unmeasured", "unmeasured-value", "answers", "answers-value",
        "answer", "more-answers", "heading-relmax", "heading-actmax", "photo", "photo-pattern",
        "photo-unlabelled", "score", "score-answer", "no-photos", "alternative", "note", "missing",
        "credits", "credit", "credit-unlicensed", "author-unknown", "document-title",
        "document-titles", "document-subject", "document-keywords",
    ]
}

extension CardTemplate.Layout {
    init(reading node: TemplateNode, page: PageSetup, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "references",
            "page",
            "title",
            "answers",
            "tiles",
            "row-gap",
            "head-after"
        )
        references = try fields.required("references").integer(in: 1...1000)
        self.page = page
        title = try fields.required("title").list().map { try names.style($0) }
        answers = try fields.required("answers").integer(in: 0...40)
        let tiles = try fields.required("tiles").fields("size", "gap")
        tile = try tiles.required("size").length()
        gap = try tiles.required("gap").length()
        rowGap = try fields.required("row-gap").length()
        headAfter = try fields.required("head-after").length()
        guard !title.isEmpty else { throw node.error("\"title\" names no style") }
    }
}

extension CardTemplate.Paragraph {
    init(reading fields: TemplateFields, _ names: TemplateNames) throws {
        style = try names.style(fields.required("style"))
        before = try fields.required("before").length()
    }
}

extension CardTemplate.Head {
    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields(
            "words",
            "facts",
            "kicker",
            "title-before",
            "label",
            "lead",
            "continued"
        )
        words = try names.column(fields.required("words"))
        facts = try names.column(fields.required("facts"))
        kicker = try names.style(fields.required("kicker"))
        titleBefore = try fields.required("title-before").length()
        label = try .init(reading: fields.required("label").fields("style", "before"), names)
        lead = try .init(reading: fields.required("lead").fields("style", "before"), names)
        continued = try names.style(fields.required("continued"))
    }
}

extension CardTemplate.Facts {
    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("style", "pitch", "names", "bar")
        style = try names.style(fields.required("style"))
        pitch = try fields.required("pitch").length()
        self.names = try fields.required("names").length()
        let bar = try fields.required("bar").fields("height", "length", "colour", "other", "tick")
        barHeight = try bar.required("height").length()
        barLength = try bar.required("length").length()
        self.bar = try names.colour(bar.required("colour"))
        otherBar = try names.colour(bar.required("other"))
        tick = try names.colour(bar.required("tick"))
    }
}

extension CardTemplate.Rankings {
    init(reading node: TemplateNode, _ names: TemplateNames) throws {
        let fields = try node.fields("rule", "heading", "caption")
        rule = try Rule(reading: fields.required("rule"), names)
        let heading = try fields.required("heading").fields("style", "before", "after")
        self.heading = try .init(reading: heading, names)
        headingAfter = try heading.required("after").length()
        caption = try .init(reading: fields.required("caption").fields("style", "before"), names)
    }
}

extension CardTemplate {
    /// The last line of every page.
    struct Footer: Sendable {
        let style: TextStyle
        let rule: Rule
        /// From the rule to the capitals, and from the page's content to the rule.
        let after: Double
        let before: Double
        /// The names of the strings.
        let items: [String]

        init(reading node: TemplateNode, _ names: TemplateNames) throws {
            let fields = try node.fields("style", "rule", "before", "after", "gap", "items")
            style = try names.style(fields.required("style"))
            rule = try Rule(reading: fields.required("rule"), names)
            before = try fields.required("before").length()
            after = try fields.required("after").length()
            items = try fields.required("items").list().map { try names.string($0) }
            guard !items.isEmpty else { throw node.error("\"items\" is empty") }
        }
    }
}
