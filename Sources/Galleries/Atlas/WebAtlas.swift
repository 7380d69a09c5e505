import Dispatch
public import Explanations
public import Foundation
import SheetRendering
import SheetTemplates
import Synchronization

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
        progress: @Sendable (Int) -> Void = { _ in }
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
        progress: @Sendable (Int) -> Void
    ) throws -> Set<String> {
        let pictures = WebPictures(assets)
        let most = atlas.channels.flatMap(\.card.rankings).map(\.references.count).max() ?? 0
        let sprite = TileSprite(places: most)
        struct State {
            var done = 0
            var written: Set<String> = []
            var failure: (place: Int, error: any Error)?
        }
        let state = Mutex(State())
        DispatchQueue.concurrentPerform(iterations: atlas.channels.count) { place in
            let isEarlierFailure = state.withLock { $0.failure.map { $0.place < place } ?? false }
            guard !isEarlierFailure else { return }
            do {
                let channel = atlas.channels[place]
                for ranking in channel.card.rankings {
                    guard let files = try sprite.files(ranking.references, pictures) else {
                        continue
                    }
                    let name = WebAtlasValues.tiles(of: channel.card.channel, ranking)
                    try site.write(files.small, to: "tiles/\(name).jpg")
                    try site.write(files.large, to: "tiles/\(name)-large.jpg")
                    state.withLock { _ = $0.written.insert(name) }
                }
                state.withLock {
                    $0.done += 1
                    progress($0.done)
                }
            } catch {
                state.withLock { state in
                    if state.failure.map({ place < $0.place }) ?? true {
                        state.failure = (place, error)
                    }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure.error }
            return state.written
        }
    }
}
