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
        guard let texts = explanation.text(audience: template.textAudience, language: language)
        else {
            throw SheetTemplatesError(
                "the explanation has no texts for the audience \"\(template.textAudience)\""
                    + " in the language \"\(language)\"",
                hint: "let a narrator write them first"
            )
        }
        try checkCredits()
        let overlay = overlay.applied(to: template.overlay)
        let document = try DocumentValues(
            explanation,
            texts: texts,
            strings: template.strings,
            overlay: overlay
        )
        let values = SheetValues(document, explanation)
        let shaper = CachingShaper(measurer)
        var best: LaidOutSheet?
        for step in 0..<Self.steps {
            let context = LayoutContext(
                explanation,
                template: template,
                values: values,
                document: document.value,
                overlay: overlay,
                showsCredits: showsCredits,
                step: step,
                shaper: shaper
            )
            let sheet = try layOut(context)
            if sheet.pages.count < best?.pages.count ?? .max { best = sheet }
            if sheet.pages.count == 1 { break }
        }
        guard var sheet = best else { preconditionFailure("no step was tried") }
        sheet.unknownCharacters = shaper.unknownCharacters.sorted { $0.value < $1.value }
        return sheet
    }

    /// Refuses to leave credits out that were asked for.
    private func checkCredits() throws {
        let hasCredits = template.showsCredits
        guard !showsCredits || hasCredits else {
            throw SheetTemplatesError(
                "the template of \"\(template.audience)\" has no place for credits",
                hint: "add a block of kind credits, as that of end-user has"
            )
        }
    }

    private func layOut(_ context: LayoutContext) throws -> LaidOutSheet {
        let page = template.page
        let footer = FooterLayout(template.footer, context)
        let flow = PageFlow(bottom: try footer.top - template.footer.before) { number in
            guard number > 0 else { return ([], page.top) }
            return try Self.head(context, page: number + 1)
        }
        let start = try flow.start(of: 0)
        _ = try flow.place(template.blocks.pieces(context.root), from: start)
        let outline =
            [
                OutlineEntry(
                    title: try context.strings.text(
                        template.document.title,
                        scope: context.root.scope
                    ),
                    level: 0,
                    page: 0,
                    y: page.top
                )
            ] + flow.outline
        var pages = flow.pages
        for index in pages.indices {
            pages[index].elements += try footer.elements(page: index + 1, of: pages.count)
        }
        Self.dropLooseLinks(in: &pages)
        func property(_ key: String) throws -> String {
            try context.strings.text(key, scope: context.root.scope)
        }
        return LaidOutSheet(
            pageWidth: page.width,
            pageHeight: page.height,
            pages: pages,
            language: context.strings.language,
            title: try property(template.document.title),
            subject: try property(template.document.subject),
            keywords: try property(template.document.keywords),
            outline: outline,
            unknownCharacters: [],
            step: context.step
        )
    }

    /// What stands at the top of a page after the first one: decoration, since it was told before.
    static func head(
        _ context: LayoutContext,
        page number: Int
    ) throws -> (elements: [PlacedElement], start: Double) {
        let template = context.template
        let top = template.page.top
        let flow = PageFlow(bottom: .infinity) { _ in ([], top) }
        // How many pages there are is not known yet; heads of pages do without.
        let place = context.decoration(page: number, of: number)
        let start = try flow.start(of: 0)
        let end = try flow.place(template.continuation.pieces(place), from: start)
        let elements = flow.pages[0].elements.map { element in
            var element = element
            element.structure = []
            return element
        }
        return (elements, end.y)
    }

    /// Takes links away that lead to what this sheet does not show, such as a concept that is told but has no
    /// place on it.
    private static func dropLooseLinks(in pages: inout [LaidOutPage]) {
        let anchors = Set(pages.flatMap(\.elements).compactMap(\.anchor))
        for page in pages.indices { pages[page].dropLinks { !anchors.contains($0) } }
    }
}

extension LaidOutPage {
    /// Takes links to anchors away that are not there.
    mutating func dropLinks(to isMissing: (String) -> Bool) {
        for index in elements.indices {
            guard case .anchor(let name) = elements[index].link, isMissing(name) else { continue }
            elements[index].link = nil
        }
    }
}
