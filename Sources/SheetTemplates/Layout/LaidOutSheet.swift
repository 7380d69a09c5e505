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
    /// Its place in the document's structure, outermost first; empty for decoration.
    public var structure: [StructureStep]

    /// What stands in a box.
    public enum Content {
        /// Lines of a paragraph.
        case text(TextLines)
        /// A filled box.
        case fill(Colour)
        /// A box with a border of its colour and slanting stripes.
        case hatch(Colour)
        /// The legend's scale from no weight to full weight of a sign.
        case ramp(Sign)
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
    /// The sign of the concept.
    public var sign: Sign
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
        case note
    }

    /// Its role.
    public var role: Role
    /// Equal for elements of one part, different for another part of the same role.
    public var id: Int
    /// The words in place of a picture.
    public var alternative: String?
}
