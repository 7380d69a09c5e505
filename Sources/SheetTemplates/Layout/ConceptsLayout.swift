import Explanations

/// Lays out one row for each shown concept.
struct ConceptsLayout {
    private let section: ConceptsSection
    private let context: LayoutContext
    private let selection: ShownConcepts

    init(_ section: ConceptsSection, _ context: LayoutContext) {
        self.section = section
        self.context = context
        selection = context.selection
    }

    /// Places the headings and all rows; headings come again on every page.
    func place(
        in flow: PageFlow,
        from start: PageFlow.Cursor,
        outline: inout [OutlineEntry]
    ) throws -> PageFlow.Cursor {
        var cursor = start
        let rows = try selection.shown.map {
            try ConceptRowLayout($0, section, context, scale: scale)
        }
        let gap = max(section.pitch[context.step] - section.height, 0)
        var isFirstOnPage = true
        for row in rows {
            let headings = isFirstOnPage ? try self.headings() : nil
            var above = headings.map { $0.height + distance(cursor) } ?? gap
            let fits = cursor.y + above + row.height <= flow.bottom + 0.01
            if !fits && !(cursor.isTop && isFirstOnPage) {
                let isWorthIt =
                    try isFirstOnPage || fitsFresh(row, flow, cursor.page)
                    || cursor.y + above + section.height > flow.bottom
                if isWorthIt {
                    cursor = try flow.start(of: cursor.page + 1)
                    isFirstOnPage = true
                }
            }
            if isFirstOnPage {
                let heads = try headings ?? self.headings()
                let distance = distance(cursor)
                flow.place(heads.elements, page: cursor.page, y: cursor.y + distance)
                cursor.y += distance + heads.height
                above = 0
            } else {
                let line = Rect(
                    x: context.page.left,
                    y: cursor.y + (gap - section.hairline.weight) / 2,
                    width: context.page.measure,
                    height: section.hairline.weight
                )
                flow.place([.fill(line, section.hairline.colour)], page: cursor.page, y: 0)
                cursor.y += gap
            }
            cursor.isTop = false
            outline.append(
                OutlineEntry(title: row.title, level: 1, page: cursor.page, y: cursor.y)
            )
            let end = try row.place(in: flow, from: cursor)
            isFirstOnPage = false
            cursor = end
        }
        return cursor
    }

    private func distance(_ cursor: PageFlow.Cursor) -> Double {
        cursor.isTop ? 0 : section.before[context.step]
    }

    private func fitsFresh(_ row: ConceptRowLayout, _ flow: PageFlow, _ page: Int) throws -> Bool {
        try row.height + headings().height <= flow.capacity(after: page)
    }

    /// The share that fills a bar: the template's, unless the strongest concept needs more.
    private var scale: Double {
        let strongest = selection.shown.map { abs($0.layerShare) }.max() ?? 0
        return max(section.bar.scale, strongest * section.bar.headroom)
    }

    private func headings() throws -> (elements: [PlacedElement], height: Double) {
        let page = context.page
        let line = Rect(
            x: page.left,
            y: -section.rule.weight / 2,
            width: page.measure,
            height: section.rule.weight
        )
        var elements = [PlacedElement.fill(line, section.rule.colour)]
        var height = 0.0
        for (span, string) in section.headings {
            let block = try context.block(
                context.strings.runs(string, context.values.document),
                section.headingStyle,
                x: span.x,
                width: span.width,
                structure: context.part(.paragraph)
            )
            elements.append(block.element(top: section.headingBefore))
            height = max(height, section.headingBefore + block.height)
        }
        return (elements, height + section.headingAfter)
    }
}
