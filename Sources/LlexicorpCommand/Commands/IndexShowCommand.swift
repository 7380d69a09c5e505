import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp index show`: a channel's card.
struct IndexShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a channel stands for: its name, worth and best photos."
    )

    @Argument(help: "The channel, a number from 0.")
    var channel: Int

    @Option(help: "The index file; without it the cache's one of the model and layer.")
    var index: String?

    @Option(help: "The model's name or file; without it the index's own, or the default one.")
    var model: String?

    @Option(help: "The weights file; without it the pulled one.")
    var weights: String?

    @Option(help: "The layer; without it the index's own, or the model's default.")
    var layer: String?

    @Option(help: "By what photos are chosen, such as relmax-sum or actmax-sum.")
    var mode = "relmax-sum"

    @Option(help: "How many photos of each kind at most.")
    var references = 12

    @Option(help: "The folder or list of the photos, if they are not where the index says.")
    var photos: String?

    @Option(help: "The card as a file, .pdf, .png or .svg.")
    var output: String?

    @Option(help: "The language of the card.")
    var language = "en"

    @Option(help: "A folder of own templates, whose files count before the shipped ones.")
    var template: String?

    @Flag(help: "Print the card as JSON on standard output.")
    var json = false

    func validate() throws {
        if !(1...40).contains(references) {
            throw ValidationError(
                "--references \(references): 1 to 40, as many as an index keeps"
            )
        }
        if let output {
            let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
            if SheetFormat(rawValue: ending) == nil {
                throw ValidationError("--output \(output): end the name in .pdf, .png or .svg")
            }
        }
    }

    func run() async throws {
        var settings = CardSettings()
        settings.index = index.map(URL.init(fileURLWithPath:))
        settings.model = model
        settings.layer = layer
        settings.weights = weights.map(URL.init(fileURLWithPath:))
        settings.mode = mode
        settings.references = references
        settings.language = language
        settings.photos = photos.map(URL.init(fileURLWithPath:))
        settings.templates = template.map(URL.init(fileURLWithPath:))
        let press = try CardPress(settings)
        press.notes.forEach(Message.note)
        let card = try await press.card(of: channel)
        if json {
            try JSONOutput.print(card)
        } else {
            for line in CardText.lines(card, language: language) { print(line) }
        }
        guard let output else { return }
        let files = try press.print([card], to: URL(fileURLWithPath: output))
        if !json {
            print("")
            for file in files { print(file.relativePath) }
        }
    }
}
