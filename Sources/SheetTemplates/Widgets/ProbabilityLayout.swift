import Explanations

/// Lays out the answer and the next ones with their probabilities.
struct ProbabilityLayout {
    private let panel: ProbabilityPanel
    private let span: ColumnSpan
    private let context: LayoutContext

    /// One line of the table.
    private struct Row {
        let name: String
        let probability: Double
        var isAnswer = false
        var isLabel = false
        var isExplained = false
        /// Whether the explained class is held against it.
        var isCompared = false

        /// Whether it is none of the others that just come next.
        var standsOut: Bool { isLabel || isExplained || isCompared }
    }

    private let place: Place

    init(_ panel: ProbabilityPanel, _ place: Place) {
        self.panel = panel
        self.place = place
        span = place.span
        context = place.context
    }

    /// One atom for each row; the distance between rows is the panel's pitch, more where names wrap.
    func atoms() throws -> [Atom] {
        let rows = try rows()
        let style = panel.style
        let names = rows.map { [StyledText.Run($0.name, emphasis($0))] }
        let numbers = rows.map {
            [StyledText.Run(probability($0.probability), emphasis($0))]
        }
        let widestName = try names.map { try context.naturalWidth($0, style) }.max() ?? 0
        let numberWidth = try numbers.map { try context.naturalWidth($0, style) }.max() ?? 0
        let nameWidth = min(max(widestName + 0.5, panel.namesAtLeast), panel.namesAtMost)
        let gap = 2 * panel.barHeight / 3
        let columns = Columns(
            nameWidth: nameWidth,
            numberX: span.x + nameWidth + gap,
            numberWidth: numberWidth,
            barX: span.x + nameWidth + gap + numberWidth + 2 * gap
        )
        let pitch = panel.pitch[context.step]
        let lineHeight = try context.capHeight(of: style)
        let table = place.part(.table)
        var atoms: [Atom] = []
        for (index, row) in rows.enumerated() {
            let (elements, height) = try self.row(
                row,
                name: names[index],
                number: numbers[index],
                columns,
                structure: context.part(.row, in: table)
            )
            // Rows of one line stand at the pitch, others as far from one another.
            atoms.append(
                Atom(
                    before: index == 0 ? 0 : max(pitch - lineHeight, 0),
                    height: height,
                    elements: elements,
                    keepsNext: index < rows.count - 1
                )
            )
        }
        return atoms
    }

    private struct Columns {
        let nameWidth: Double
        let numberX: Double
        let numberWidth: Double
        let barX: Double
    }

    private func probability(_ value: Double) -> String {
        panel.decimals == 0
            ? context.numbers.probability(value)
            : context.numbers.percent(value, decimals: panel.decimals)
    }

    private func emphasis(_ row: Row) -> Emphasis {
        row.isAnswer ? .strong : row.standsOut ? .code : .plain
    }

    private func row(
        _ row: Row,
        name: [StyledText.Run],
        number: [StyledText.Run],
        _ columns: Columns,
        structure: [StructureStep]
    ) throws -> ([PlacedElement], Double) {
        let name = try context.block(
            name,
            panel.style,
            x: span.x,
            width: columns.nameWidth,
            structure: context.part(.headerCell, in: structure)
        )
        let number = try context.block(
            number,
            panel.style,
            x: columns.numberX,
            width: columns.numberWidth + 0.5,
            alignment: .right,
            structure: context.part(.cell, in: structure)
        )
        var elements = [name.element(top: 0), number.element(top: 0)]
        var height = max(name.height, number.height)
        let length = min(panel.barLength, span.x + span.width - columns.barX)
        let bar = Rect(
            x: columns.barX,
            y: (name.firstBaseline - panel.barHeight) / 2,
            width: max(min(row.probability, 1) * length, row.probability > 0 ? 0.6 : 0),
            height: panel.barHeight
        )
        if bar.width > 0 {
            elements.append(.fill(bar, row.isAnswer ? panel.answerColour : panel.otherColour))
        }
        // The class that the explained one is held against is named in the title: it needs no note.
        if !row.isAnswer && (row.isLabel || row.isExplained) {
            let runs = try context.strings.runs(
                row.isExplained ? panel.explained : panel.note,
                context.values.document
            )
            let cell = context.part(.cell, in: structure)
            let width = try context.naturalWidth(runs, panel.noteStyle) + 0.5
            let x = bar.maxX + 0.8 * panel.barHeight
            if x + width <= span.x + span.width {
                let note = try context.block(
                    runs,
                    panel.noteStyle,
                    x: x,
                    width: width,
                    structure: cell
                )
                let top = name.firstBaseline - note.firstBaseline
                elements.append(note.element(top: top - 0.1 * panel.noteStyle.size))
            } else {
                let note = try context.block(
                    runs,
                    panel.noteStyle,
                    x: span.x,
                    width: columns.nameWidth,
                    structure: cell
                )
                let top = height + 0.65 * panel.noteStyle.size
                elements.append(note.element(top: top))
                height = top + note.height
            }
        }
        return (elements, height)
    }

    /// The answer, the next ones, the explained class, the one it is held against and the label's if
    /// there are such, and all others together.
    private func rows() throws -> [Row] {
        let prediction = context.explanation.prediction
        let label = context.explanation.input.labelClass
        let target = context.explanation.attribution.target
        let against = context.explanation.attribution.against
        let labelled = (prediction.runnersUp + [prediction.labelled].compactMap(\.self))
            .first { $0.class == label }
        var wanted: [ScoredClass] = []
        for row in [labelled, target, against].compactMap(\.self)
        where row.class != prediction.class {
            if !wanted.contains(where: { $0.class == row.class }) { wanted.append(row) }
        }
        wanted.sort { ($0.probability, $1.class) > ($1.probability, $0.class) }
        var others = Array(prediction.runnersUp.prefix(panel.runnersUp[context.step]))
        let extra = wanted.filter { row in !others.contains { $0.class == row.class } }
        if !extra.isEmpty {
            // They take the places of the last ones that are not wanted themselves.
            for _ in extra {
                let last = others.lastIndex { row in !wanted.contains { $0.class == row.class } }
                if let last { others.remove(at: last) }
            }
            others += extra
        }
        var rows = [
            Row(
                name: context.values.document["answer"] ?? prediction.label.asOneParagraph,
                probability: prediction.probability,
                isAnswer: true,
                isLabel: label == prediction.class
            )
        ]
        rows += others.map {
            Row(
                name: context.strings.title(of: $0),
                probability: $0.probability,
                isLabel: $0.class == label,
                isExplained: $0.class == target.class,
                isCompared: $0.class == against?.class
            )
        }
        let count = context.explanation.model.classCount - rows.count
        if count > 0 {
            var values = context.values.document
            values["count"] = String(count)
            rows.append(
                Row(
                    name: try context.strings.text(panel.others, values, count: count),
                    probability: max(1 - rows.map(\.probability).reduce(0, +), 0)
                )
            )
        }
        return rows
    }
}
