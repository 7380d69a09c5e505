import Explanations

/// Lays out the reference photos of one concept: tiles in rows, and a line between two patterns.
struct ReferenceTilesLayout {
    private let section: ConceptsSection
    private let context: LayoutContext
    /// The shown references, those of one pattern together, strongest first within each.
    let shown: [Reference]
    /// Where the second pattern begins; nil where there is only one.
    let secondPattern: Int?

    /// Chooses the references to show.
    init(_ concept: Concept, _ section: ConceptsSection, _ context: LayoutContext) {
        self.section = section
        self.context = context
        let most = section.tiles.columns * section.tiles.rows
        let strongest = Array(concept.references.prefix(most))
        let patterns = strongest.compactMap(\.pattern)
        guard patterns.count == strongest.count, Set(patterns).count > 1,
            let first = patterns.min()
        else {
            shown = strongest
            secondPattern = nil
            return
        }
        shown = strongest.filter { $0.pattern == first } + strongest.filter { $0.pattern != first }
        secondPattern = patterns.count { $0 == first }
    }

    /// The tiles from y = 0 on, or the words for having none.
    ///
    /// - Parameters:
    ///   - values: What is known of the concept.
    ///   - part: The concept's part of the document.
    /// - Returns: Tiles, lines between patterns and words.
    /// - Throws: `SheetTemplatesError` if the template lacks a string or a glyph has no font.
    func elements(
        _ values: [String: String],
        _ part: [StructureStep]
    ) throws -> [PlacedElement] {
        let tiles = section.tiles
        guard !shown.isEmpty else {
            let block = try context.block(
                context.strings.runs(tiles.none, values),
                tiles.noneStyle,
                x: section.references.x,
                width: section.references.width,
                structure: context.part(.paragraph, in: part)
            )
            return [block.element(top: 0)]
        }
        let pictures = try shown.enumerated().map { index, reference in
            PlacedElement(
                frame: Rect(
                    x: section.references.x + Double(index % tiles.columns) * pitch,
                    y: Double(index / tiles.columns) * pitch,
                    width: tiles.size,
                    height: tiles.size
                ),
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
                    alternative: try alternative(index, reference, values)
                )
            )
        }
        return pictures + divider()
    }

    private var pitch: Double { section.tiles.size + section.tiles.gap }

    private func alternative(
        _ index: Int,
        _ reference: Reference,
        _ values: [String: String]
    ) throws -> String {
        var values = values
        values["number"] = String(index + 1)
        values["pattern"] = ""
        if let second = secondPattern, let patterns = section.patterns {
            values["pattern"] = index < second ? "1" : "2"
            values["pattern"] = try context.strings.runs(patterns.alternative, values)
                .map(\.text).joined()
        }
        let label = reference.label?.asOneParagraph ?? ""
        guard !label.isEmpty else {
            return try context.strings.text(section.referenceAlternativeUnlabelled, values)
        }
        values["reference-label"] = context.strings.titles.title(of: label)
        return try context.strings.text(section.referenceAlternative, values)
    }

    /// The line between the photos of one pattern and those of the other: through the gaps, with a step
    /// where the second pattern begins within a row.
    private func divider() -> [PlacedElement] {
        guard let second = secondPattern, let rule = section.patterns?.divider else { return [] }
        let tiles = section.tiles
        let (row, column) = (second / tiles.columns, second % tiles.columns)
        let rows = (shown.count + tiles.columns - 1) / tiles.columns
        let left = section.references.x
        let width = Double(min(tiles.columns, shown.count)) * pitch - tiles.gap
        let right = left + width
        func level(_ row: Int) -> Double {
            Double(row) * pitch - (tiles.gap + rule.weight) / 2
        }
        func line(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> PlacedElement {
            .fill(Rect(x: x, y: y, width: width, height: height), rule.colour)
        }
        guard column > 0 else { return [line(left, level(row), width, rule.weight)] }
        let x = left + Double(column) * pitch - (tiles.gap + rule.weight) / 2
        let top = row > 0 ? level(row) : 0
        let hasBelow = row + 1 < rows
        let bottom = hasBelow ? level(row + 1) + rule.weight : Double(row) * pitch + tiles.size
        var lines = [line(x, top, rule.weight, bottom - top)]
        if row > 0 {
            lines.append(line(x + rule.weight, top, right - x - rule.weight, rule.weight))
        }
        if hasBelow { lines.append(line(left, level(row + 1), x - left, rule.weight)) }
        return lines
    }
}
