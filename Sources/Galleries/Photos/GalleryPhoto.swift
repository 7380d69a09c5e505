public import Explanations
public import Foundation

/// What a gallery keeps of one explanation: all that it sorts, groups and captions by, and where the rest lies.
///
/// It is small, so that a gallery of thousands fits into memory; pictures and texts are read again from
/// `folder` when their turn comes.
public struct GalleryPhoto: Sendable, Equatable {
    /// Whether the model's answer is the photo's known label.
    public enum Agreement: String, Sendable, CaseIterable, Codable {
        /// The label is the answer.
        case agrees
        /// The label is another of the model's classes.
        case differs
        /// The label is none of the classes that the model can answer.
        case unknown
        /// There is no label.
        case unlabelled
    }

    /// The name of its page's file and of its anchor, different from all others' of the gallery: letters,
    /// digits, `-`, `_` and `.`.
    public var id: String
    /// The explanation's folder, which the paths of assets start from.
    public var folder: URL
    /// The photo: file name, size, picture asset, model's view, credit.
    public var input: InputPhoto
    /// The model that looked at it, and its layer.
    public var model: ModelIdentity
    /// How relevance was propagated.
    public var composite: String
    /// The answer with its probability, its label being the title in the gallery's language.
    public var answer: ScoredClass
    /// The next probable class, its label being the title; nil for a model of one class.
    public var runnerUp: ScoredClass?
    /// The class that is explained, which usually is the answer; its label being the title.
    public var target: ScoredClass
    /// The known label in the gallery's language; nil without one.
    public var label: String?
    /// Whether the answer is the label.
    public var agreement: Agreement
    /// The heatmap asset of the whole prediction, of both signs.
    public var heatmap: String
    /// The told concepts in the order of the document: strongest first, then those against.
    public var concepts: [GalleryConcept]
    /// When the photo was explained, ISO 8601.
    public var created: String
}
