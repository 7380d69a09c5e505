import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp atlas`: the card of every channel of a layer, as a book and as web pages.
struct AtlasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "atlas",
        abstract: "Show every channel of a layer: a book (PDF) and web pages with search.",
        discussion: """
            Each channel has a card: its name, its best photos by relevance beside those by activation, \
            statistics, the classes it serves, channels that are nearly the same, and channels like it. \
            Names come from the index: `llexicorp concepts name` gives them.

            What channels saw is cut from the photos once and kept beside the index; a second atlas of it is \
            quick.
            """
    )

    @Argument(help: "The reference index; without it the cache's one of --model and --layer.")
    var index: String?

    @Option(help: "As what, separated by commas: pdf, html.")
    var format = CommaList(["pdf", "html"])

    @Option(help: "The folder to write; an older atlas there is replaced.")
    var output = "atlas"

    @Option(help: "The language of words and names: en, de, cs.")
    var language = "en"

    @Option(help: "How many photos a ranking shows, 1 to 12.")
    var references = 6

    @Option(help: "The channels, such as 1,5-9; without it all of the layer.")
    var channels: ChannelList?

    @Option(help: "The model's name or file; without it the index's own, or the default one.")
    var model: String?

    @Option(help: "The layer; without it the index's own, or the model's default.")
    var layer: String?

    @Option(help: "The weights file; without it the pulled one.")
    var weights: String?

    @Option(help: "The folder or list of the photos, if they are not where the index says.")
    var photos: String?

    @Option(help: "A folder of own templates, whose files count before the shipped ones.")
    var template: String?

    func validate() throws {
        if !(1...12).contains(references) {
            throw ValidationError("--references \(references): 1 to 12")
        }
        _ = try formats()
    }

    func run() async throws {
        var settings = AtlasSettings()
        settings.card.index = index.map(URL.init(fileURLWithPath:))
        settings.card.model = model
        settings.card.layer = layer
        settings.card.weights = weights.map(URL.init(fileURLWithPath:))
        settings.card.references = references
        settings.card.language = language
        settings.card.photos = photos.map(URL.init(fileURLWithPath:))
        settings.card.templates = template.map(URL.init(fileURLWithPath:))
        settings.formats = try formats()
        settings.channels = channels?.channels
        settings.output = URL(fileURLWithPath: output)
        let press = try AtlasPress(settings)
        press.notes.forEach(Message.note)
        let bars = StepBars()
        let files = try await press.make { bars.show($0.step.rawValue, $0.done, of: $0.total) }
        for file in files { print(file.relativePath) }
    }

    private func formats() throws -> Set<AtlasSettings.Format> {
        Set(
            try format.words.map { word in
                guard let format = AtlasSettings.Format(rawValue: word) else {
                    throw ValidationError(
                        "--format \(word): is not a form of an atlas; there are pdf and html"
                    )
                }
                return format
            }
        )
    }
}
