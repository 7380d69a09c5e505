import Explanations

/// What the layout of every panel needs: the document, its words, the measurer and the step of tightness.
final class LayoutContext {
    private let subject: Subject?
    let template: SheetTemplate
    let values: SheetValues
    let step: Int
    private let shaper: CachingShaper
    private var lastID = 0

    /// What only the sheet of one explanation has.
    private struct Subject {
        let explanation: Explanation
        let selection: ShownConcepts
    }

    var strings: SheetStrings { values.strings }
    /// The explanation; blocks that need one stand in no other document's template.
    var explanation: Explanation { told.explanation }
    /// What the sheet shows of the evidence, as the template chooses.
    var selection: ShownConcepts { told.selection }
    /// How heatmaps are laid over photos.
    let overlay: OverlayStyle
    /// Whether whose photos are shown is printed too.
    let showsCredits: Bool
    /// The values of the document's fields.
    let document: Value
    /// The concepts whose references blocks have shown so far, in order, with those references only.
    private(set) var shownConcepts: [Concept] = []

    var page: PageSetup { template.page }
    var numbers: NumberFormat { template.strings.numbers }

    init(
        _ explanation: Explanation,
        template: SheetTemplate,
        values: SheetValues,
        document: Value,
        overlay: OverlayStyle,
        showsCredits: Bool,
        step: Int,
        shaper: CachingShaper
    ) {
        self.template = template
        self.values = values
        self.overlay = overlay
        self.showsCredits = showsCredits
        self.step = step
        self.shaper = shaper
        let selection = ShownConcepts(
            explanation,
            limit: template.shown.most[step],
            against: template.shown.againstFrom
        )
        subject = Subject(explanation: explanation, selection: selection)
        self.document = document.adding(selection, overlay)
    }

    /// The context of a document that is no single explanation.
    init(
        _ document: Value,
        template: SheetTemplate,
        overlay: OverlayStyle,
        shaper: CachingShaper
    ) {
        subject = nil
        self.template = template
        values = SheetValues(strings: template.strings)
        self.overlay = overlay
        showsCredits = false
        step = 0
        self.shaper = shaper
        self.document = document
    }

    private var told: Subject {
        guard let subject else {
            preconditionFailure("a block of one explanation in a \(template.audience)")
        }
        return subject
    }

    // MARK: Places

    /// Where blocks stand that have no column: between the margins.
    var root: Place {
        Place(
            context: self,
            scope: ValueScope(document: document),
            span: ColumnSpan(x: page.left, width: page.measure),
            structure: [Self.document]
        )
    }

    /// Where a page's head and foot stand, with the page's number.
    func decoration(page: Int, of pages: Int) -> Place {
        var place = root
        place.scope = place.scope
            .binding("page", .number(Double(page)))
            .binding("pages", .number(Double(pages)))
        return place
    }

    /// The scope with an answer and explained classes that lines do not part.
    func withUnbrokenAnswer(_ scope: ValueScope) -> ValueScope {
        guard case .record(var fields) = scope.document else { return scope }
        let unbroken = values.withUnbrokenAnswer
        for name in ["answer", "target", "against"] {
            if let value = unbroken[name] { fields[name] = .text(value) }
        }
        return scope.replacing(document: .record(fields))
    }

    /// Remembers which reference photos of a concept a block shows.
    func showing(_ digests: [String], of concept: Value) {
        let channel = concept["channel"].integer
        guard let subject, !shownConcepts.contains(where: { $0.channel == channel }),
            var known = subject.explanation.allConcepts.first(where: { $0.channel == channel })
        else { return }
        known.references = digests.compactMap { digest in
            known.references.first { $0.sha256 == digest }
        }
        shownConcepts.append(known)
    }

    // MARK: Structure

    /// The outermost step of everything.
    static let document = StructureStep(role: .document, id: 0)

    /// A new part of the document.
    func part(
        _ role: StructureStep.Role,
        in outer: [StructureStep] = [LayoutContext.document],
        alternative: String? = nil
    ) -> [StructureStep] {
        lastID += 1
        return outer + [StructureStep(role: role, id: lastID, alternative: alternative)]
    }

    // MARK: Text

    /// Shapes a text for a place in a column.
    func block(
        _ runs: [StyledText.Run],
        _ style: TextStyle,
        x: Double,
        width: Double,
        alignment: TextBlock.Alignment = .left,
        isBalanced: Bool = false,
        structure: [StructureStep]
    ) throws -> TextBlock {
        let text = StyledText(runs: runs, style: style)
        let isHyphenated = width < template.hyphenateBelow
        return TextBlock(
            isBalanced
                ? try shaper.balanced(text, width: width)
                : try shaper.tidy(text, width: width, hyphenated: isHyphenated),
            runs: runs,
            leading: style.leading,
            x: x,
            width: width,
            alignment: alignment,
            structure: structure
        )
    }

    /// Shapes a text in the first style that needs no more than so many lines, else in the last one.
    func block(
        _ runs: [StyledText.Run],
        fitting styles: [TextStyle],
        lines: Int?,
        x: Double,
        width: Double,
        alignment: TextBlock.Alignment = .left,
        isBalanced: Bool,
        structure: [StructureStep]
    ) throws -> TextBlock {
        var result: TextBlock?
        for style in styles {
            let block = try block(
                runs,
                style,
                x: x,
                width: width,
                alignment: alignment,
                isBalanced: isBalanced,
                structure: structure
            )
            result = block
            if block.lines.count <= lines ?? .max && block.paragraph.dividedWords == 0 { break }
        }
        guard let result else { preconditionFailure("a text without styles") }
        return result
    }

    /// The width of a text in one line.
    func naturalWidth(_ runs: [StyledText.Run], _ style: TextStyle) throws -> Double {
        let paragraph = try shaper.shape(
            StyledText(runs: runs, style: style),
            width: nil,
            hyphenated: false
        )
        return paragraph.lines.map(\.width).max() ?? 0
    }

    /// The height of a style's capitals.
    func capHeight(of style: TextStyle) throws -> Double {
        try shaper.shape(StyledText("H", style: style), width: nil, hyphenated: false)
            .lines[0].capHeight
    }
}

/// Keeps shaped paragraphs, since fitting asks for the same ones again and again.
final class CachingShaper {
    private struct Key: Hashable {
        let text: StyledText
        let width: Double?
        let isHyphenated: Bool
    }

    private let measurer: any TextMeasurer
    private var cache: [Key: any ShapedParagraph] = [:]
    /// The characters that no font can draw, of all paragraphs so far.
    private(set) var unknownCharacters: Set<Unicode.Scalar> = []

    init(_ measurer: any TextMeasurer) { self.measurer = measurer }

    /// Forgets the paragraphs, but not what no font can draw.
    func forget() { cache.removeAll(keepingCapacity: true) }

    func shape(
        _ text: StyledText,
        width: Double?,
        hyphenated: Bool
    ) throws -> any ShapedParagraph {
        let key = Key(text: text, width: width, isHyphenated: hyphenated)
        if let known = cache[key] { return known }
        let paragraph = try measurer.shape(text, width: width, hyphenated: hyphenated)
        precondition(!paragraph.lines.isEmpty, "a paragraph without lines")
        unknownCharacters.formUnion(paragraph.unknownCharacters)
        cache[key] = paragraph
        return paragraph
    }

    /// As few lines as the width allows, and those about equally long.
    func balanced(_ text: StyledText, width: Double) throws -> any ShapedParagraph {
        var best = try shape(text, width: width, hyphenated: false)
        let count = best.lines.count
        guard count > 1 else { return best }
        var tooNarrow = width / Double(count) * 0.8
        var wide = width
        while wide - tooNarrow > 2 {
            let middle = (wide + tooNarrow) / 2
            let candidate = try shape(text, width: middle, hyphenated: false)
            let fits =
                candidate.lines.count == count && candidate.dividedWords <= best.dividedWords
                && candidate.lines.allSatisfy { $0.width <= middle }
            if fits {
                best = candidate
                wide = middle
            } else {
                tooNarrow = middle
            }
        }
        return best
    }

    /// As few lines as the width allows, but without a last line of a word's length, where a slightly
    /// narrower column mends that.
    func tidy(
        _ text: StyledText,
        width: Double,
        hyphenated: Bool
    ) throws -> any ShapedParagraph {
        let first = try shape(text, width: width, hyphenated: hyphenated)
        guard first.lines.count > 1 else { return first }
        for narrowing in stride(from: 1.0, through: 0.86, by: -0.02) {
            let candidate = try shape(text, width: width * narrowing, hyphenated: hyphenated)
            guard candidate.lines.count == first.lines.count,
                candidate.dividedWords <= first.dividedWords
            else { break }
            if let last = candidate.lines.last, last.width > width * 0.2 { return candidate }
        }
        return first
    }
}

extension ShapedParagraph {
    /// How many lines end inside of a word because it is longer than a line.
    var dividedWords: Int { lines.count { $0.breakReason == .insideWord } }
}
