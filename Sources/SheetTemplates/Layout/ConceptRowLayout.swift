import Explanations

/// Lays out one concept: words with a bar, its overlay, its reference photos.
struct ConceptRowLayout {
    /// The concept's name for the outline.
    let title: String
    /// The height of the whole row.
    let height: Double
    private let words: [Atom]
    /// What words that reach below the pictures need below their last baseline.
    private let overhang: Double
    private let pictures: [PlacedElement]
    private let picturesHeight: Double

    /// Lays the row out from y = 0; `scale` is the share that fills a bar.
    init(
        _ concept: Concept,
        _ section: ConceptsSection,
        _ context: LayoutContext,
        scale: Double
    ) throws {
        let values = try context.values.concept(concept)
        let part = context.part(.section)
        title = values["name"] ?? ""
        words = try Self.words(concept, values, section, context, scale, part)
        let overlay = try Self.overlay(concept, values, section, context, part)
        let tiles = try ReferenceTilesLayout(concept, section, context).elements(values, part)
        pictures = [overlay] + tiles
        picturesHeight = section.height
        // Atoms end at a baseline; what is longer than the pictures must not hang into the hairline.
        let descent = 0.3 * (words.last?.line?.block.leading ?? section.context.leading)
        let wordsHeight = PageFlow.height(of: words)
        overhang = wordsHeight + descent > section.height ? descent : 0
        height = max(section.height, wordsHeight + overhang)
    }

    /// Places the row; words that are longer than the page go on on the next one.
    func place(in flow: PageFlow, from start: PageFlow.Cursor) throws -> PageFlow.Cursor {
        var end = try flow.stream(words, from: start)
        end.y += overhang
        flow.place(pictures, page: start.page, y: start.y)
        var rowEnd = start
        rowEnd.y += picturesHeight
        rowEnd.isTop = false
        return max(end, rowEnd)
    }

    // MARK: Words

    private static func words(
        _ concept: Concept,
        _ values: [String: String],
        _ section: ConceptsSection,
        _ context: LayoutContext,
        _ scale: Double,
        _ part: [StructureStep]
    ) throws -> [Atom] {
        let span = section.words
        let text = context.values.texts.text(forChannel: concept.channel)
        let isNamed = text?.hasSharedPattern ?? false
        let name = try context.block(
            [StyledText.Run(values["name"] ?? "")],
            fitting: isNamed ? section.name : [section.unnamed],
            lines: section.nameLines,
            x: span.x,
            width: span.width,
            isBalanced: true,
            structure: context.part(.heading(2), in: part)
        )
        var atoms = name.atoms(before: 0)
        for index in atoms.indices.suffix(1) { atoms[index].keepsNext = true }
        var mark = try patternMark(on: concept, values, section, context, part)
        atoms.append(try bar(concept, values, section, context, scale, &mark, part))
        var paragraphs: [(text: String, style: TextStyle, before: Double)] = [
            (values["context"] ?? "", section.context, section.contextBefore),
            (
                try note(on: concept, values, section, context),
                section.doubtStyle,
                section.doubtBefore
            ),
        ]
        if let weakness = section.weakness {
            let words = try self.weakness(of: concept, text, values, context)
            paragraphs.append((words, weakness.style, weakness.before[context.step]))
        }
        if let mark, let patterns = section.patterns {
            // It had no room behind the share.
            let words = mark.runs.map(\.text).joined()
            paragraphs.append((words, patterns.style, section.doubtBefore))
        }
        for paragraph in paragraphs where !paragraph.text.isEmpty {
            let block = try context.block(
                [StyledText.Run(paragraph.text)],
                paragraph.style,
                x: span.x,
                width: span.width,
                structure: context.part(.paragraph, in: part)
            )
            atoms += block.atoms(before: paragraph.before)
        }
        return atoms
    }

    /// What a reader must know of the text: why it is not the narrator's own, else that a check found
    /// something.
    private static func note(
        on concept: Concept,
        _ values: [String: String],
        _ section: ConceptsSection,
        _ context: LayoutContext
    ) throws -> String {
        if let problem = values["problem"] { return problem }
        guard context.isDoubted(channel: concept.channel) else { return "" }
        return try context.strings.text(section.doubt, values)
    }

    /// What a filter would leave the concept out for, where it has been told all the same.
    private static func weakness(
        of concept: Concept,
        _ text: ConceptText?,
        _ values: [String: String],
        _ context: LayoutContext
    ) throws -> String {
        guard let doubt = concept.worth?.doubts.first(where: { $0.reason.isFilter }) else {
            return ""
        }
        // A name that says that there is no pattern need not be told so once more.
        let isTold = doubt.reason == .noPattern && text?.hasSharedPattern == false
        return try context.strings.text(
            isTold ? ConceptsSection.weaknessWithoutName : ConceptsSection.weakness(doubt.reason),
            values
        )
    }

    /// The words for two patterns, where the shown references have two.
    private static func patternMark(
        on concept: Concept,
        _ values: [String: String],
        _ section: ConceptsSection,
        _ context: LayoutContext,
        _ part: [StructureStep]
    ) throws -> (runs: [StyledText.Run], structure: [StructureStep])? {
        guard let marks = section.patterns,
            ReferenceTilesLayout(concept, section, context).secondPattern != nil
        else { return nil }
        return (
            try context.strings.runs(marks.mark, values), context.part(.paragraph, in: part)
        )
    }

    /// The bar with its share, and behind that the mark where there is room: then it is nil afterwards.
    private static func bar(
        _ concept: Concept,
        _ values: [String: String],
        _ section: ConceptsSection,
        _ context: LayoutContext,
        _ scale: Double,
        _ mark: inout (runs: [StyledText.Run], structure: [StructureStep])?,
        _ part: [StructureStep]
    ) throws -> Atom {
        let bar = section.bar
        let x = section.words.x
        let isFor = concept.layerShare >= 0
        var style = bar.style
        style.colour = isFor ? bar.supporting : bar.opposing
        let frame = Rect(
            x: x + bar.axis.weight,
            y: 0,
            width: max(min(abs(concept.layerShare) / scale, 1) * bar.length, 0.6),
            height: bar.height
        )
        let runs = try context.strings.runs(bar.share, values)
        let share = try context.block(
            runs,
            style,
            x: frame.maxX + bar.gap,
            width: try context.naturalWidth(runs, style) + 0.5,
            structure: context.part(.paragraph, in: part)
        )
        let axis = Rect(
            x: x,
            y: -bar.overhang,
            width: bar.axis.weight,
            height: bar.height + 2 * bar.overhang
        )
        let shareTop = (bar.height - share.firstBaseline) / 2
        var elements = [
            .fill(axis, bar.axis.colour),
            isFor
                ? .fill(frame, bar.supporting)
                : PlacedElement(frame: frame, content: .hatch(bar.opposing), structure: []),
            share.element(top: shareTop),
        ]
        if let marks = section.patterns, let words = mark {
            let x = share.x + share.inkWidth + marks.gap
            let width = try context.naturalWidth(words.runs, marks.style) + 0.5
            if x + width <= section.words.x + section.words.width {
                let block = try context.block(
                    words.runs,
                    marks.style,
                    x: x,
                    width: width,
                    structure: words.structure
                )
                let baseline = shareTop + share.firstBaseline
                elements.append(block.element(top: baseline - block.firstBaseline))
                mark = nil
            }
        }
        return Atom(before: bar.before, height: bar.height, elements: elements, keepsNext: true)
    }

    // MARK: Pictures

    private static func overlay(
        _ concept: Concept,
        _ values: [String: String],
        _ section: ConceptsSection,
        _ context: LayoutContext,
        _ part: [StructureStep]
    ) throws -> PlacedElement {
        PlacedElement(
            frame: Rect(
                x: section.overlay.x,
                y: 0,
                width: section.overlay.width,
                height: section.overlay.width
            ),
            content: .overlay(
                OverlayPicture(
                    photo: context.explanation.input.photo,
                    view: context.explanation.input.view,
                    heatmap: concept.heatmap,
                    title: values["name"] ?? "",
                    sign: concept.layerShare >= 0 ? .positive : .negative
                )
            ),
            structure: context.part(
                .figure,
                in: part,
                alternative: try context.strings.text(section.overlayAlternative, values)
            )
        )
    }
}
