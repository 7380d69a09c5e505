import Explanations
public import Foundation
import Galleries
public import SheetRendering
public import SheetTemplates
import Tensors

/// Compares two explanations of one photo, on printed pages and as a web page.
public struct ComparisonPress: Sendable {
    /// What a comparison gave.
    public struct Result: Sendable {
        /// What a person opens: the printed pages, then the web page.
        public let files: [URL]
        /// What the caller should know, such as texts that had to be written first.
        public let notes: [String]
    }

    /// In what form a comparison is made; every default is the command line's.
    public struct Settings: Sendable {
        /// The printed forms.
        public var formats: Set<SheetFormat> = [.pdf]
        /// Whether there is a web page.
        public var hasWebPage = true
        /// Whose texts name the concepts.
        public var audience = "end-user"
        /// The language's code.
        public var language = "en"
        /// How fine PNG pictures are: dots in an inch.
        public var dotsPerInch = SheetPrinter.usualDotsPerInch
        /// How heatmaps are laid over photos on printed pages in place of how the template has it.
        public var overlay = OverlayChange()

        /// The defaults.
        public init() {}
    }

    private let templates: TemplateFolders
    private let fonts: URL
    private let narrator: NarratorRun

    /// Readies fonts and templates.
    ///
    /// - Parameter templates: A folder of own templates, whose files count before the shipped ones; nil for these
    ///   alone.
    /// - Throws: `LlexicorpError` if the shipped templates and fonts are not found.
    public init(templates: URL?) throws {
        let resources = try ResourceDirectory()
        self.templates = resources.templates(before: templates)
        fonts = resources.fonts
        narrator = try NarratorRun(NarratorSettings(), templates: self.templates)
    }

    /// Compares two explanations.
    ///
    /// Texts that a document lacks for the audience and language are written by the offline narrator for this
    /// comparison alone: the documents stay as they are.
    ///
    /// - Parameters:
    ///   - first: A folder that `explain` wrote, or its `explanation.json`.
    ///   - second: Another one, of the same photo.
    ///   - settings: In what form.
    ///   - destination: The folder that gets everything; one that holds another comparison is replaced.
    /// - Returns: The files and what there is to say about them.
    /// - Throws: The error of what is missing or does not fit; the folder is then as it was.
    public func compare(
        _ first: URL,
        _ second: URL,
        _ settings: Settings = Settings(),
        to destination: URL
    ) async throws -> Result {
        var sides = try [first, second].map {
            ComparedSide(
                try ExplanationFile.read(from: $0),
                in: ExplanationFile.directory(of: $0)
            )
        }
        // Whatever is wrong with the choice is said before anything is written.
        _ = try SheetTemplate(
            shared: ComparisonDocument.kind,
            in: templates,
            language: settings.language
        )
        let strings = try SheetStrings(
            shared: "comparison",
            in: templates,
            language: settings.language
        )
        // The comparison is made first, so that two photos are refused before texts are written.
        var comparison = try Comparison(sides[0], sides[1])
        let audience = try narrator.writtenAudiences(of: [settings.audience])[0]
        var notes: [String] = []
        for index in sides.indices {
            if let note = try await tell(&sides[index], audience, settings.language) {
                notes.append(note)
            }
        }
        comparison.tell(sides[0].explanation.texts, sides[1].explanation.texts)
        let provenance = Provenance(
            created: try CreationDate.current(),
            tool: "llexicorp \(LlexicorpVersion.number)",
            index: nil
        )
        let document = try ComparisonDocument(
            comparison,
            audience: audience,
            strings: strings,
            provenance: provenance
        )
        let output = try OutputDirectory(replacing: destination, markedBy: ComparisonFile.name)
        var files: [URL] = []
        if !settings.formats.isEmpty {
            files += try DocumentPrinter(templates: templates, fonts: fonts).print(
                document,
                of: comparison,
                language: settings.language,
                provenance: provenance,
                formats: settings.formats,
                dotsPerInch: settings.dotsPerInch,
                overlay: settings.overlay,
                to: output.draft
            )
        }
        try Task.checkCancellation()
        if settings.hasWebPage {
            try WebComparison(templates: templates, fonts: fonts).write(
                comparison,
                document,
                strings: strings,
                audience: settings.audience,
                printed: files.filter { $0.pathExtension == "pdf" },
                provenance: provenance,
                to: output.draft
            )
            files.append(output.draft.appendingPathComponent("index.html"))
        }
        try WholeFile.write(
            try ComparisonFile(comparison, provenance: provenance).encoded(),
            to: output.draft.appendingPathComponent(ComparisonFile.name)
        )
        let names = files.map(\.lastPathComponent) + [ComparisonFile.name]
        try output.publish()
        return Result(files: names.map(destination.appendingPathComponent), notes: notes)
    }

    /// Writes the texts that a side lacks.
    ///
    /// - Returns: A note where there were none.
    private func tell(
        _ side: inout ComparedSide,
        _ audience: String,
        _ language: String
    ) async throws -> String? {
        guard side.explanation.text(audience: audience, language: language) == nil else {
            return nil
        }
        try await narrator.tell(
            &side.explanation,
            in: side.folder,
            audiences: [audience],
            language: language,
            earlier: side.folder
        )
        return "\(side.folder.relativePath): texts for \(audience) in \(language) were missing; "
            + "the offline narrator wrote them for this comparison"
    }
}
