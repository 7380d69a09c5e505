/// Lays out the last line of a card's pages.
struct CardFooter {
    private let footer: CardTemplate.Footer
    private let page: PageSetup
    private let context: CardContext

    init(_ footer: CardTemplate.Footer, _ page: PageSetup, _ context: CardContext) {
        self.footer = footer
        self.page = page
        self.context = context
    }

    /// Where the rule stands.
    var top: Double { page.height - page.bottom - footer.style.size - footer.after }

    /// Where a page's content must end.
    var contentBottom: Double { top - footer.before }

    /// The items of one page, spread from margin to margin.
    func elements(_ values: [String: String], page number: Int, of count: Int) throws
        -> [PlacedElement]
    {
        var values = values
        values["page"] = String(number)
        values["pages"] = String(count)
        let photos = values["count"].flatMap(Int.init)
        let items = try footer.items.map { try context.strings.runs($0, values, count: photos) }
        let widths = try items.map { try context.naturalWidth($0, footer.style) + 0.5 }
        let free = page.measure - widths.reduce(0, +)
        let gap = items.count > 1 ? max(free / Double(items.count - 1), 0) : 0
        let line = Rect(
            x: page.left,
            y: top - footer.rule.weight / 2,
            width: page.measure,
            height: footer.rule.weight
        )
        var elements = [PlacedElement.fill(line, footer.rule.colour)]
        var x = page.left
        for (runs, width) in zip(items, widths) {
            let block = try context.block(
                runs,
                footer.style,
                x: x,
                width: min(width, page.left + page.measure - x),
                structure: context.part(.paragraph)
            )
            elements.append(block.element(top: top + footer.after))
            x += width + gap
        }
        return elements
    }
}
