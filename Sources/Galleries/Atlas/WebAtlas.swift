public import Explanations
public import Foundation
import SheetRendering
import SheetTemplates

/// An atlas as a folder of static web pages: all channels with search, a page of each, and the credits.
///
/// ```
/// index.html                   all channels
/// channels/<number>.html       one channel: both rankings, statistics, channels like it
/// credits.html                 whose photos these are
/// tiles/<number>-relevance.jpg a ranking's photos in one picture; -activation; each also -large
/// style.css, atlas.css, page.js, atlas.js, channel.js, fonts/
/// ```
///
/// Pages name nothing outside of the folder but the licences' texts. The pictures of one channel for each core are
/// in memory at a time.
public struct WebAtlas: Sendable {
    private let templates: TemplateFolders
    private let fonts: FontCatalog

    /// Prepares the writing of web atlases.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - fonts: The folder `Fonts`.
    /// - Throws: `SheetRenderingError` if the list of fonts cannot be read.
    public init(templates: some TemplateSource, fonts: URL) throws {
        self.templates = TemplateFolders(templates)
        self.fonts = try FontCatalog(folder: fonts)
    }

    /// Makes sure that there are words in a language.
    ///
    /// - Parameters:
    ///   - language: The language's code.
    ///   - templates: The folder `Templates`, or several.
    /// - Throws: `SheetTemplatesError` that lists the languages there are.
    public static func checkLanguage(_ language: String, templates: some TemplateSource) throws {
        let folders = TemplateFolders(templates)
        _ = try SheetStrings(shared: "atlas", in: folders, language: language)
    }

    /// Writes an atlas.
    ///
    /// - Parameters:
    ///   - atlas: The channels.
    ///   - assets: What the paths of their pictures start from.
    ///   - downloads: Names of files in `folder` that the pages offer, such as the book.
    ///   - folder: Where to; it exists, and holds nothing of these names.
    ///   - progress: Is told how many channels are done.
    /// - Throws: `GalleriesError`, `SheetTemplatesError`, `ImagesError` or `TensorsError` for the first channel that
    ///   cannot be shown; what was written until then stays in the folder.
    public func write(
        _ atlas: Atlas,
        assets: URL,
        downloads: [String] = [],
        to folder: URL,
        progress: (Int) -> Void = { _ in }
    ) throws {
        let site = try WebSite("atlas", templates: templates, folder: folder)
        let strings = try SheetStrings(
            shared: "atlas",
            in: templates,
            language: atlas.language
        )
        let values = WebAtlasValues(
            atlas,
            words: AtlasWords(atlas, strings: strings),
            fixed: try site.words(strings),
            downloads: downloads
        )
        let pictured = try writeTiles(atlas, assets: assets, to: site, progress: progress)
        for place in atlas.channels.indices {
            let page = try values.channelPage(place, pictured: pictured)
            try site.write("channel", page, to: "channels/\(values.number(place)).html")
        }
        try site.write("index", values.index(pictured: pictured), to: "index.html")
        try site.write("credits", values.credits(), to: "credits.html")
        try site.copy(["style.css", "page.js"], from: "shared/web")
        try site.copy(["atlas.css", "atlas.js", "channel.js"], from: "shared/atlas/web")
        try WebFonts(fonts).write(to: site)
    }

    /// Writes the pictures of all channels, as many at a time as there are cores.
    ///
    /// - Returns: The pictures there are, by their names without ending.
    private func writeTiles(
        _ atlas: Atlas,
        assets: URL,
        to site: WebSite,
        progress: (Int) -> Void
    ) throws -> Set<String> {
        let pictures = WebPictures(assets)
        let most = atlas.channels.flatMap(\.card.rankings).map(\.references.count).max() ?? 0
        let sprite = TileSprite(places: most)
        var written: Set<String> = []
        let step = 2 * max(ProcessInfo.processInfo.activeProcessorCount, 1)
        for start in stride(from: 0, to: atlas.channels.count, by: step) {
            let part = atlas.channels[start..<min(start + step, atlas.channels.count)]
            let names = try WebWork.map(part.count) { place in
                let card = part[part.startIndex + place].card
                return try card.rankings.compactMap { ranking -> String? in
                    guard let files = try sprite.files(ranking.references, pictures) else {
                        return nil
                    }
                    let name = WebAtlasValues.tiles(of: card.channel, ranking)
                    try site.write(files.small, to: "tiles/\(name).jpg")
                    try site.write(files.large, to: "tiles/\(name)-large.jpg")
                    return name
                }
            }
            written.formUnion(names.joined())
            progress(part.endIndex)
        }
        return written
    }
}
