import Explanations

/// Lays out a channel's best photos by one measure, strongest first, with a caption below each.
struct CardTiles {
    private let ranking: ChannelCard.Ranking
    private let values: CardValues
    private let layout: CardTemplate.Layout
    private let context: CardContext
    private let span: ColumnSpan
    private let columns: Int

    init(
        _ ranking: ChannelCard.Ranking,
        _ values: CardValues,
        _ layout: CardTemplate.Layout,
        _ context: CardContext,
        span: ColumnSpan
    ) {
        self.ranking = ranking
        self.values = values
        self.layout = layout
        self.context = context
        self.span = span
        let fitting = Int((span.width + layout.gap + 0.01) / (layout.tile + layout.gap))
        columns = max(fitting, 1)
    }

    /// The heading, then a row of tiles each.
    func atoms() throws -> [Atom] {
        let style = context.template.rankings
        let part = context.part(.section)
        var values = values.document
        values["mode"] = ranking.mode
        var atoms = try context.block(
            context.strings.runs(
                ranking.isByRelevance ? "heading-relmax" : "heading-actmax",
                values
            ),
            style.heading.style,
            x: span.x,
            width: span.width,
            structure: context.part(.heading(2), in: part)
        ).atoms(before: 0)
        // The rule above is the top of this part.
        atoms[0].height += style.heading.before
        atoms[0].line = atoms[0].line.map {
            Atom.Line(
                block: $0.block,
                index: $0.index,
                baseline: $0.baseline + style.heading.before
            )
        }
        for index in atoms.indices { atoms[index].keepsNext = true }
        let shown = ranking.references.enumerated().filter { $0.element.isAtHand }
        guard !shown.isEmpty else {
            let block = try context.block(
                context.strings.runs("no-photos", values),
                style.caption.style,
                x: span.x,
                width: span.width,
                structure: context.part(.paragraph, in: part)
            )
            return atoms + block.atoms(before: style.headingAfter)
        }
        for start in stride(from: 0, to: shown.count, by: columns) {
            let row = shown[start..<min(start + columns, shown.count)]
            atoms.append(
                try self.row(
                    row.map { ($0.offset + 1, $0.element) },
                    before: start == 0 ? style.headingAfter : layout.rowGap,
                    part
                )
            )
        }
        return atoms
    }

    private func row(
        _ references: [(number: Int, reference: Reference)],
        before: Double,
        _ part: [StructureStep]
    ) throws -> Atom {
        let style = context.template.rankings.caption
        var elements: [PlacedElement] = []
        var height = layout.tile
        for (column, (number, reference)) in references.enumerated() {
            let x = span.x + Double(column) * (layout.tile + layout.gap)
            let isShare = !ranking.mode.hasSuffix("-raw")
            let values = values.reference(reference, number: number, isShare: isShare)
            elements.append(try tile(reference, values, x: x, part))
            var y = layout.tile + style.before
            for runs in try caption(reference, values) {
                let block = try context.block(
                    runs,
                    style.style,
                    x: x,
                    width: captionWidth(at: x),
                    structure: context.part(.caption, in: part)
                )
                elements.append(block.element(top: y))
                y += block.height
                height = max(height, y)
                y += style.style.leading - block.firstBaseline
            }
        }
        return Atom(before: before, height: height, elements: elements)
    }

    /// A caption may reach into the gap, but not near the next tile, nor past the column.
    private func captionWidth(at x: Double) -> Double {
        let distance = 5.67
        let room = min(layout.tile + layout.gap - distance, span.x + span.width - x)
        return max(layout.tile, room)
    }

    private func tile(
        _ reference: Reference,
        _ values: [String: String],
        x: Double,
        _ part: [StructureStep]
    ) throws -> PlacedElement {
        var words = values
        if words["reference-label"] == nil { words["reference-label"] = words["answer"] }
        return PlacedElement(
            frame: Rect(x: x, y: 0, width: layout.tile, height: layout.tile),
            content: .reference(
                ReferencePicture(
                    crop: reference.crop,
                    heatmap: reference.heatmap,
                    cropBox: reference.cropBox
                )
            ),
            structure: context.part(
                .figure,
                in: part,
                alternative: try context.strings.text("alternative", words)
            )
        )
    }

    /// What the photo shows; then the score, and the model's answer where it is another.
    private func caption(
        _ reference: Reference,
        _ values: [String: String]
    ) throws -> [[StyledText.Run]] {
        let label = values["reference-label"]
        let key =
            label == nil
            ? "photo-unlabelled" : values["pattern"] == nil ? "photo" : "photo-pattern"
        let isAnswered = label?.lowercased() == values["answer"]?.lowercased()
        return try [
            context.strings.runs(key, values),
            context.strings.runs(isAnswered ? "score" : "score-answer", values),
        ]
    }
}
