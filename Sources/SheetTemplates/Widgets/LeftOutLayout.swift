import Explanations

/// Lays out the strip of all evidence: what the page shows of it, and what it leaves out.
struct LeftOutLayout {
    private let section: LeftOutSection
    private let context: LayoutContext
    private let span: ColumnSpan
    private let place: Place
    private let selection: ShownConcepts

    init(_ section: LeftOutSection, _ place: Place) {
        self.section = section
        self.place = place
        context = place.context
        span = place.span
        selection = place.context.selection
    }

    /// The strip, which never breaks; nothing where there is no evidence.
    func pieces() throws -> [Piece] {
        let (elements, height) = try strip()
        guard !elements.isEmpty else { return [] }
        return [.atom(Atom(height: height, elements: elements))]
    }

    /// A part of the strip.
    private struct Segment {
        var share: Double
        var colour: Colour
        var isHatched = false
    }

    private func strip() throws -> ([PlacedElement], Double) {
        let total =
            selection.shownFor + selection.shownAgainst + selection.otherFor
            + selection.otherAgainst
        guard total > 0 else { return ([], 0) }
        let line = Rect(
            x: span.x,
            y: -section.rule.weight / 2,
            width: span.width,
            height: section.rule.weight
        )
        var elements = [PlacedElement.fill(line, section.rule.colour)]
        let heading = try context.block(
            context.strings.runs(section.heading, context.values.document),
            section.headingStyle,
            x: span.x,
            width: span.width,
            structure: place.part(.heading(2))
        )
        elements.append(heading.element(top: section.headingBefore))
        let filtered = try self.filtered(behind: heading.inkWidth)
        if let filtered, filtered.isBeside {
            let baseline = section.headingBefore + heading.firstBaseline
            elements.append(filtered.block.element(top: baseline - filtered.block.firstBaseline))
        }
        let top = section.headingBefore + heading.height + section.headingAfter
        let gap = 0.9
        var x = span.x
        var starts: [Double] = []
        for group in groups where !group.isEmpty {
            starts.append(x)
            for segment in group {
                let width = segment.share / total * span.width
                // A hair of paper parts the segments; the strip still ends where the page does.
                let isLast = x + width > span.x + span.width - 0.01
                let frame = Rect(
                    x: x,
                    y: top,
                    width: max(width - (isLast ? 0 : min(gap, width / 3)), 0),
                    height: section.height
                )
                elements.append(
                    segment.isHatched
                        ? PlacedElement(
                            frame: frame,
                            content: .hatch(segment.colour),
                            structure: []
                        )
                        : .fill(frame, segment.colour)
                )
                x += width
            }
        }
        let captions = try self.captions(starts)
        let captionTop = top + section.height + section.captionBefore
        elements += captions.map { $0.element(top: captionTop) }
        var bottom = captionTop + (captions.map(\.height).max() ?? 0)
        if let filtered, !filtered.isBeside {
            bottom += section.captionBefore
            elements.append(filtered.block.element(top: bottom))
            bottom += filtered.block.height
        }
        return (elements, bottom)
    }

    // MARK: Filters

    /// What filters left out, at the end of the heading's line where it fits there, else by itself.
    ///
    /// As many reasons are named as the line holds, the one with the greatest share first.
    private func filtered(
        behind heading: Double
    ) throws -> (block: TextBlock, isBeside: Bool)? {
        guard let words = section.filtered, !selection.filtered.isEmpty else { return nil }
        let room = span.width - heading - words.gap
        var shortest: [StyledText.Run] = []
        for named in stride(from: selection.filtered.count, through: 1, by: -1) {
            let runs = try filtered(words, naming: named)
            let width = try context.naturalWidth(runs, words.style) + 0.5
            shortest = runs
            guard width <= room else { continue }
            let block = try context.block(
                runs,
                words.style,
                x: span.x + span.width - width,
                width: width,
                alignment: .right,
                structure: place.part(.paragraph)
            )
            return (block, true)
        }
        let block = try context.block(
            shortest,
            words.style,
            x: span.x,
            width: span.width,
            structure: place.part(.paragraph)
        )
        return (block, false)
    }

    /// The words with so many reasons by name and the others in one.
    private func filtered(
        _ words: LeftOutSection.Filtered,
        naming named: Int
    ) throws -> [StyledText.Run] {
        var values = context.values.document
        func item(_ string: String, _ groups: some Sequence<ShownConcepts.Filtered>) throws
            -> String
        {
            let count = groups.map(\.count).reduce(0, +)
            values["count"] = String(count)
            values["share"] = context.numbers.share(groups.map(\.share).reduce(0, +))
            return try context.strings.text(string, values, count: count)
        }
        var items = try selection.filtered.prefix(named).map {
            try item(LeftOutSection.Filtered.item($0.reason), [$0])
        }
        let others = selection.filtered.dropFirst(named)
        if !others.isEmpty { items.append(try item(LeftOutSection.Filtered.others, others)) }
        values["list"] = items.joined(separator: ", ")
        return try context.strings.runs(words.string, values)
    }

    /// Shown for, other for, and against, each without its empty parts.
    private var groups: [[Segment]] {
        let shown = selection.shown
        return [
            shown.filter { $0.layerShare > 0 }
                .map { Segment(share: $0.layerShare, colour: section.supporting) },
            [Segment(share: selection.otherFor, colour: section.otherSupporting)],
            shown.filter { $0.layerShare < 0 }
                .map { Segment(share: -$0.layerShare, colour: section.opposing) }
                + [
                    Segment(
                        share: selection.otherAgainst,
                        colour: section.opposing,
                        isHatched: true
                    )
                ],
        ].map { $0.filter { $0.share > 0 } }
    }

    // MARK: Captions

    /// The captions, each below the start of its part where there is room, never over one another.
    private func captions(_ starts: [Double]) throws -> [TextBlock] {
        let numbers = context.numbers
        var values = context.values.withUnbrokenNames
        var texts: [[StyledText.Run]] = []
        if selection.shownFor > 0 {
            values["shown"] = numbers.share(selection.shownFor)
            texts.append(try context.strings.runs(section.shown, values))
        }
        if selection.otherFor > 0 {
            values["share"] = numbers.share(selection.otherFor)
            values["count"] = String(selection.otherForCount)
            let string = selection.filtersSupporting ? section.otherForMixed : nil
            texts.append(
                try context.strings.runs(
                    string ?? section.otherFor,
                    values,
                    count: selection.otherForCount
                )
            )
        }
        if selection.shownAgainst + selection.otherAgainst > 0 {
            values["share"] = numbers.share(selection.shownAgainst + selection.otherAgainst)
            values["shown"] = numbers.share(selection.shownAgainst)
            values["strongest"] = numbers.share(selection.strongestOtherAgainst)
            texts.append(
                try context.strings.runs(
                    selection.shownAgainst > 0 ? section.againstShown : section.against,
                    values
                )
            )
        }
        precondition(texts.count == starts.count, "a caption for each part of the strip")
        let places = try CaptionPlaces(
            starts: starts,
            natural: texts.map { try context.naturalWidth($0, section.captionStyle) },
            left: span.x,
            right: span.x + span.width
        )
        return try texts.indices.map { index in
            try context.block(
                texts[index],
                section.captionStyle,
                x: places.x[index],
                width: places.width[index],
                isBalanced: true,
                structure: place.part(.paragraph)
            )
        }
    }
}
