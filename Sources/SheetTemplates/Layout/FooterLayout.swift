/// Lays out the last line of every page.
struct FooterLayout {
    private let footer: Footer
    private let context: LayoutContext

    init(_ footer: Footer, _ context: LayoutContext) {
        self.footer = footer
        self.context = context
    }

    /// Where the footer's rule stands, for any page number.
    var top: Double {
        get throws {
            let rows = try rows(page: 88, of: 88)
            return context.page.height - context.page.bottom - height(of: rows) - footer.after
        }
    }

    /// The footer of one page.
    func elements(page: Int, of pages: Int) throws -> [PlacedElement] {
        let top = try self.top
        let line = Rect(
            x: context.page.left,
            y: top - footer.rule.weight / 2,
            width: context.page.measure,
            height: footer.rule.weight
        )
        var elements = [PlacedElement.fill(line, footer.rule.colour)]
        var y = top + footer.after
        for row in try rows(page: page, of: pages) {
            elements += row.map { $0.element(top: y) }
            y += (row.map(\.height).max() ?? 0) + lineGap
        }
        return elements
    }

    private var lineGap: Double { 0.35 * footer.style.leading }

    private func height(of rows: [[TextBlock]]) -> Double {
        rows.map { $0.map(\.height).max() ?? 0 }.reduce(0, +)
            + lineGap * Double(max(rows.count - 1, 0))
    }

    /// The items in as few rows as hold them; a row's items are spread from margin to margin.
    private func rows(page: Int, of pages: Int) throws -> [[TextBlock]] {
        let place = context.decoration(page: page, of: pages)
        let measure = context.page.measure
        var rows: [[(runs: [StyledText.Run], width: Double)]] = [[]]
        var used = 0.0
        for item in footer.items {
            if let condition = item.condition,
                try !condition.evaluate(place.scope).isTrue
            {
                continue
            }
            let runs = try item.words.runs(place)
            let width = min(try context.naturalWidth(runs, footer.style) + 0.5, measure)
            if used + width > measure + 0.01 {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append((runs, width))
            used += width + footer.gap
        }
        return try rows.map { row in
            let free = measure - row.map(\.width).reduce(0, +)
            let space = row.count > 1 ? free / Double(row.count - 1) : 0
            var x = context.page.left
            return try row.map { item in
                let block = try context.block(
                    item.runs,
                    footer.style,
                    x: x,
                    width: item.width,
                    // Told once; on later pages it is decoration.
                    structure: page == 1 ? context.part(.paragraph) : []
                )
                x += item.width + space
                return block
            }
        }
    }
}
