public import Attribution
import Concepts
public import Explanations
public import Foundation
import Images
public import Models
import Narration
import SheetRendering
import Tensors

/// Explains photos: loads model, index and templates once, then makes one folder per photo.
///
/// ```swift
/// let explainer = try Explainer(ExplainSettings())
/// let made = try await explainer.explain(photo, into: folder)
/// for concept in made.explanation.concepts { print(concept.channel, concept.layerShare) }
/// ```
public final class Explainer: Sendable {
    /// One photo's result.
    public struct Outcome: Sendable {
        /// The document as written.
        public let explanation: Explanation
        /// The folder that holds it.
        public let directory: URL
        /// The sheets, in the order they were printed.
        public let sheets: [URL]
    }

    /// What it explains with.
    public let settings: ExplainSettings
    /// The model.
    public let model: Model
    /// The concept layer's name.
    public let layer: String
    /// What the caller should know though nothing failed, such as a missing index.
    public let notes: [String]

    private let attributor: Attributor
    private let index: ReferenceIndex?
    private let crops: ReferenceCrops?
    private let narrator: any Narrator
    private let printer: SheetPrinter

    /// Loads everything that all photos share.
    ///
    /// - Parameter settings: What to explain with.
    /// - Throws: The module errors of what is missing or does not fit: the model, its weights, the
    ///   layer, the index, the composite, an audience or language.
    public init(_ settings: ExplainSettings) throws {
        let resources = try ResourceDirectory()
        let templates = settings.templates ?? resources.templates
        self.settings = settings
        printer = try SheetPrinter(templates: templates, fonts: resources.fonts)
        for audience in settings.audiences {
            try printer.check(audience: audience, language: settings.language)
        }
        model = try ModelRegistry.model(
            named: settings.model, weights: settings.weights, cache: CacheDirectory.url)
        layer = settings.layer ?? model.conceptLayer
        attributor = try Attributor(model: model, composite: Composite.named(settings.composite))
        try attributor.checkLayer(layer)
        var notes: [String] = []
        index = try Self.openIndex(settings, model: model, layer: layer, notes: &notes)
        crops = index.map { ReferenceCrops(index: $0, attributor: attributor, model: model) }
        narrator = OfflineNarrator(wordNet: try WordNet.installed(), phrases: templates)
        self.notes = notes
    }

    /// Explains one photo.
    ///
    /// - Parameters:
    ///   - photo: The image file.
    ///   - directory: The folder to write; replaced as a whole if it is there, and untouched if
    ///     anything fails.
    /// - Returns: The document and where everything lies.
    /// - Throws: The error of the stage that failed; nothing is then left behind.
    public func explain(_ photo: URL, into directory: URL) async throws -> Outcome {
        var output = try OutputDirectory(replacing: directory)
        let explanation = try await document(for: photo, assets: output.draft)
        try Task.checkCancellation()
        try ExplanationFile.encode(explanation)
            .write(to: output.draft.appendingPathComponent(ExplanationFile.name))
        var sheets: [String] = []
        for audience in settings.audiences {
            let made = try printer.print(
                explanation, assets: output.draft, audience: audience,
                language: settings.language, formats: settings.formats, to: output.draft
            )
            sheets += made.map(\.lastPathComponent)
        }
        try Task.checkCancellation()
        try output.publish()
        return Outcome(
            explanation: explanation,
            directory: directory,
            sheets: sheets.map { directory.appendingPathComponent($0) }
        )
    }
}
