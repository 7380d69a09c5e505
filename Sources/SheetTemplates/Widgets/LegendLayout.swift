/// Lays out what the overlays' colours and outlines mean.
struct LegendLayout {
    private let panel: LegendPanel
    private let span: ColumnSpan
    private let context: LayoutContext

    private let place: Place

    init(_ panel: LegendPanel, _ place: Place) {
        self.panel = panel
        self.place = place
        span = place.span
        context = place.context
    }

    /// The whole legend; it never breaks.
    func atom() throws -> Atom {
        let note = place.part(.note)
        let gap = 0.8 * panel.rampHeight
        let wordsX = span.x + panel.rampWidth + gap
        let outlineX = span.x + span.width - panel.outlineWidth
        let sampleX = outlineX - gap - panel.sampleWidth
        var elements: [PlacedElement] = []
        var y = 0.0
        var bottom = 0.0
        for (sign, string) in [(Sign.positive, panel.supporting), (.negative, panel.opposing)] {
            let words = try context.block(
                context.strings.runs(string, context.values.document),
                panel.style,
                x: wordsX,
                width: sampleX - gap - wordsX,
                structure: context.part(.paragraph, in: note)
            )
            // Scale, words and sample share a centre line.
            let top = y + (panel.rampHeight - words.firstBaseline) / 2
            elements += [
                ramp(sign, Rect(x: span.x, y: y, width: panel.rampWidth, height: panel.rampHeight)),
                words.element(top: top),
                PlacedElement(
                    frame: Rect(
                        x: sampleX,
                        y: y,
                        width: panel.sampleWidth,
                        height: panel.rampHeight
                    ),
                    content: .outlineSample(sign),
                    structure: []
                ),
            ]
            bottom = max(y + panel.rampHeight, top + words.height)
            y += max(panel.pitch, words.height + 0.3 * panel.style.leading)
        }
        // Two lines stand beside two samples.
        var outlineStyle = panel.style
        outlineStyle.leading = max(outlineStyle.leading, panel.pitch)
        let outline = try context.block(
            context.strings.runs(panel.outline, context.values.document),
            outlineStyle,
            x: outlineX,
            width: panel.outlineWidth,
            structure: context.part(.paragraph, in: note)
        )
        // Its lines stand beside both samples: the first line is centred on the first sample, one line on
        // both.
        let room = y - panel.pitch + panel.rampHeight
        let outlineTop =
            outline.lines.count == 1
            ? (room - outline.firstBaseline) / 2
            : (panel.rampHeight - outline.firstBaseline) / 2
        elements.append(outline.element(top: outlineTop))
        let outlineBottom = outlineTop + outline.height
        if let scale = panel.scale {
            bottom = try addScale(
                scale,
                below: bottom,
                x: wordsX,
                note,
                to: &elements,
                outlineBottom
            )
        } else {
            bottom = max(bottom, outlineBottom)
        }
        return Atom(height: bottom, elements: elements)
    }

    private func addScale(
        _ scale: (weak: String, strong: String, note: String),
        below ramps: Double,
        x: Double,
        _ structure: [StructureStep],
        to elements: inout [PlacedElement],
        _ outlineBottom: Double
    ) throws -> Double {
        func block(
            _ string: String,
            x: Double,
            width: Double,
            _ alignment: TextBlock.Alignment = .left
        ) throws -> TextBlock {
            try context.block(
                context.strings.runs(string, context.values.document),
                panel.style,
                x: x,
                width: width,
                alignment: alignment,
                structure: context.part(.paragraph, in: structure)
            )
        }
        let weakRuns = try context.strings.runs(scale.weak, context.values.document)
        let weakWidth = try context.naturalWidth(weakRuns, panel.style)
        let strongRuns = try context.strings.runs(scale.strong, context.values.document)
        let strongWidth = try context.naturalWidth(strongRuns, panel.style)
        // Two words below their scale's ends; where they do not fit side by side they may reach past it.
        let needed = weakWidth + strongWidth + 2
        let weak = try block(scale.weak, x: span.x, width: weakWidth + 0.5)
        let strongX = span.x + max(panel.rampWidth, needed) - strongWidth
        let strong = try block(scale.strong, x: strongX, width: strongWidth + 0.5)
        let noteX = max(x, strongX + strongWidth + 4)
        let note = try block(scale.note, x: noteX, width: span.x + span.width - noteX)
        let top = ramps + panel.scaleBefore
        let noteTop = max(top, outlineBottom + panel.scaleBefore)
        elements += [
            weak.element(top: top), strong.element(top: top), note.element(top: noteTop),
        ]
        return max(top + max(weak.height, strong.height), noteTop + note.height)
    }

    private func ramp(_ sign: Sign, _ frame: Rect) -> PlacedElement {
        PlacedElement(
            frame: frame,
            content: .ramp(Ramp(style: context.overlay, from: 0, to: sign == .positive ? 1 : -1)),
            structure: []
        )
    }
}
