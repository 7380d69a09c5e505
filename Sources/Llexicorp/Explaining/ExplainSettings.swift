public import Explanations
public import Foundation
public import SheetRendering
public import SheetTemplates

/// What an explanation is made with; every default is the command line's.
public struct ExplainSettings: Sendable {
    /// The model: a built-in or registered name, or the path of a model file.
    public var model = "squeezenet1_1"
    /// The weights file; nil for the pulled ones in the cache.
    public var weights: URL?
    /// The layer whose channels are the concepts; nil for the model's default.
    public var layer: String?
    /// The reference index; nil for the cache's one of this model and layer, if it is there.
    public var index: URL?
    /// Where the index's photos lie, if not where it says: a folder or a list; nil for where it says.
    public var referencePhotos: URL?
    /// The class to explain, by number or name; nil for the model's answer.
    public var targetClass: String?
    /// The class to hold the explained one against, by number or name, or `runner-up` for the best other.
    ///
    /// Relevance then explains the difference of the two logits. Nil explains the class alone.
    public var against: String?
    /// The photo's known label, if any: compared with the answer.
    public var label: String?
    /// Whose the photo is; nil for what the reference index says of it, if it is one of its photos.
    public var credit: Credit?
    /// How many concepts are told; nil for five, of which a template may show fewer.
    public var concepts: Int?
    /// Whether the strongest channels are told whatever their worth, as in the paper.
    public var keepsAll = false
    /// By which limits channels are left out or merged.
    public var thresholds = SelectionThresholds()
    /// How many reference photos each concept shows at most; six, as in the paper.
    public var references = 6
    /// The composite's name; nil for the model file's or the standard one.
    public var composite: String?
    /// The audiences to write for: names of folders in the templates.
    public var audiences = ["end-user"]
    /// The language of texts and sheets.
    public var language = "en"
    /// The forms to print besides the document.
    public var formats: Set<SheetFormat> = [.pdf, .png]
    /// How fine PNG sheets are: dots in an inch, one of `SheetPrinter.knownDotsPerInch`.
    public var dotsPerInch = SheetPrinter.usualDotsPerInch
    /// How heatmaps are laid over photos in place of how the templates have it.
    public var overlay = OverlayChange()
    /// Whether sheets say whose the reference photos are.
    public var showsCredits = false
    /// Who writes the texts.
    public var narrator = NarratorSettings()
    /// A folder of own templates, whose files count before the shipped ones; nil for these alone.
    public var templates: URL?

    /// The defaults.
    public init() {}

    /// How many concepts are told where the caller does not say, as in the paper.
    public static let defaultConcepts = 5
    /// What `against` says for the best class other than the explained one.
    public static let runnerUp = "runner-up"

    /// The names of the limits in `thresholds`.
    public static var limitNames: [String] { SelectionThresholds.names }

    /// Sets one limit from what a person wrote, such as `mostBorderShare=0.7`.
    ///
    /// - Parameter text: The limit's name, an equals sign and a number.
    /// - Throws: `ExplanationsError` where there is no such limit or the number is outside its range; the
    ///   message names the limits or the range.
    public mutating func setLimit(_ text: String) throws { try thresholds.set(text) }
}

/// Whose a photo is; named here so that a program needs to import Llexicorp alone.
public typealias Credit = Explanations.Credit
