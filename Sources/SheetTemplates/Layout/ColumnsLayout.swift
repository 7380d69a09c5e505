/// Lays out panels side by side.
struct ColumnsLayout {
    private let section: ColumnsSection
    private let context: LayoutContext

    init(_ section: ColumnsSection, _ context: LayoutContext) {
        self.section = section
        self.context = context
    }

    /// Places all columns from one height on; the section ends below the longest.
    func place(in flow: PageFlow, from start: PageFlow.Cursor) throws -> PageFlow.Cursor {
        var end = start
        for column in section.columns {
            end = max(end, try flow.stream(atoms(of: column), from: start))
        }
        end.y += section.after[context.step]
        if end.page == start.page { end.y = max(end.y, start.y + section.height[context.step]) }
        end.isTop = false
        return end
    }

    /// Places all columns as the fixed head of a page.
    func fixed(top: Double) throws -> (elements: [PlacedElement], start: Double) {
        let flow = PageFlow(bottom: .infinity) { _ in ([], top) }
        let end = try place(in: flow, from: flow.start(of: 0))
        return (flow.pages[0].elements, end.y)
    }

    private func atoms(of column: (span: ColumnSpan, panels: [Panel])) throws -> [Atom] {
        var atoms: [Atom] = []
        for panel in column.panels where context.holds(panel.condition) {
            let before = panel.before[context.step]
            switch panel.content {
            case .text(let panel): atoms += try text(panel, in: column.span, before: before)
            case .probabilities(let panel):
                let layout = ProbabilityLayout(panel, span: column.span, context)
                atoms += try layout.atoms(before: before)
            case .photo(let panel): atoms.append(try photo(panel, in: column.span, before: before))
            case .legend(let panel):
                let layout = LegendLayout(panel, span: column.span, context)
                atoms.append(try layout.atom(before: before))
            }
        }
        return atoms
    }

    private func text(_ panel: TextPanel, in span: ColumnSpan, before: Double) throws -> [Atom] {
        let runs = try context.strings.runs(panel.string, context.values.document)
        guard !runs.isEmpty else { return [] }
        let structure = context.part(panel.role)
        func block(_ runs: [StyledText.Run], _ styles: [TextStyle]) throws -> TextBlock {
            try context.block(
                runs,
                fitting: styles,
                lines: panel.lines,
                x: span.x,
                width: span.width,
                isBalanced: panel.isBalanced,
                structure: structure
            )
        }
        let styles = panel.styles[panel.lines == nil ? context.step : 0]
        if let lines = panel.lines {
            // An answer in one piece reads best: "The model says:" above, all of it below.
            let whole = try block(
                context.strings.runs(panel.string, context.values.withUnbrokenAnswer),
                styles
            )
            if whole.lines.count <= lines && whole.paragraph.dividedWords == 0 {
                return whole.atoms(before: before)
            }
        }
        return try block(runs, styles).atoms(before: before)
    }

    /// The photo as large as its column and height allow, never cropped.
    private func photo(_ panel: PhotoPanel, in span: ColumnSpan, before: Double) throws -> Atom {
        let input = context.explanation.input
        guard input.width > 0, input.height > 0 else {
            throw SheetTemplatesError(
                "\(input.file): the photo is \(input.width) x \(input.height) pixels"
            )
        }
        let ratio = Double(input.height) / Double(input.width)
        let width = min(span.width, panel.height[context.step] / ratio)
        let alternative = try context.strings.text(panel.alternative, context.values.document)
        let element = PlacedElement(
            frame: Rect(x: span.x, y: 0, width: width, height: width * ratio),
            content: .photo(
                PhotoPicture(
                    file: input.photo,
                    view: context.holds(.viewIsWhole) ? nil : input.view
                )
            ),
            structure: context.part(.figure, alternative: alternative)
        )
        return Atom(before: before, height: width * ratio, elements: [element], keepsNext: true)
    }
}
