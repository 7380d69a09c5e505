import Explanations

/// Lays out one card: words and facts, then its best photos by each measure, then whose photos they are.
struct CardPage {
    private let values: CardValues
    private let layout: CardTemplate.Layout
    private let context: CardContext
    private var template: CardTemplate { context.template }

    init(_ values: CardValues, _ layout: CardTemplate.Layout, _ context: CardContext) {
        self.values = values
        self.layout = layout
        self.context = context
    }

    /// The card's pages without footers.
    func pages() throws -> [LaidOutPage] {
        let footer = CardFooter(template.footer, layout.page, context)
        let flow = PageFlow(bottom: footer.contentBottom) { number in
            number == 0 ? ([], layout.page.top) : try continuation()
        }
        let start = try flow.start(of: 0)
        var cursor = try flow.stream(words(), from: start)
        cursor = max(cursor, try flow.stream(facts(), from: start))
        cursor.y += layout.headAfter
        cursor = try rankings(in: flow, from: cursor)
        let note = try self.note()
        let credits = try self.credits()
        cursor = try flow.stream(note, from: cursor)
        let height = PageFlow.height(of: credits)
        if cursor.y + height < flow.bottom {
            // Credits stand at the foot of the page, as on every other card.
            cursor.y = flow.bottom - height
        }
        _ = try flow.stream(credits, from: cursor)
        return flow.pages
    }

    // MARK: Head

    private func words() throws -> [Atom] {
        let head = template.head
        let span = head.words
        let strings = context.strings
        func atoms(
            _ runs: [StyledText.Run],
            _ style: TextStyle,
            _ before: Double,
            _ role: StructureStep.Role
        ) throws -> [Atom] {
            try context.block(
                runs,
                style,
                x: span.x,
                width: span.width,
                structure: context.part(role)
            ).atoms(before: before)
        }
        var result = try atoms(
            strings.runs("kicker", values.document),
            head.kicker,
            0,
            .paragraph
        )
        result += try title().atoms(before: head.titleBefore)
        for (number, line) in try values.labelLines().enumerated() {
            let style = head.label.style
            let before = number == 0 ? head.label.before : style.leading - style.size * 0.72
            result += try atoms([.init(line)], style, before, .paragraph)
        }
        let description = values.naming?.description?.asOneParagraph ?? ""
        if values.isNamed, !description.isEmpty {
            let lead = head.lead
            result += try atoms([.init(description)], lead.style, lead.before, .paragraph)
        }
        return result
    }

    /// The name in the largest style that holds it in two lines.
    private func title() throws -> TextBlock {
        let span = template.head.words
        let structure = context.part(.heading(1))
        var result: TextBlock?
        for style in layout.title {
            let block = try context.block(
                [.init(values.document["name"] ?? "")],
                style,
                x: span.x,
                width: span.width,
                isBalanced: true,
                structure: structure
            )
            result = block
            if block.lines.count <= 2, block.paragraph.dividedWords == 0 { break }
        }
        guard let result else { preconditionFailure("a title without styles") }
        return result
    }

    private func facts() throws -> [Atom] {
        let facts = template.facts
        let span = template.head.facts
        let table = context.part(.table)
        var before = 0.0
        return try values.facts(answers: layout.answers).map { fact in
            let row = context.part(.row, in: table)
            let barX = span.x + span.width - facts.barLength
            let valueX = span.x + facts.names
            let value = try context.block(
                [.init(fact.value)],
                facts.style,
                x: valueX,
                width: (fact.bar == nil ? span.x + span.width : barX - 4) - valueX,
                structure: context.part(.cell, in: row)
            )
            var elements: [PlacedElement] = []
            if !fact.name.isEmpty {
                let name = try context.block(
                    [.init(fact.name, .strong)],
                    facts.style,
                    x: span.x,
                    width: facts.names,
                    structure: context.part(.headerCell, in: row)
                )
                elements.append(name.element(top: 0))
            }
            elements.append(value.element(top: 0))
            if let bar = fact.bar {
                let frame = Rect(
                    x: barX,
                    y: (value.firstBaseline - facts.barHeight) / 2,
                    width: max(min(bar, 1) * facts.barLength, 0.6),
                    height: facts.barHeight
                )
                elements.append(.fill(frame, fact.isCount ? facts.otherBar : facts.bar))
                if let tick = fact.tick {
                    let mark = Rect(
                        x: barX + tick * facts.barLength,
                        y: frame.y - 1.4,
                        width: 0.6,
                        height: facts.barHeight + 2.8
                    )
                    elements.append(.fill(mark, facts.tick))
                }
            }
            defer { before = max(facts.pitch - value.firstBaseline, 0) }
            // Rows keep their pitch as long as each has one line.
            return Atom(before: before, height: value.height, elements: elements)
        }
    }

    /// What stands on a card's second page before its photos go on.
    private func continuation() throws -> (elements: [PlacedElement], start: Double) {
        let page = layout.page
        let name = try context.block(
            [.init(values.document["name"] ?? "")],
            template.head.continued,
            x: page.left,
            width: page.measure,
            structure: context.part(.paragraph)
        )
        return ([name.element(top: page.top)], page.top + name.height + layout.headAfter)
    }

    // MARK: Photos

    private func rankings(
        in flow: PageFlow,
        from start: PageFlow.Cursor
    ) throws -> PageFlow.Cursor {
        let page = layout.page
        let style = template.rankings
        let line = Rect(
            x: page.left,
            y: start.y - style.rule.weight / 2,
            width: page.measure,
            height: style.rule.weight
        )
        flow.place([.fill(line, style.rule.colour)], page: start.page, y: 0)
        let shown = values.card.rankings
        let spans =
            shown.count > 1
            ? [template.head.words, template.head.facts]
            : [ColumnSpan(x: page.left, width: page.measure)]
        var columns = try zip(shown, spans).map { ranking, span in
            try CardTiles(ranking, values, layout, context, span: span).atoms()
        }
        // Rows of tiles stand side by side, however long the captions above them are.
        for row in 0..<(columns.map(\.count).min() ?? 0) {
            let height = columns.map { $0[row].height }.max() ?? 0
            for column in columns.indices { columns[column][row].height = height }
        }
        return try columns.reduce(start) { max($0, try flow.stream($1, from: start)) }
    }

    // MARK: Foot

    private func paragraph(
        _ runs: [StyledText.Run],
        _ style: TextStyle,
        before: Double
    ) throws -> [Atom] {
        try context.block(
            runs,
            style,
            x: layout.page.left,
            width: layout.page.measure,
            structure: context.part(.paragraph)
        ).atoms(before: before)
    }

    private func note() throws -> [Atom] {
        let rankings = values.card.rankings
        var sentences: [String] = []
        if rankings.contains(where: { $0.references.contains(where: \.isAtHand) }) {
            sentences.append(try context.strings.text("note"))
        }
        let missing = rankings.map(\.missing).max() ?? 0
        if missing > 0 {
            let count = ["count": String(missing)]
            sentences.append(try context.strings.text("missing", count, count: missing))
        }
        guard !sentences.isEmpty else { return [] }
        let notes = template.notes
        return try paragraph(
            [.init(sentences.joined(separator: " "))],
            notes.style,
            before: notes.before
        )
    }

    private func credits() throws -> [Atom] {
        guard let runs = try values.credits() else { return [] }
        let (style, rule) = template.credits
        var atoms = try paragraph(runs, style.style, before: style.before)
        let line = Rect(
            x: layout.page.left,
            y: 0,
            width: layout.page.measure,
            height: rule.weight
        )
        atoms.insert(
            Atom(
                before: style.before,
                height: rule.weight,
                elements: [.fill(line, rule.colour)],
                keepsNext: true
            ),
            at: 0
        )
        return atoms
    }
}

extension Reference {
    /// Whether there is a picture of it.
    var isAtHand: Bool { !crop.isEmpty }
}
