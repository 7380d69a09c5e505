import Explanations

/// The reference photos of a concept as tiles, those of one pattern together.
struct ReferencesBlock: BlockContent {
    private let subject: Expression
    private let columns: Int
    private let rows: Int
    private let size: Stepped<Double>
    private let gap: Double
    private let rowGap: Double
    private let none: Words
    private let noneStyle: TextStyle
    private let alternative: Words
    private let alternativeUnlabelled: Words
    private let caption: (words: Words, style: TextStyle, before: Double)?
    private let patterns: (divider: Rule, alternative: Words)?
    private let anchor: StringPattern?

    init(reading node: TemplateNode, _ reader: TemplateReader) throws {
        let fields = try reader.fields(
            node,
            "of",
            "columns",
            "rows",
            "size",
            "gap",
            "row-gap",
            "none",
            "none-style",
            "alternative",
            "alternative-unlabelled",
            "caption",
            "patterns",
            "tile-anchor"
        )
        let of = try fields.required("of")
        subject = try reader.expression(of)
        guard case .record(let known) = subject.shape, case .list(let item)? = known["references"]
        else {
            throw of.error("expected something with references", hint: "such as concept")
        }
        columns = try fields.required("columns").integer(in: 1...24)
        rows = try fields.required("rows").integer(in: 1...24)
        size = try reader.lengths(fields.required("size"))
        gap = try fields.required("gap").length()
        rowGap = try fields["row-gap"]?.length() ?? gap
        var numbered = item
        if case .record(var fields) = item {
            fields["number"] = .number
            numbered = .record(fields)
        }
        let tile = reader.binding("reference", numbered)
        let withPattern = tile.binding("pattern", .text)
        none = .string(try reader.string(fields.required("none")), count: nil)
        noneStyle = try reader.style(fields.required("none-style"))
        alternative = .string(
            try withPattern.string(fields.required("alternative")),
            count: nil
        )
        alternativeUnlabelled = .string(
            try withPattern.string(fields.required("alternative-unlabelled")),
            count: nil
        )
        caption = try fields["caption"].map { node in
            let fields = try node.fields("string", "text", "count", "style", "before")
            return (
                try tile.words(fields), try reader.style(fields.required("style")),
                try fields["before"]?.length() ?? 2
            )
        }
        patterns = try fields["patterns"].map { node in
            let fields = try node.fields("divider", "alternative")
            return (
                try Rule(reading: fields.required("divider"), reader.names),
                .string(try withPattern.string(fields.required("alternative")), count: nil)
            )
        }
        anchor = try fields["tile-anchor"].map(tile.pattern)
    }

    func pieces(_ place: Place) throws -> [Piece] {
        let subject = try subject.evaluate(place.scope)
        let (shown, second) = arranged(subject["references"].items)
        guard !shown.isEmpty else {
            let block = try place.context.block(
                none.runs(place),
                noneStyle,
                x: place.span.x,
                width: place.span.width,
                structure: place.part(.paragraph)
            )
            return block.atoms(before: 0).map { .atom($0) }
        }
        let size = min(
            place.step(size),
            (place.span.width + gap) / Double(columns) - gap
        )
        var elements: [PlacedElement] = []
        var tops: [Double] = []
        var top = 0.0
        for start in stride(from: 0, to: shown.count, by: columns) {
            tops.append(top)
            var height = size
            for index in start..<min(start + columns, shown.count) {
                let x = place.span.x + Double(index - start) * (size + gap)
                var tile = place
                tile.scope = try scope(of: shown[index], index, second, place)
                elements.append(
                    try self.tile(shown[index], Rect(x: x, y: top, width: size, height: size), tile)
                )
                tile.span = ColumnSpan(x: x, width: size + gap - 3)
                if let words = try captionBlock(tile) {
                    let captionTop = size + (caption?.before ?? 0)
                    elements.append(words.element(top: top + captionTop))
                    height = max(height, captionTop + words.height)
                }
            }
            top += height + rowGap
        }
        elements += divider(second, shown.count, size, tops, place)
        place.context.showing(shown.map { $0["sha256"].text ?? "" }, of: subject)
        return [.atom(Atom(height: max(top - rowGap, size), elements: elements))]
    }

    /// The references to show: the strongest, those of one pattern together; and where the second pattern
    /// begins, if there are two.
    private func arranged(_ references: [Value]) -> (shown: [Value], second: Int?) {
        let strongest = Array(references.prefix(columns * rows))
        guard patterns != nil else { return (strongest, nil) }
        let known = strongest.compactMap { $0["pattern"].number }
        guard known.count == strongest.count, Set(known).count > 1, let first = known.min() else {
            return (strongest, nil)
        }
        let isFirst = { (reference: Value) in reference["pattern"].number == first }
        return (
            strongest.filter(isFirst) + strongest.filter { !isFirst($0) },
            known.count { $0 == first }
        )
    }

    private func scope(
        of reference: Value,
        _ index: Int,
        _ second: Int?,
        _ place: Place
    ) throws -> ValueScope {
        var item = reference
        if case .record(var fields) = reference {
            fields["number"] = .number(Double(index + 1))
            item = .record(fields)
        }
        var scope = place.scope.binding("reference", item).binding("pattern", .text(""))
        if let second, let patterns {
            var inner = place
            inner.scope = scope.binding("pattern", .text(index < second ? "1" : "2"))
            scope = scope.binding("pattern", .text(try patterns.alternative.text(inner)))
        }
        return scope
    }

    private func tile(_ reference: Value, _ frame: Rect, _ place: Place) throws -> PlacedElement {
        let isLabelled = !(reference["label"].text ?? "").isEmpty
        return PlacedElement(
            frame: frame,
            content: .reference(
                ReferencePicture(
                    crop: reference["crop"].text ?? "",
                    heatmap: reference["heatmap"].text ?? "",
                    cropBox: Box(reference["cropBox"])
                )
            ),
            structure: place.part(
                .figure,
                alternative: try (isLabelled ? alternative : alternativeUnlabelled).text(place)
            ),
            anchor: try anchor.map {
                try place.context.strings.runs($0, scope: place.scope).map(\.text).joined()
            }
        )
    }

    private func captionBlock(_ place: Place) throws -> TextBlock? {
        guard let caption else { return nil }
        let runs = try caption.words.runs(place)
        guard !runs.isEmpty else { return nil }
        return try place.context.block(
            runs,
            caption.style,
            x: place.span.x,
            width: place.span.width,
            structure: place.part(.caption)
        )
    }

    /// The line between the photos of one pattern and those of the other: through the gaps, with a step
    /// where the second pattern begins within a row.
    private func divider(
        _ second: Int?,
        _ count: Int,
        _ size: Double,
        _ tops: [Double],
        _ place: Place
    ) -> [PlacedElement] {
        guard let second, let rule = patterns?.divider else { return [] }
        let (row, column) = (second / columns, second % columns)
        let left = place.span.x
        let pitch = size + gap
        let right = left + Double(min(columns, count)) * pitch - gap
        func level(_ row: Int) -> Double { tops[row] - (rowGap + rule.weight) / 2 }
        func line(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> PlacedElement {
            .fill(Rect(x: x, y: y, width: width, height: height), rule.colour)
        }
        guard column > 0 else { return [line(left, level(row), right - left, rule.weight)] }
        let x = left + Double(column) * pitch - (gap + rule.weight) / 2
        let top = row > 0 ? level(row) : 0
        let hasBelow = row + 1 < tops.count
        let bottom = hasBelow ? level(row + 1) + rule.weight : tops[row] + size
        var lines = [line(x, top, rule.weight, bottom - top)]
        if row > 0 {
            lines.append(line(x + rule.weight, top, right - x - rule.weight, rule.weight))
        }
        if hasBelow { lines.append(line(left, level(row + 1), x - left, rule.weight)) }
        return lines
    }
}
