import Explanations
public import Foundation
import Galleries
import SheetRendering
import SheetTemplates
import Tensors

/// Makes galleries of finished explanations.
///
/// ```swift
/// var settings = GallerySettings([out], output: gallery)
/// settings.makesPages = true
/// let result = try await GalleryPress(settings).make()
/// ```
public struct GalleryPress: Sendable {
    /// What making a gallery gave.
    public struct Result: Sendable {
        /// The printed files, and the first web page.
        public let files: [URL]
        /// How many photos it shows.
        public let photos: Int
        /// What the caller should know, such as texts that had to be written first.
        public let notes: [String]
        /// What could not be shown, and why.
        public let failures: [any Error]
    }

    /// What it works with.
    public let settings: GallerySettings
    private let sheetPress: SheetPress
    private let resources: ResourceDirectory

    /// The file that tells a gallery's folder from others: its photos as JSON.
    public static let marker = "gallery.json"

    /// Readies fonts and templates.
    ///
    /// - Parameter settings: What the gallery is made from and as what.
    /// - Throws: `LlexicorpError` or `SheetRenderingError` if templates or fonts are missing.
    public init(_ settings: GallerySettings) throws {
        self.settings = settings
        resources = try ResourceDirectory()
        sheetPress = try SheetPress(templates: settings.templates)
    }

    /// Makes the gallery.
    ///
    /// An explanation that cannot be read is left out and told in the result; texts that one lacks are written by
    /// the offline narrator and added to its document. The folder appears whole or not at all.
    ///
    /// - Parameter progress: Told what is being done, and how many of how many are.
    /// - Returns: The files and what there is to say about them.
    /// - Throws: The error of what is missing; `LlexicorpError` if no explanation can be shown.
    public func make(
        progress: (_ step: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) async throws -> Result {
        let folder = try OutputDirectory(replacing: settings.output, markedBy: Self.marker)
        let printer = GalleryPrinter(templates: sheetPress.templates, fonts: resources.fonts)
        // A mistake in a template shows at once, not after a thousand explanations were read.
        try printer.check(language: settings.language)
        let read = try await photos(progress)
        let gallery = Gallery(
            of: read.photos,
            title: settings.title,
            language: settings.language,
            sort: settings.sort,
            grouping: settings.grouping,
            provenance: Provenance(
                created: try CreationDate.current(),
                tool: "llexicorp \(LlexicorpVersion.number)",
                index: nil
            )
        )
        var files: [URL] = []
        if settings.makesPages {
            try writePages(of: gallery, audiences: settings.sheets, to: folder.draft, progress)
            files.append(folder.draft.appendingPathComponent("index.html"))
        }
        if !settings.printing.formats.isEmpty {
            files += try printer.print(gallery, settings.printing, to: folder.draft) {
                try Task.checkCancellation()
                progress("pages", $0, $1)
            }
        }
        try WholeFile.write(
            GalleryList(gallery).encoded(),
            to: folder.draft.appendingPathComponent(Self.marker)
        )
        let names = files.map(\.lastPathComponent)
        try folder.publish()
        return Result(
            files: names.map(settings.output.appendingPathComponent),
            photos: gallery.photos.count,
            notes: read.notes,
            failures: read.failures
        )
    }

    private func writePages(
        of gallery: Gallery,
        audiences: [String],
        to folder: URL,
        _ progress: (String, Int, Int) -> Void
    ) throws {
        for audience in audiences {
            try sheetPress.printer.check(audience: audience, language: settings.language)
        }
        let sheets = try GallerySheets(
            by: sheetPress.printer,
            audiences: audiences,
            language: settings.language
        )
        let pages = try WebGallery(templates: sheetPress.templates, fonts: resources.fonts)
        try pages.write(
            gallery,
            audience: textAudience(),
            sheets: {
                try Task.checkCancellation()
                return try sheets.sheets(of: $0)
            },
            to: folder,
            progress: { progress("photos", $0, gallery.photos.count) }
        )
    }

    /// The audience whose texts count: the one that was named, or the one whose texts its sheet tells.
    private func textAudience() throws -> String {
        try SheetTemplate.textAudience(of: settings.audience, in: sheetPress.templates)
    }

    // MARK: Reading

    /// The explanations' folders: those that were named, and those inside of the other folders that were.
    private func folders() throws -> [URL] {
        try settings.explanations.flatMap { url -> [URL] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
            guard !names.isEmpty, !names.contains(ExplanationFile.name) else { return [url] }
            let inner = names.sorted().filter { !$0.hasPrefix(".") }
                .map(url.appendingPathComponent).filter { folder in
                    let file = folder.appendingPathComponent(ExplanationFile.name)
                    return FileManager.default.fileExists(atPath: file.path)
                }
            guard !inner.isEmpty else {
                throw LlexicorpError(
                    "\(url.relativePath): holds neither an \(ExplanationFile.name) nor folders that do",
                    hint: "give folders that `llexicorp explain` wrote"
                )
            }
            return inner
        }
    }

    private func photos(
        _ progress: (String, Int, Int) -> Void
    ) async throws -> (photos: [GalleryPhoto], notes: [String], failures: [any Error]) {
        let folders = try folders()
        let words = try SheetStrings(
            shared: GalleryFields.kind.name,
            in: sheetPress.templates,
            language: settings.language
        )
        var photos: [GalleryPhoto] = []
        var notes: [String] = []
        var failures: [any Error] = []
        for (folder, id) in zip(folders, OutputNames.plain(forExplanations: folders)) {
            try Task.checkCancellation()
            do {
                let told = try await sheetPress.told(
                    folder,
                    audiences: [settings.audience] + (settings.makesPages ? settings.sheets : []),
                    language: settings.language
                )
                notes += told.notes
                photos.append(
                    try GalleryPhoto(
                        told.explanation,
                        in: ExplanationFile.directory(of: folder),
                        id: id,
                        audience: textAudience(),
                        words: words
                    )
                )
            } catch let error as CancellationError {
                throw error
            } catch {
                failures.append(error)
            }
            progress("explanations", photos.count + failures.count, folders.count)
        }
        guard !photos.isEmpty else {
            throw failures.first ?? LlexicorpError("there is no explanation to show")
        }
        return (photos, notes, failures)
    }
}
