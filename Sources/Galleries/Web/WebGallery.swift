public import Explanations
public import Foundation
import SheetRendering
import SheetTemplates

/// A gallery as a folder of static web pages: all photos with filters, a page with the full explanation of each,
/// and the credits.
///
/// ```
/// index.html                   all photos
/// photos/<id>.html             one photo's explanation
/// credits.html                 whose photos these are
/// pictures/<id>.jpg            what the model saw; <id>-overlay.jpg with the evidence over it
/// pictures/<id>/               the whole photo, overlays of concepts, reference photos
/// sheets/, explanations/       what can be downloaded
/// style.css, gallery.css, page.js, select.js, gallery.js, photo.js, photos.js, fonts/
/// ```
///
/// Pages name nothing outside of the folder but the licences' texts, so they open from a disk as they do from a
/// server. One explanation for each core is in memory at a time, and the time grows with the number of photos.
public struct WebGallery: Sendable {
    private let templates: TemplateFolders
    private let fonts: FontCatalog
    /// The page of all licences.
    static let creditsPage = "credits.html"

    /// Prepares the writing of web galleries.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - fonts: The folder `Fonts`.
    /// - Throws: `SheetRenderingError` if the list of fonts cannot be read.
    public init(templates: some TemplateSource, fonts: URL) throws {
        self.templates = TemplateFolders(templates)
        self.fonts = try FontCatalog(folder: fonts)
    }

    /// Writes a gallery.
    ///
    /// - Parameters:
    ///   - gallery: The photos in their order.
    ///   - audience: Whose texts the pages have; a photo without them has a page without sentences.
    ///   - sheets: The finished sheets of a photo, which its page offers; they are copied. It is called on this
    ///     thread, once per photo.
    ///   - folder: Where to; it exists and is empty.
    ///   - progress: Is told after each step how many photos are done.
    /// - Throws: `GalleriesError`, `ExplanationsError`, `SheetTemplatesError`, `ImagesError` or `TensorsError` for the
    ///   first photo that cannot be shown; what was written until then stays in the folder.
    public func write(
        _ gallery: Gallery,
        audience: String,
        sheets: (GalleryPhoto) throws -> [URL],
        to folder: URL,
        progress: (Int) -> Void = { _ in }
    ) throws {
        let site = try WebSite("gallery", templates: templates, folder: folder)
        let strings = try SheetStrings(
            shared: "gallery",
            in: templates,
            language: gallery.language
        )
        let frame = try WebFrame(site: site, strings: strings, provenance: gallery.provenance)
        let photos = gallery.photos
        let page = PhotoPage(
            site: site,
            frame: frame,
            strings: strings,
            sheetStrings: try SheetStrings(
                shared: "sheet",
                in: templates,
                language: gallery.language
            ),
            audience: audience
        )
        var cards: [GalleryCard] = []
        var credits = GalleryCredits()
        let step = max(ProcessInfo.processInfo.activeProcessorCount, 1) * 2
        for start in stride(from: 0, to: photos.count, by: step) {
            let range = start..<min(start + step, photos.count)
            let downloads = try range.map { try sheets(photos[$0]) }
            let written = try WebWork.map(range.count) { offset in
                let place = start + offset
                return try page.write(
                    photos[place],
                    neighbours: .init(of: place, in: photos),
                    sheets: downloads[offset]
                )
            }
            for (card, shown) in written {
                cards.append(card)
                credits.add(shown)
            }
            progress(range.upperBound)
        }
        try write(cards, of: gallery, frame: frame, strings: strings, to: site)
        try site.write(
            "credits",
            frame.values(adding: try credits.values(strings), root: ""),
            to: Self.creditsPage
        )
        try site.copy(["style.css", "page.js"], from: "shared/web")
        try site.copy(
            ["gallery.css", "select.js", "gallery.js", "photo.js"],
            from: "shared/gallery/web"
        )
        try WebFonts(fonts).write(to: site)
    }

    private func write(
        _ cards: [GalleryCard],
        of gallery: Gallery,
        frame: WebFrame,
        strings: SheetStrings,
        to site: WebSite
    ) throws {
        let index = try GalleryIndex(gallery, cards: cards, strings: strings)
        try site.write("index", frame.values(adding: index.values, root: ""), to: "index.html")
        // A page of one photo leads to its neighbours among those that the filters choose.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var script = Data("const llexicorpPhotos = ".utf8)
        script.append(try encoder.encode(cards.map(\.entry)))
        script.append(Data(";\n".utf8))
        try site.write(script, to: "photos.js")
    }
}
