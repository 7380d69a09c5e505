import Concepts
import Explanations
public import Foundation
import Galleries
import SheetRendering
import Tensors

/// Makes the atlas of a layer: the card of every channel, as a book and as web pages.
///
/// ```swift
/// var settings = AtlasSettings()
/// settings.card.index = URL(fileURLWithPath: "features.12.sqlite")
/// let files = try await AtlasPress(settings).make { print($0) }
/// ```
public struct AtlasPress: Sendable {
    /// How far the making of an atlas is.
    public struct Progress: Sendable, Equatable {
        /// What is being done.
        public enum Step: String, Sendable {
            /// Channels are looked up, and what they saw is cut from photos, or taken from the cache.
            case cards
            /// Pictures of web pages are drawn.
            case pictures
            /// Pages of the book are drawn.
            case pages
        }

        /// What is being done.
        public var step: Step
        /// How many channels or pages are done.
        public var done: Int
        /// How many there are.
        public var total: Int
    }

    /// What it works with.
    public let settings: AtlasSettings
    /// What the caller should know though nothing failed, such as weights that are not at hand.
    public var notes: [String] { press.notes }

    private let press: CardPress
    private let channels: [Int]

    /// Opens the index.
    ///
    /// - Parameter settings: What to make the atlas from.
    /// - Throws: The module errors of what is missing or does not fit: the index, its layer, a channel, the
    ///   language. Without the model's weights cards still have words, and a note says so.
    public init(_ settings: AtlasSettings) throws {
        self.settings = settings
        press = try CardPress(settings.card)
        let all = 0..<press.channels
        if let unknown = settings.channels?.first(where: { !all.contains($0) }) {
            throw LlexicorpError(
                "\(press.index.url.relativePath): has no channel \(unknown); "
                    + "\(press.index.run.layer) has channels 0 to \(all.upperBound - 1)",
                hint: "give others by --channels"
            )
        }
        channels = settings.channels ?? Array(all)
        try Self.templates(settings).check(settings)
    }

    /// Makes the atlas.
    ///
    /// The folder appears whole or not at all; an older atlas in its place is replaced as a whole, anything else is
    /// left alone.
    ///
    /// - Parameter progress: Is told of each step; it may be called from any thread.
    /// - Returns: The files that a person opens: the book, the page of all channels.
    /// - Throws: `LlexicorpError` if something else stands in the folder's place, what making crops throws, and the
    ///   errors of templates, fonts and drawing; `CancellationError` if the task is cancelled.
    public func make(progress: @Sendable (Progress) -> Void = { _ in }) async throws -> [URL] {
        let output = try OutputDirectory(replacing: settings.output, markedBy: Atlas.fileName)
        let atlas = try await atlas(progress)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try WholeFile.write(
            encoder.encode(atlas),
            to: output.draft.appendingPathComponent(Atlas.fileName)
        )
        let resources = try Self.templates(settings)
        var files: [String] = []
        if settings.formats.contains(.pdf) {
            let printer = AtlasPrinter(templates: resources.templates, fonts: resources.fonts)
            files += try printer.print(
                atlas,
                assets: press.assets,
                stem: "atlas.\(atlas.language)",
                to: output.draft
            ) { page, pages in
                try Task.checkCancellation()
                progress(Progress(step: .pages, done: page, total: pages))
            }.map(\.lastPathComponent)
        }
        if settings.formats.contains(.html) {
            try WebAtlas(templates: resources.templates, fonts: resources.fonts).write(
                atlas,
                assets: press.assets,
                downloads: files,
                to: output.draft
            ) { done in
                progress(Progress(step: .pictures, done: done, total: atlas.channels.count))
            }
            files.append("index.html")
        }
        try Task.checkCancellation()
        let place = settings.output
        try output.publish()
        return files.map { place.appendingPathComponent($0) }
    }

    /// The card of every channel with those like it.
    private func atlas(_ progress: (Progress) -> Void) async throws -> Atlas {
        let similarity =
            press.index.run.modes.contains(.relmaxSum)
            ? try ChannelSimilarity(index: press.index) : nil
        var found: [AtlasChannel] = []
        for channel in channels {
            try Task.checkCancellation()
            let card = try await press.card(of: channel)
            let (similar, duplicates) = similarity?.neighbours(of: channel) ?? ([], [])
            found.append(AtlasChannel(card: card, similar: similar, duplicates: duplicates))
            progress(Progress(step: .cards, done: found.count, total: channels.count))
        }
        return Atlas(
            of: found,
            composite: press.index.run.composite,
            language: settings.card.language,
            provenance: Provenance(
                created: try CreationDate.current(),
                tool: "llexicorp \(LlexicorpVersion.number)",
                index: press.index.identity
            )
        )
    }

    // MARK: - Templates

    private struct Templates {
        let templates: TemplateFolders
        let fonts: URL

        /// Reads template and words, so that a mistake or an unknown language is told of before anything is made.
        func check(_ settings: AtlasSettings) throws {
            if settings.formats.contains(.pdf) {
                try AtlasPrinter(templates: templates, fonts: fonts)
                    .check(language: settings.card.language)
            } else {
                try WebAtlas.checkLanguage(settings.card.language, templates: templates)
            }
        }
    }

    private static func templates(_ settings: AtlasSettings) throws -> Templates {
        let resources = try ResourceDirectory()
        return Templates(
            templates: resources.templates(before: settings.card.templates),
            fonts: resources.fonts
        )
    }
}
