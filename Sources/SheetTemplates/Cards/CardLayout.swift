public import Explanations

/// Turns concepts' cards into pages of boxes: each begins a page and goes on on further ones if need be.
public struct CardLayout {
    private let template: CardTemplate
    private let measurer: any TextMeasurer

    /// Makes a layout.
    ///
    /// - Parameters:
    ///   - template: What cards look like.
    ///   - measurer: What shapes their texts.
    public init(template: CardTemplate, measurer: any TextMeasurer) {
        self.template = template
        self.measurer = measurer
    }

    /// Lays cards out.
    ///
    /// - Parameter cards: At least one; all get the page that the one with the most references needs.
    /// - Returns: The pages. If `unknownCharacters` is not empty they must not be drawn.
    /// - Throws: `SheetTemplatesError` if strings are missing, and what the measurer throws.
    public func layOut(_ cards: [ChannelCard]) throws -> LaidOutSheet {
        precondition(!cards.isEmpty, "no cards")
        let most = cards.flatMap(\.rankings).map(\.references.count).max() ?? 0
        let fitting = template.layouts.filter { $0.references >= most }
        guard let first = fitting.first ?? template.layouts.last else {
            preconditionFailure("a template without layouts")
        }
        let page = first.page
        let layouts = fitting.isEmpty ? [first] : fitting.filter { $0.page.height == page.height }
        let context = CardContext(template, shaper: CachingShaper(measurer))
        var pages: [LaidOutPage] = []
        var owners: [CardValues] = []
        var outline: [OutlineEntry] = []
        for card in cards {
            let values = try CardValues(card, strings: template.strings)
            outline.append(
                OutlineEntry(
                    title: values.document["name"] ?? "",
                    level: 0,
                    page: pages.count,
                    y: page.top
                )
            )
            let made = try self.pages(of: values, layouts, context)
            owners += made.map { _ in values }
            pages += made
        }
        for (number, values) in owners.enumerated() {
            let footer = CardFooter(template.footer, page, context)
            pages[number].elements += try footer.elements(
                values.document,
                page: number + 1,
                of: pages.count
            )
        }
        var document = owners[0].document
        document["count"] = String(cards.count)
        func property(_ key: String) throws -> String { try template.strings.text(key, document) }
        return LaidOutSheet(
            pageWidth: page.width,
            pageHeight: page.height,
            pages: pages,
            language: template.strings.language,
            title: try property(cards.count == 1 ? "document-title" : "document-titles"),
            subject: try property("document-subject"),
            keywords: try property("document-keywords"),
            outline: outline,
            unknownCharacters: context.shaper.unknownCharacters.sorted { $0.value < $1.value },
            step: 0
        )
    }

    /// The pages of one card by the first layout that needs the fewest.
    private func pages(
        of values: CardValues,
        _ layouts: [CardTemplate.Layout],
        _ context: CardContext
    ) throws -> [LaidOutPage] {
        var best: [LaidOutPage]?
        for layout in layouts {
            let pages = try CardPage(values, layout, context).pages()
            if pages.count < best?.count ?? .max { best = pages }
            if pages.count == 1 { break }
        }
        guard let best else { preconditionFailure("a card without a layout") }
        return best
    }
}
