/// Turns a template and a document of any length into pages, one after the other.
///
/// A top-level block that is repeated is laid out round by round, and pages are handed out as soon as nothing
/// more comes onto them: memory holds a round and a page, however long the document is.
package struct DocumentLayout {
    private let template: SheetTemplate
    private let measurer: any TextMeasurer
    private let overlay: OverlayStyle

    /// What a document's pages come to.
    package struct Outcome {
        /// How many pages there are.
        package var pageCount = 0
        /// The page of every anchor, from 1.
        package var anchors: [String: Int] = [:]
        /// The entries of the document outline in reading order.
        package var outline: [OutlineEntry] = []
        /// The characters that no font at hand can draw; where there are any, nothing may be drawn.
        package var unknownCharacters: [Unicode.Scalar] = []
    }

    /// Makes a layout.
    ///
    /// - Parameters:
    ///   - template: What the document looks like, of a kind that is no explanation.
    ///   - measurer: What shapes its texts.
    ///   - overlay: How heatmaps are laid over photos in place of how the template has it.
    package init(
        template: SheetTemplate,
        measurer: any TextMeasurer,
        overlay: OverlayChange = OverlayChange()
    ) {
        self.template = template
        self.measurer = measurer
        self.overlay = overlay.applied(to: template.overlay)
    }

    /// A sheet of the document's size and properties without pages, for drawing pages one by one.
    ///
    /// - Parameter document: The document's values.
    /// - Returns: A sheet without pages and outline.
    /// - Throws: `SheetTemplatesError` if a string is missing.
    package func sheet(of document: Value) throws -> LaidOutSheet {
        let scope = ValueScope(document: document)
        func property(_ key: String) throws -> String {
            try template.strings.text(key, scope: scope)
        }
        return LaidOutSheet(
            pageWidth: template.page.width,
            pageHeight: template.page.height,
            pages: [],
            language: template.strings.language,
            title: try property(template.document.title),
            subject: try property(template.document.subject),
            keywords: try property(template.document.keywords),
            outline: [],
            unknownCharacters: [],
            step: 0
        )
    }

    /// Lays the document out.
    ///
    /// - Parameters:
    ///   - document: Its values, of the fields of the template's kind.
    ///   - earlier: What an earlier round came to, which pages and links go by; nil for the first one.
    ///   - draw: Takes each page with its number, from 0.
    /// - Returns: What the pages come to.
    /// - Throws: `SheetTemplatesError` if strings are missing, and what the measurer and `draw` throw.
    package func layOut(
        _ document: Value,
        after earlier: Outcome? = nil,
        draw: (LaidOutPage, Int) throws -> Void = { _, _ in }
    ) throws -> Outcome {
        let shaper = CachingShaper(measurer)
        let context = LayoutContext(
            document,
            template: template,
            overlay: overlay,
            shaper: shaper
        )
        let page = template.page
        let footer = FooterLayout(template.footer, context)
        let flow = PageFlow(bottom: try footer.top - template.footer.before) { number in
            guard number > 0 else { return ([], page.top) }
            return try SheetLayout.head(context, page: number + 1)
        }
        var outcome = Outcome()
        func hand(outPagesBefore end: Int) throws {
            for var page in flow.takePages(before: end) {
                let number = outcome.pageCount
                outcome.pageCount += 1
                for anchor in page.elements.compactMap(\.anchor)
                where outcome.anchors[anchor] == nil {
                    outcome.anchors[anchor] = number + 1
                }
                page.elements += try footer.elements(page: number + 1, of: earlier?.pageCount ?? 88)
                page.dropLinks { earlier?.anchors[$0] == nil }
                try draw(page, number)
            }
        }
        var cursor = try flow.start(of: 0)
        var waiting: [Piece] = []
        for round in try template.blocks.flatMap({ try $0.rounds(context.root) }) {
            waiting += try round()
            // What must stand with the next piece waits for it.
            let end = (waiting.lastIndex { !$0.keepsNext } ?? -1) + 1
            cursor = try flow.place(Array(waiting[..<end]), from: cursor)
            waiting.removeFirst(end)
            try hand(outPagesBefore: cursor.page)
            shaper.forget()
        }
        _ = try flow.place(waiting, from: cursor)
        try hand(outPagesBefore: flow.pages.count)
        outcome.outline = flow.outline
        outcome.unknownCharacters = shaper.unknownCharacters.sorted { $0.value < $1.value }
        return outcome
    }
}
