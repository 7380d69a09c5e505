public import Explanations

/// A sheet as boxes on pages: everything a renderer needs, nothing it must decide.
public struct LaidOutSheet {
    /// The page's width in points.
    public var pageWidth: Double
    /// The page's height in points.
    public var pageHeight: Double
    /// The pages in order.
    public var pages: [LaidOutPage]
    /// The language of all texts, such as `en`.
    public var language: String
    /// The document's title.
    public var title: String
    /// What the document is about.
    public var subject: String
    /// Words to find it by.
    public var keywords: String
    /// The entries of the document outline in reading order.
    public var outline: [OutlineEntry]
    /// The characters that no font at hand can draw; empty for a sheet that may be drawn.
    public var unknownCharacters: [Unicode.Scalar]
    /// The step of tightness that was taken, 0 for the most generous one.
    public var step: Int
}

/// One page.
public struct LaidOutPage {
    /// What stands on it, in reading order.
    public var elements: [PlacedElement] = []
}

/// An entry of the document outline.
public struct OutlineEntry: Sendable, Equatable {
    /// Its words.
    public var title: String
    /// How deep it is nested, from 0.
    public var level: Int
    /// The page it leads to, from 0.
    public var page: Int
    /// Where on the page, in points from the top.
    public var y: Double
}

/// A thing on a page.
public struct PlacedElement {
    /// The box it stays inside of; for text the box around its glyphs.
    public var frame: Rect
    /// What it is.
    public var content: Content
    /// Its place in the document's structure, outermost first; empty for decoration, which readers that
    /// speak the page leave out.
    public var structure: [StructureStep]
    /// The name that links elsewhere in the document lead to this place by.
    public var anchor: String?
    /// Where a click on it leads.
    public var link: LinkTarget?

    /// What stands in a box.
    public enum Content {
        /// Lines of a paragraph.
        case text(TextLines)
        /// A filled box.
        case fill(Colour)
        /// A box with a border of its colour and slanting stripes.
        case hatch(Colour)
        /// A part of the legend's scale.
        case ramp(Ramp)
        /// A mark of its own shape.
        case symbol(Symbol, Colour)
        /// The legend's sample of an outline.
        case outlineSample(Sign)
        /// The photo with the model's view marked.
        case photo(PhotoPicture)
        /// What the model saw with a heatmap over it.
        case overlay(OverlayPicture)
        /// A reference photo's part.
        case reference(ReferencePicture)
    }
}

/// Where a link leads.
public enum LinkTarget: Sendable, Equatable {
    /// A place in the same document: an element's anchor.
    case anchor(String)
    /// An address outside.
    case address(String)
}

/// A mark that fonts need not have.
public enum Symbol: String, Sendable, CaseIterable {
    /// A filled triangle with an exclamation mark: a check found something.
    case finding
    /// A tick in a ring: a check found something that was mended.
    case repaired
    /// A tick: a check passed, two things agree.
    case passed
    /// A struck out equals sign: two things differ.
    case differs
    /// A filled dot: one that counts.
    case dot
    /// An empty dot: one that does not.
    case ring
    /// An empty square to tick by hand.
    case box
}

/// A part of the scale from full weight against (-1) over none (0) to full weight for (1).
public struct Ramp: Sendable, Equatable {
    /// The colours.
    public var style: OverlayStyle
    /// The strength at the left end.
    public var from: Double
    /// The strength at the right end.
    public var to: Double

    /// Makes a part of the scale.
    public init(style: OverlayStyle, from: Double, to: Double) {
        self.style = style
        self.from = from
        self.to = to
    }
}

/// Some lines of a paragraph with their baselines.
public struct TextLines {
    /// The shaped paragraph.
    public var paragraph: any ShapedParagraph
    /// Which of its lines.
    public var lines: Range<Int>
    /// The left end of each line.
    public var x: [Double]
    /// The baseline of each line, from the page's top.
    public var baselines: [Double]
}

/// Whether evidence speaks for the explained class or against it.
public enum Sign: String, Sendable {
    /// It speaks for it.
    case positive = "for"
    /// It speaks against it.
    case negative = "against"
}

/// The photo with the model's view marked.
public struct PhotoPicture: Sendable, Equatable {
    /// The picture asset.
    public var file: String
    /// What the model saw, in fractions of the photo; nil if that needs no mark.
    public var view: Box?
    /// The part of the photo that is shown, in fractions of it; nil for the whole.
    public var part: Box?
}

/// What the model saw with a heatmap over it.
public struct OverlayPicture: Sendable, Equatable {
    /// The photo's picture asset.
    public var photo: String
    /// What the model saw of it, in fractions.
    public var view: Box
    /// The heatmap asset.
    public var heatmap: String
    /// The picture this shows, for messages.
    public var title: String
    /// The sign of the concept; nil for a heatmap of both signs, which has outlines of both.
    public var sign: Sign?
    /// How the heatmap is laid over the photo.
    public var style = OverlayStyle()
}

/// A reference photo's part with what the concept saw of it left in its colours.
public struct ReferencePicture: Sendable, Equatable {
    /// The picture asset.
    public var crop: String
    /// The heatmap asset of exactly that part.
    public var heatmap: String
    /// Where the part lies in the reference photo's view, in fractions of it.
    public var cropBox: Box
}

/// A step of the document's logical structure.
public struct StructureStep: Sendable, Equatable {
    /// What part of a document it is.
    public enum Role: Sendable, Equatable {
        case document
        case section
        case heading(Int)
        case paragraph
        case figure
        case caption
        case table
        case row
        case headerCell
        case cell
        case list
        case listItem
        case label
        case body
        case note
    }

    /// Its role.
    public var role: Role
    /// Equal for elements of one part, different for another part of the same role.
    public var id: Int
    /// The words in place of a picture.
    public var alternative: String?
    /// The words' own language where it is not the document's.
    public var language: String?
}
