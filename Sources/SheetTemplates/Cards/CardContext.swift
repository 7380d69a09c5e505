import Explanations

/// What the layout of every part of a card needs: its words, and what shapes them.
final class CardContext {
    let template: CardTemplate
    let shaper: CachingShaper
    /// The first step of everything that a document's structure holds.
    static let document = StructureStep(role: .document, id: 0)
    private var lastID = 0

    var strings: SheetStrings { template.strings }

    init(_ template: CardTemplate, shaper: CachingShaper) {
        self.template = template
        self.shaper = shaper
    }

    /// A new part of the document.
    func part(
        _ role: StructureStep.Role,
        in outer: [StructureStep] = [document],
        alternative: String? = nil
    ) -> [StructureStep] {
        lastID += 1
        return outer + [StructureStep(role: role, id: lastID, alternative: alternative)]
    }

    /// Shapes a text for a place in a column.
    func block(
        _ runs: [StyledText.Run],
        _ style: TextStyle,
        x: Double,
        width: Double,
        isBalanced: Bool = false,
        structure: [StructureStep]
    ) throws -> TextBlock {
        let text = StyledText(runs: runs, style: style)
        return TextBlock(
            isBalanced
                ? try shaper.balanced(text, width: width)
                : try shaper.shape(text, width: width, hyphenated: false),
            leading: style.leading,
            x: x,
            width: width,
            structure: structure
        )
    }

    /// The width of a text in one line.
    func naturalWidth(_ runs: [StyledText.Run], _ style: TextStyle) throws -> Double {
        let text = StyledText(runs: runs, style: style)
        let lines = try shaper.shape(text, width: nil, hyphenated: false).lines
        return lines.map(\.width).max() ?? 0
    }
}
