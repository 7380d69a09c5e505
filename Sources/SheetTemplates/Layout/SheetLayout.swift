public import Explanations

/// Turns a template and an explanation into pages of boxes.
public struct SheetLayout {
    private let template: SheetTemplate
    private let measurer: any TextMeasurer
    private let showsCredits: Bool
    /// What the person wants otherwise than the template has it.
    let overlay: OverlayChange

    /// How many steps of tightness are tried before a sheet gets more pages.
    private static let steps = 6

    /// Makes a layout.
    ///
    /// - Parameters:
    ///   - template: What the sheet looks like.
    ///   - measurer: What shapes its texts.
    ///   - showsCredits: Whether the template's credits are printed.
    ///   - overlay: How heatmaps are laid over photos in place of how the template has it.
    public init(
        template: SheetTemplate,
        measurer: any TextMeasurer,
        showsCredits: Bool = false,
        overlay: OverlayChange = OverlayChange()
    ) {
        self.template = template
        self.measurer = measurer
        self.showsCredits = showsCredits
        self.overlay = overlay
    }

    /// Lays a sheet out.
    ///
    /// Where the sheet is longer than a page, the template's tighter measures are tried in turn; the first
    /// step that needs the fewest pages is taken.
    ///
    /// - Parameter explanation: What the sheet tells; it must hold texts for the template's audience and
    ///   language.
    /// - Returns: The pages. If `unknownCharacters` is not empty the sheet must not be drawn.
    /// - Throws: `SheetTemplatesError` if texts or strings are missing, and what the measurer throws.
    public func layOut(_ explanation: Explanation) throws -> LaidOutSheet {
        let language = template.strings.language
        guard let texts = explanation.text(audience: template.audience, language: language) else {
            throw SheetTemplatesError(
                "the explanation has no texts for the audience \"\(template.audience)\""
                    + " in the language \"\(language)\"",
                hint: "let a narrator write them first"
            )
        }
        try checkCredits()
        let values = try SheetValues(explanation, texts: texts, strings: template.strings)
        let shaper = CachingShaper(measurer)
        var best: LaidOutSheet?
        for step in 0..<Self.steps {
            let context = LayoutContext(
                explanation,
                template: template,
                values: values,
                step: step,
                shaper: shaper
            )
            let sheet = try layOut(context)
            if sheet.pages.count < best?.pages.count ?? .max { best = sheet }
            if sheet.pages.count == 1 { break }
        }
        guard var sheet = best else { preconditionFailure("no step was tried") }
        sheet.change(overlay)
        sheet.unknownCharacters = shaper.unknownCharacters.sorted { $0.value < $1.value }
        return sheet
    }

    /// Refuses to leave credits out that were asked for.
    private func checkCredits() throws {
        let hasCredits = template.sections.contains { section in
            if case .credits = section { true } else { false }
        }
        guard !showsCredits || hasCredits else {
            throw SheetTemplatesError(
                "the template of \"\(template.audience)\" has no place for credits",
                hint: "add a section of kind credits, as that of end-user has"
            )
        }
    }

    private func layOut(_ context: LayoutContext) throws -> LaidOutSheet {
        let page = template.page
        let footer = FooterLayout(template.footer, context)
        let flow = PageFlow(bottom: try footer.top - template.footer.before) { number in
            guard number > 0 else { return ([], page.top) }
            let head = ColumnsLayout(template.continuation, context)
            return try head.fixed(top: page.top)
        }
        var cursor = try flow.start(of: 0)
        var outline = [
            OutlineEntry(
                title: try context.strings.text(template.outline.title, context.values.document),
                level: 0,
                page: 0,
                y: page.top
            )
        ]
        for section in template.sections {
            switch section {
            case .columns(let section):
                cursor = try ColumnsLayout(section, context).place(in: flow, from: cursor)
            case .concepts(let section):
                let layout = ConceptsLayout(section, context)
                cursor = try layout.place(in: flow, from: cursor, outline: &outline)
            case .leftOut(let section):
                let layout = LeftOutLayout(section, context)
                cursor = try layout.place(in: flow, from: cursor, outline: &outline)
            case .credits(let section):
                guard showsCredits else { continue }
                let layout = CreditsLayout(section, context)
                cursor = try layout.place(in: flow, from: cursor, outline: &outline)
            }
        }
        var pages = flow.pages
        for index in pages.indices {
            pages[index].elements += try footer.elements(page: index + 1, of: pages.count)
        }
        func property(_ key: String) throws -> String {
            try context.strings.text(key, context.values.document)
        }
        return LaidOutSheet(
            pageWidth: page.width,
            pageHeight: page.height,
            pages: pages,
            language: context.strings.language,
            title: try property(template.outline.title),
            subject: try property(template.outline.subject),
            keywords: try property(template.outline.keywords),
            outline: outline,
            unknownCharacters: [],
            step: context.step
        )
    }
}
