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
    }

    private let templates: URL
    private let printer: SheetPrinter
    private let narrator: NarratorRun
    private let rewrites: Bool

    /// Readies fonts and templates.
    ///
    /// - Parameters:
    ///   - templates: The folder of templates; nil for the shipped ones.
    ///   - narrator: Who writes texts, also in place of earlier ones; nil for texts as they are,
    ///     missing ones by the offline narrator.
    /// - Throws: `LlexicorpError` or `SheetRenderingError` if templates or fonts are missing,
    ///   `LanguageModelsError` if the narrator's settings cannot be used.
    public init(templates: URL?, narrator: NarratorSettings? = nil) throws {
        let resources = try ResourceDirectory()
        self.templates = templates ?? resources.templates
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
    ///   - formats: The forms to print.
    ///   - showsCredits: Whether sheets say whose the reference photos are.
    ///   - directory: Where the sheets go; nil for beside the document.
    /// - Returns: The sheets and what there is to say about them.
    /// - Throws: The error of what is missing; no sheet is then half-written.
    public func render(
        _ document: URL,
        audiences: [String],
        language: String,
        formats: Set<SheetFormat>,
        showsCredits: Bool = false,
        to directory: URL?
    ) async throws -> Result {
        var explanation = try ExplanationFile.read(from: document)
        let assets = ExplanationFile.directory(of: document)
        let target = directory ?? assets
        if !formats.isEmpty {
            for audience in audiences { try printer.check(audience: audience, language: language) }
        }
        let unwritten = audiences.filter {
            rewrites || explanation.text(audience: $0, language: language) == nil
        }
        var notes: [String] = []
        if !unwritten.isEmpty {
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
            if !rewrites {
                notes = unwritten.map {
                    "\(document.relativePath): texts for \($0) in \(language) were missing; "
                        + "the offline narrator wrote them"
                }
            }
        }
        if let directory {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true
            )
        }
        if !formats.isEmpty, let missing = try printer.missingDictionary(of: language) {
            notes.append(missing)
        }
        var sheets: [URL] = []
        for audience in audiences where !formats.isEmpty {
            try Task.checkCancellation()
            sheets += try printer.print(
                explanation,
                assets: assets,
                audience: audience,
                language: language,
                formats: formats,
                showsCredits: showsCredits,
                to: target
            )
        }
        return Result(sheets: sheets, notes: notes)
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

    /// Reads every audience of the folder in every language that it has.
    ///
    /// - Returns: One line per audience and language.
    /// - Throws: The first mistake, with file, line and column; `LlexicorpError` if the folder holds no
    ///   template.
    public func checkAll() throws -> [String] {
        guard !printer.audiences.isEmpty else {
            throw LlexicorpError(
                "\(templates.relativePath): holds no template",
                hint: "give a folder that has one folder with a sheet.yaml for each audience"
            )
        }
        let sheets = try printer.audiences.flatMap { audience in
            try printer.languages(of: audience).map { language in
                try printer.check(audience: audience, language: language)
                return "\(audience) (\(language)): sheet ok"
            }
        }
        let texts = try NarrationFiles.known(in: templates).flatMap { audience, languages in
            try languages.map { language in
                try NarrationFiles.check(
                    templates: templates,
                    audience: audience,
                    language: language
                )
                return "\(audience) (\(language)): texts and prompts ok"
            }
        }
        return sheets + texts
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
