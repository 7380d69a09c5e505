/// Shapes text and breaks it into lines: the one thing layout asks of a text engine.
///
/// A paragraph's direction is that of its first letter. Layout shapes a paragraph once, distributes its lines over columns and pages, and hands the renderer
/// the same paragraph with the lines to draw.
public protocol TextMeasurer {
    /// Shapes one paragraph and breaks it into lines, ragged at their ends.
    ///
    /// - Parameters:
    ///   - text: The text, without line breaks of its own.
    ///   - width: The longest line in points; nil for one line of any length.
    ///   - hyphenated: Whether words may be divided that would fit on the next line.
    /// - Returns: The paragraph; at least one line.
    /// - Throws: The measurer's own error, such as for a font that is not installed.
    func shape(
        _ text: StyledText,
        width: Double?,
        hyphenated: Bool
    ) throws -> any ShapedParagraph
}

/// A shaped paragraph: opaque to layout but for its lines.
public protocol ShapedParagraph: AnyObject {
    /// The lines in reading order, at least one.
    var lines: [TextLine] { get }
    /// The characters that no font at hand can draw.
    var unknownCharacters: [Unicode.Scalar] { get }
}

/// What layout knows of one line; lengths in points, extents from the baseline and positive outwards.
public struct TextLine: Sendable, Equatable {
    /// Why a line ends.
    public enum BreakReason: Sendable {
        /// The paragraph ends.
        case end
        /// The next word did not fit.
        case width
        /// The word itself is longer than a line.
        case insideWord
        /// The next word was divided where its language divides it; a hyphen ends the line.
        case hyphen
    }

    /// From the first glyph's origin to the last one's end, white space at the break left out.
    public var width: Double
    /// The fonts' extent above the baseline.
    public var ascent: Double
    /// The fonts' extent below the baseline.
    public var descent: Double
    /// How far the glyphs of this line reach above the baseline.
    public var inkAscent: Double
    /// How far the glyphs of this line reach below the baseline; negative if they end above it.
    public var inkDescent: Double
    /// The height of the style's capitals.
    public var capHeight: Double
    /// Why the line ends.
    public var breakReason: BreakReason
    /// Whether the paragraph reads from right to left, so that its lines begin at the right edge.
    public var isRightToLeft: Bool
    /// How far the glyphs of this line reach beyond its left end; negative if they begin behind it.
    public var overhangLeft: Double
    /// How far the glyphs of this line reach beyond its right end; negative if they end before it.
    public var overhangRight: Double

    /// Makes a line of its measures.
    public init(
        width: Double,
        ascent: Double,
        descent: Double,
        inkAscent: Double,
        inkDescent: Double,
        capHeight: Double,
        breakReason: BreakReason,
        isRightToLeft: Bool = false,
        overhangLeft: Double = 0,
        overhangRight: Double = 0
    ) {
        self.width = width
        self.ascent = ascent
        self.descent = descent
        self.inkAscent = inkAscent
        self.inkDescent = inkDescent
        self.capHeight = capHeight
        self.breakReason = breakReason
        self.isRightToLeft = isRightToLeft
        self.overhangLeft = overhangLeft
        self.overhangRight = overhangRight
    }
}
