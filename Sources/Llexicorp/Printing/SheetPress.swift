import Explanations
public import Foundation
import Narration
public import SheetRendering
import Tensors

/// Prints sheets from finished explanations, and checks templates.
public struct SheetPress: Sendable {
    /// What printing one explanation gave.
    public struct Result: Sendable {
        /// The sheets' files.
        public let sheets: [URL]
        /// What the caller should know, such as texts that had to be written first.
        public let notes: [String]
        /// The document's file.
        public let document: URL
        /// Whether texts were written into it.
        public let changedDocument: Bool
    }

    /// In what form sheets are printed; every default is the command line's.
    public struct Settings: Sendable {
        /// The forms to print.
        public var formats: Set<SheetFormat> = [.pdf, .png]
        /// How fine PNG pictures are: dots in an inch.
        public var dotsPerInch = SheetPrinter.usualDotsPerInch
        /// How heatmaps are laid over photos in place of how the templates have it.
        public var overlay = OverlayChange()
        /// Whether sheets say whose the reference photos are.
        public var showsCredits = false

        /// The defaults.
        public init() {}
    }

    let templates: TemplateFolders
    private let fonts: URL
    let printer: SheetPrinter
    private let narrator: NarratorRun
    private let rewrites: Bool

    /// Readies fonts and templates.
    ///
    /// - Parameters:
    ///   - templates: A folder of own templates, whose files count before the shipped ones; nil for these
    ///     alone.
    ///   - narrator: Who writes texts, also in place of earlier ones; nil for texts as they are,
    ///     missing ones by the offline narrator.
    /// - Throws: `LlexicorpError` or `SheetRenderingError` if templates or fonts are missing,
    ///   `LanguageModelsError` if the narrator's settings cannot be used.
    public init(templates: URL?, narrator: NarratorSettings? = nil) throws {
        let resources = try ResourceDirectory()
        self.templates = resources.templates(before: templates)
        fonts = resources.fonts
        printer = SheetPrinter(templates: self.templates, fonts: resources.fonts)
        self.narrator = try NarratorRun(
            narrator ?? NarratorSettings(),
            templates: self.templates
        )
        rewrites = narrator != nil
    }

    /// Prints one explanation again.
    ///
    /// Texts that its document lacks for an audience or language are written and added to the document;
    /// where a narrator was named, it writes all of them anew.
    ///
    /// - Parameters:
    ///   - document: The folder that `explain` wrote, or its `explanation.json`.
    ///   - audiences: The audiences' folder names.
    ///   - language: The language's code.
    ///   - settings: In what form.
    ///   - directory: Where the sheets go; nil for beside the document.
    /// - Returns: The sheets and what there is to say about them.
    /// - Throws: The error of what is missing; no sheet is then half-written.
    public func render(
        _ document: URL,
        audiences: [String],
        language: String,
        _ settings: Settings = Settings(),
        to directory: URL?
    ) async throws -> Result {
        let assets = ExplanationFile.directory(of: document)
        let target = directory ?? assets
        let written = try await told(
            document,
            audiences: audiences,
            language: language,
            isPrinted: !settings.formats.isEmpty
        )
        let explanation = written.explanation
        var notes = written.notes
        if let directory {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true
            )
        }
        if !settings.formats.isEmpty, let missing = try printer.missingDictionary(of: language) {
            notes.append(missing)
        }
        var sheets: [URL] = []
        for audience in audiences where !settings.formats.isEmpty {
            try Task.checkCancellation()
            sheets += try printer.print(
                explanation,
                assets: assets,
                audience: audience,
                language: language,
                formats: settings.formats,
                dotsPerInch: settings.dotsPerInch,
                overlay: settings.overlay,
                showsCredits: settings.showsCredits,
                to: target
            )
        }
        return Result(
            sheets: sheets,
            notes: notes,
            document: assets.appendingPathComponent(ExplanationFile.name),
            changedDocument: written.changedDocument
        )
    }

    /// An explanation with its texts: those that its document lacks for an audience or language are written
    /// and added to the document; where a narrator was named, it writes all of them anew.
    ///
    /// - Parameters:
    ///   - document: The folder that `explain` wrote, or its `explanation.json`.
    ///   - audiences: The audiences' folder names.
    ///   - language: The language's code.
    ///   - isPrinted: Whether sheets come next, so that no text is paid for that then cannot be printed.
    /// - Returns: The explanation, what there is to say about it, and whether its document was changed.
    /// - Throws: The error of what is missing.
    func told(
        _ document: URL,
        audiences: [String],
        language: String,
        isPrinted: Bool = true
    ) async throws -> (explanation: Explanation, notes: [String], changedDocument: Bool) {
        var explanation = try ExplanationFile.read(from: document)
        let assets = ExplanationFile.directory(of: document)
        let unwritten = try narrator.writtenAudiences(of: audiences).filter {
            rewrites || explanation.text(audience: $0, language: language) == nil
        }
        guard !unwritten.isEmpty else { return (explanation, [], false) }
        if isPrinted {
            for audience in audiences { try printer.check(audience: audience, language: language) }
        }
        try await narrator.tell(
            &explanation,
            in: assets,
            audiences: unwritten,
            language: language,
            earlier: assets
        )
        try WholeFile.write(
            ExplanationFile.encode(explanation),
            to: assets.appendingPathComponent(ExplanationFile.name)
        )
        let notes = unwritten.map {
            "\(document.relativePath): texts for \($0) in \(language) were missing; "
                + "the offline narrator wrote them"
        }
        return (explanation, rewrites ? [] : notes, true)
    }

    /// What writing an explanation's texts would send to the language model; nothing is sent.
    ///
    /// - Parameters:
    ///   - document: The folder that `explain` wrote, or its `explanation.json`.
    ///   - audiences: The audiences' folder names.
    ///   - language: The language's code.
    /// - Returns: Nil where the narrator sends nothing.
    /// - Throws: The error of what is missing.
    public func plan(
        _ document: URL,
        audiences: [String],
        language: String
    ) async throws -> SendingPlan? {
        try await narrator.plan(
            try ExplanationFile.read(from: document),
            in: ExplanationFile.directory(of: document),
            audiences: audiences,
            language: language
        )
    }

    /// Ends the run: a batch narrator writes the requests whose replies are missing.
    ///
    /// - Returns: What the person should know, such as where the requests are.
    /// - Throws: `LanguageModelsError` if they cannot be written.
    public func finish() throws -> [String] { try narrator.finish() }

    /// The files that a sheet of an explanation depends on: the document, its pictures, templates and fonts.
    ///
    /// - Parameter document: The folder that `explain` wrote, or its `explanation.json`.
    /// - Returns: Files, and folders that count with all that they hold.
    public func sources(of document: URL) -> [URL] {
        let home = ExplanationFile.directory(of: document)
        return [
            home.appendingPathComponent(ExplanationFile.name),
            home.appendingPathComponent("assets"), fonts,
        ] + templates.templateFolders
    }

    /// Looks whether the fonts that sheets are set in are installed.
    ///
    /// - Returns: A line for each missing one, naming its package.
    /// - Throws: `SheetRenderingError` if the lists of fonts cannot be read.
    public func missingFonts() throws -> [String] {
        try printer.missingFonts()
    }

    /// Looks whether the dictionaries that divide words at lines' ends are installed.
    ///
    /// - Returns: A line for each language of the templates that lacks its own, naming its package.
    /// - Throws: `SheetRenderingError` if the list of dictionaries cannot be read.
    public func missingDictionaries() throws -> [String] {
        try printer.missingDictionaries()
    }
}
