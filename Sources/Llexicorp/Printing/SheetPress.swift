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

    /// Readies fonts and templates.
    ///
    /// - Parameter templates: The folder of templates; nil for the shipped ones.
    /// - Throws: `LlexicorpError` or `SheetRenderingError` if templates or fonts are missing.
    public init(templates: URL?) throws {
        let resources = try ResourceDirectory()
        self.templates = templates ?? resources.templates
        printer = SheetPrinter(templates: self.templates, fonts: resources.fonts)
    }

    /// Prints one explanation again.
    ///
    /// Texts that its document lacks for an audience or language are written by the offline narrator
    /// and added to the document.
    ///
    /// - Parameters:
    ///   - document: The folder that `explain` wrote, or its `explanation.json`.
    ///   - audiences: The audiences' folder names.
    ///   - language: The language's code.
    ///   - formats: The forms to print.
    ///   - directory: Where the sheets go; nil for beside the document.
    /// - Returns: The sheets and what there is to say about them.
    /// - Throws: The error of what is missing; no sheet is then half-written.
    public func render(
        _ document: URL,
        audiences: [String],
        language: String,
        formats: Set<SheetFormat>,
        to directory: URL?
    ) async throws -> Result {
        var explanation = try ExplanationFile.read(from: document)
        let assets = ExplanationFile.directory(of: document)
        let target = directory ?? assets
        for audience in audiences { try printer.check(audience: audience, language: language) }
        var notes: [String] = []
        for audience in audiences
        where explanation.text(audience: audience, language: language) == nil {
            let narrator = Narrators.offline(templates: templates).narrator
            explanation.texts.append(
                try await narrator.narrate(
                    explanation,
                    assets: assets,
                    audience: audience,
                    language: language
                )
            )
            notes.append(
                "\(document.relativePath): texts for \(audience) in \(language) were missing; "
                    + "the offline narrator wrote them"
            )
        }
        if !notes.isEmpty {
            try WholeFile.write(
                ExplanationFile.encode(explanation),
                to: assets.appendingPathComponent(ExplanationFile.name)
            )
        }
        if let directory {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true
            )
        }
        var sheets: [URL] = []
        for audience in audiences {
            try Task.checkCancellation()
            sheets += try printer.print(
                explanation,
                assets: assets,
                audience: audience,
                language: language,
                formats: formats,
                to: target
            )
        }
        return Result(sheets: sheets, notes: notes)
    }

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
        return try printer.audiences.flatMap { audience in
            try printer.languages(of: audience).map { language in
                try printer.check(audience: audience, language: language)
                return "\(audience) (\(language)): ok"
            }
        }
    }

    /// Looks whether the fonts that sheets are set in are installed.
    ///
    /// - Returns: A line for each missing one, naming its package.
    /// - Throws: `SheetRenderingError` if the lists of fonts cannot be read.
    public func missingFonts() throws -> [String] {
        try printer.missingFonts()
    }
}
