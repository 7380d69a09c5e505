import Attribution
import Concepts
public import Explanations
public import Foundation
import Images
public import Models
import Narration
import SheetRendering
import SheetTemplates
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
        /// The document's file.
        public var document: URL { directory.appendingPathComponent(ExplanationFile.name) }
        /// The sheets, in the order they were printed.
        public let sheets: [URL]
        /// What the caller should know though nothing failed, such as reference photos that are gone.
        public let notes: [String]
    }

    /// What it explains with.
    public let settings: ExplainSettings
    /// The model.
    public let model: Model
    /// The concept layer's name.
    public let layer: String
    /// What the caller should know though nothing failed, such as a missing index.
    public let notes: [String]

    let attributor: Attributor
    let index: ReferenceIndex?
    let crops: ReferenceCrops?
    /// What the index says a channel is worth; nil without an index.
    let worth: (@Sendable (Int) throws -> ChannelWorth)?
    let narrator: NarratorRun
    private let printer: SheetPrinter

    /// Loads everything that all photos share.
    ///
    /// - Parameter settings: What to explain with.
    /// - Throws: The module errors of what is missing or does not fit: the model, its weights, the
    ///   layer, the index, the composite, an audience or language.
    public init(_ settings: ExplainSettings) throws {
        let resources = try ResourceDirectory()
        let templates = resources.templates(before: settings.templates)
        self.settings = settings
        printer = SheetPrinter(templates: templates, fonts: resources.fonts)
        for audience in settings.audiences {
            if settings.formats.isEmpty {
                // Texts alone need no sheet.
                try NarrationFiles.check(
                    templates: templates,
                    audience: SheetTemplate.textAudience(of: audience, in: templates),
                    language: settings.language
                )
            } else {
                try printer.check(audience: audience, language: settings.language)
            }
        }
        let setup = try ModelSetup.resolve(
            model: settings.model,
            weights: settings.weights,
            layer: settings.layer,
            composite: settings.composite
        )
        model = setup.model
        layer = setup.layer
        attributor = try Attributor(
            graph: model.graph,
            composite: Composite.named(setup.composite)
        )
        let index = try Self.openIndex(settings, setup)
        self.index = index
        let photos = try settings.referencePhotos.map {
            try PhotoList.open($0, photoRoot: CacheDirectory.photos)
        }
        crops = index.map { [model, attributor] in
            ReferenceCrops(index: $0, model: model, attributor: attributor, photos: photos)
        }
        worth = try index.map { index in
            let measure = try WorthMeasure(index: index)
            return { try measure.worth(of: $0) }
        }
        narrator = try NarratorRun(settings.narrator, templates: templates)
        notes =
            [index == nil ? Self.noIndex(settings, setup) : nil].compactMap(\.self) + narrator.notes
        try checkClasses()
    }

    /// Opens the index that was named, or the cache's one if it is there.
    private static func openIndex(
        _ settings: ExplainSettings,
        _ setup: ModelSetup
    ) throws -> ReferenceIndex? {
        let usual = setup.usualIndex
        if settings.index == nil {
            guard FileManager.default.fileExists(atPath: usual.path) else { return nil }
            // What nobody named must not end a run: the sheet does without, and says so.
            if try ReferenceIndex.isOutdated(usual) { return nil }
        }
        return try ReferenceIndex(
            open: settings.index ?? usual,
            expecting: IndexExpectation(
                model: setup.model.name,
                weightsSHA256: setup.model.weightsSHA256,
                layer: setup.layer,
                composite: nil
            )
        )
    }

    /// Refuses classes that do not exist before any photo is looked at.
    private func checkClasses() throws {
        let target = try settings.targetClass.map(classNumber)
        guard let against = settings.against, against != ExplainSettings.runnerUp else { return }
        let other = try classNumber(against)
        if other == target { throw Self.sameClass(className(other)) }
    }

    private static func noIndex(_ settings: ExplainSettings, _ setup: ModelSetup) -> String {
        let photos = setup.photos == nil ? " PHOTOS" : ""
        let isThere = FileManager.default.fileExists(atPath: setup.usualIndex.path)
        return
            (isThere
            ? "the reference index for \(setup.layer) is an older version's"
            : "there is no reference index for \(setup.layer)")
            + ", so the sheet shows no reference photos; "
            + "make one with: llexicorp index build\(photos) --model \(settings.model) "
            + "--layer \(setup.layer)"
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
        let place = directory.resolvingSymlinksInPath().path + "/"
        guard !photo.resolvingSymlinksInPath().path.hasPrefix(place) else {
            throw LlexicorpError(
                "\(photo.relativePath): lies in the folder that its explanation would replace",
                hint: "choose another --output"
            )
        }
        let output = try OutputDirectory(replacing: directory)
        var (explanation, notes) = try await document(for: photo, assets: output.draft)
        try Task.checkCancellation()
        try await narrator.tell(
            &explanation,
            in: output.draft,
            audiences: settings.audiences,
            language: settings.language,
            earlier: directory
        )
        try Task.checkCancellation()
        try WholeFile.write(
            ExplanationFile.encode(explanation),
            to: output.draft.appendingPathComponent(ExplanationFile.name)
        )
        var sheets: [String] = []
        for audience in settings.audiences where !settings.formats.isEmpty {
            let made = try printer.print(
                explanation,
                assets: output.draft,
                audience: audience,
                language: settings.language,
                formats: settings.formats,
                dotsPerInch: settings.dotsPerInch,
                overlay: settings.overlay,
                showsCredits: settings.showsCredits,
                to: output.draft
            )
            sheets += made.map(\.lastPathComponent)
        }
        try Task.checkCancellation()
        try output.publish()
        return Outcome(
            explanation: explanation,
            directory: directory,
            sheets: sheets.map { directory.appendingPathComponent($0) },
            notes: notes
        )
    }

    /// What explaining a photo would send to the language model; nothing is sent or written.
    ///
    /// - Parameter photo: The image file.
    /// - Returns: Nil where the narrator sends nothing.
    /// - Throws: The error of the stage that failed.
    public func plan(_ photo: URL) async throws -> SendingPlan? {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("llexicorp-\(UUID())")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let (explanation, _) = try await document(for: photo, assets: folder)
        return try await narrator.plan(
            explanation,
            in: folder,
            audiences: settings.audiences,
            language: settings.language
        )
    }

    /// Ends the run: a batch narrator writes the requests whose replies are missing.
    ///
    /// - Returns: What the person should know, such as where the requests are.
    /// - Throws: `LanguageModelsError` if they cannot be written.
    public func finish() throws -> [String] { try narrator.finish() }
}
