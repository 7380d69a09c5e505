package import Explanations
public import Foundation
public import SheetRendering
public import SheetTemplates

/// Prints galleries: contact sheets with captions, an index of answers and concepts, and credits.
public struct GalleryPrinter: Sendable {
    private let templates: TemplateFolders
    private let printer: DocumentPrinter

    /// The files' names without number and ending.
    public static let stem = "gallery"

    /// In what form galleries are printed; every default is the command line's.
    public struct Settings: Sendable {
        /// Which files to make.
        public var formats: Set<SheetFormat> = [.pdf, .png]
        /// How fine PNG pictures are: dots in an inch.
        public var dotsPerInch = SheetPrinter.usualDotsPerInch
        /// How heatmaps are laid over photos in place of how the template has it.
        public var overlay = OverlayChange()

        /// The defaults.
        public init() {}
    }

    /// Makes a printer.
    ///
    /// - Parameters:
    ///   - templates: The folder of templates, or several; the gallery's is `shared/gallery` in it.
    ///   - fonts: The folder that holds `fonts.conf` and the lists of fonts.
    package init(templates: some TemplateSource, fonts: URL) {
        self.templates = TemplateFolders(templates)
        printer = DocumentPrinter(templates: templates, fonts: fonts)
    }

    /// Looks whether the gallery's template can be used.
    ///
    /// - Parameter language: The language's code.
    /// - Throws: `SheetTemplatesError` with file, line and column of the first mistake.
    public func check(language: String) throws {
        _ = try SheetTemplate(shared: GalleryFields.kind, in: templates, language: language)
    }

    /// Prints a gallery.
    ///
    /// Time grows with the number of photos, memory hardly: pages are laid out and drawn one by one.
    ///
    /// - Parameters:
    ///   - gallery: What to print.
    ///   - settings: In what form.
    ///   - directory: Where to: a draft of the caller's, since files are written page by page.
    ///   - progress: Told after each page how many of how many are drawn.
    /// - Returns: The files: PDF, then the others by page.
    /// - Throws: `SheetTemplatesError` (template, strings), `SheetRenderingError` (fonts, missing assets,
    ///   drawing), `ImagesError` and `TensorsError` (broken assets, writing).
    public func print(
        _ gallery: Gallery,
        _ settings: Settings = Settings(),
        to directory: URL,
        progress: (_ page: Int, _ pages: Int) throws -> Void = { _, _ in }
    ) throws -> [URL] {
        let words = try SheetStrings(
            shared: GalleryFields.kind.name,
            in: templates,
            language: gallery.language
        )
        var job = DocumentPrinter.Job(
            GalleryFields.kind,
            language: gallery.language,
            folders: gallery.photos.map(\.folder),
            provenance: gallery.provenance,
            stem: Self.stem
        )
        job.formats = settings.formats
        job.dotsPerInch = settings.dotsPerInch
        job.overlay = settings.overlay
        let values = try GalleryValues(gallery, words)
        return try printer.print(job, to: directory, progress: progress) { try values.value($0) }
    }
}
